import type { Finding } from '../../../pipeline/operations/doctor/finding.ts'
import { counted, painter } from '../../../pipeline/publish/paint.ts'
import { versions } from '../../../pipeline/versions.ts'

const marks = {
  well: { mark: '✓', style: 'green' },
  warning: { mark: '!', style: 'yellow' },
  broken: { mark: '✗', style: 'red' },
} as const

interface Page {
  colour: boolean
  home: string
  /** Characters of a line of the terminal; undefined where there is none, and lines may be as long as they are. */
  width?: number | undefined
}

/** A line for each finding, marked, what to do below it, and at the end what it comes to. */
export function printFindings(findings: readonly Finding[], { colour, home, width }: Page): string {
  const paint = painter(colour)
  const name = Math.max(...findings.map(({ check }) => check.length))
  const indent = name + 6
  const lines = findings.flatMap(({ check, state, says, todo }, at) => {
    const { mark, style } = marks[state]
    const repeated = findings[at - 1]?.check === check
    const label = (repeated ? '' : check).padEnd(name)
    const [first = '', ...rest] = wrap(says, width && width - indent)
    return [
      `  ${paint(style, mark)} ${state === 'well' ? label : paint('bold', label)}  ${first}`,
      ...rest.map(line => ' '.repeat(indent) + line),
      ...(todo === null
        ? []
        : wrap(`→ ${todo}`, width && width - indent).map(line => ' '.repeat(indent) + paint('dim', line))),
    ]
  })
  const head = `jobtide ${versions.code} in ${home}`
  return `${paint('dim', head)}\n\n${lines.join('\n')}\n\n${summary(findings, paint)}\n`
}

function summary(findings: readonly Finding[], paint: ReturnType<typeof painter>): string {
  const named = (state: Finding['state']) =>
    [...new Set(findings.filter(finding => finding.state === state).map(({ check }) => check))].join(', ')
  const [broken, warnings] = [named('broken'), named('warning')]
  if (!broken && !warnings) return paint('green', 'All is well.')
  const warned = warnings && `${counted(warnings.split(', ').length, 'warning')}: ${warnings}.`
  if (!broken) return `Nothing is broken. ${paint('yellow', warned)}`
  return [paint('red', `Broken: ${broken}.`), ...(warned ? [paint('yellow', warned)] : [])].join(' ')
}

/** Breaks a text between words, so that what follows stands below its beginning. */
function wrap(text: string, width: number | undefined): string[] {
  if (!width || width < 30) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line]
}
