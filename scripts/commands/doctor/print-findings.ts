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

const order: Finding['state'][] = ['broken', 'warning', 'well']

/** A line for each finding, the worst first, what to do below it, and at the end what it comes to. */
export function printFindings(found: readonly Finding[], { colour, home, width }: Page): string {
  const findings = order.flatMap(state => found.filter(finding => finding.state === state))
  const paint = painter(colour)
  const name = Math.max(...findings.map(({ check }) => check.length))
  const indent = name + 6
  const lines = findings.flatMap(({ check, state, says, todo }, at) => {
    const { mark, style } = marks[state]
    const before = findings[at - 1]
    const repeated = before?.check === check && before.state === state
    const gap = before !== undefined && before.state !== state ? [''] : []
    const label = (repeated ? '' : check).padEnd(name)
    const [first = '', ...rest] = wrap(says, width && width - indent)
    return [
      ...gap,
      `  ${paint(style, mark)} ${state === 'well' ? label : paint('bold', label)}  ${first}`,
      ...rest.map(line => ' '.repeat(indent) + line),
      ...(todo === null
        ? []
        : wrap(`→ ${todo}`, width && width - indent).map(line => ' '.repeat(indent) + paint('dim', line))),
    ]
  })
  const head = `jobtide ${versions.code} in ${home}`
  return `${paint('dim', head)}\n\n${lines.join('\n')}\n\n${summary(findings, paint, width)}\n`
}

function summary(
  findings: readonly Finding[],
  paint: ReturnType<typeof painter>,
  width: number | undefined,
): string {
  const of = (state: Finding['state']) => findings.filter(finding => finding.state === state)
  const named = (state: Finding['state']) => [...new Set(of(state).map(({ check }) => check))].join(', ')
  const [broken, warnings] = [of('broken').length, of('warning').length]
  if (broken + warnings === 0) return paint('green', 'All is well.')
  const parts = [
    broken > 0 ? { style: 'red' as const, text: `Broken: ${named('broken')}.` } : null,
    warnings > 0
      ? { style: 'yellow' as const, text: `${counted(warnings, 'warning')}: ${named('warning')}.` }
      : null,
  ].filter(part => part !== null)
  if (broken === 0) parts[0]!.text = `Nothing is broken. ${parts[0]!.text}`
  return parts.flatMap(({ style, text }) => wrap(text, width).map(line => paint(style, line))).join('\n')
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
