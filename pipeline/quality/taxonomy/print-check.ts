import { counted, painter, plain } from '../../publish/paint.ts'
import type { TaxonomyCheck } from './check-taxonomy.ts'

/** The problems by file, each with what to do, and what was checked in the last line. */
export function printCheck({ problems, checked, version, untried }: TaxonomyCheck, colour: boolean): string {
  const paint = painter(colour)
  const lines: string[] = []
  for (const [file, own] of Map.groupBy(problems, problem => problem.file)) {
    lines.push(paint('bold', file || 'the taxonomy as a whole'))
    for (const { entry, problem, advice } of own)
      lines.push(
        `  ${entry === '' ? '' : `${paint('cyan', plain(entry))}: `}${plain(problem)}`,
        `      ${paint('dim', plain(advice))}`,
      )
    lines.push('')
  }
  if (untried !== null)
    lines.push(
      paint(
        'yellow',
        'No entry was read back, because the readers refuse this data; correct it and check again.',
      ),
    )
  const what = [
    `${counted(checked.skills, 'skill')} (${counted(checked.spellings, 'spelling')}, ${counted(checked.rules, 'rule')})`,
    counted(checked.wordLists, 'word list'),
    counted(checked.titleTerms, 'title term'),
    counted(checked.places, 'place'),
  ].join(', ')
  const result =
    problems.length === 0 ? paint('green', 'no problems') : paint('red', counted(problems.length, 'problem'))
  return `${lines.join('\n')}${lines.length > 0 ? '\n' : ''}Taxonomy ${version}: ${what}: ${result}.\n`
}
