import type { OpenConfiguration } from '../../../pipeline/configuration.ts'
import { counted, painter, plain } from '../../../pipeline/publish/paint.ts'
import type { Source } from '../../../pipeline/sources.ts'
import type { FirstPage } from '../../../pipeline/stages/check-source.ts'

/** Everything that is wrong with the file, and the sources whose terms nobody has read, as `line:column: message`. */
export function problemsIn({ problems, sources, places }: OpenConfiguration, chosen: Source[]): string[] {
  const unread = sources.flatMap((source, index) =>
    chosen.includes(source) && source.terms === null
      ? `${places[index]}: ${source.name} does not run: nobody has read its terms. Read them, then add "terms: { url: …, reviewed: YYYY-MM-DD, aggregates: true or false }"`
      : [],
  )
  return [...problems, ...unread].sort((a, b) => lineOf(a) - lineOf(b))
}

const lineOf = (problem: string): number => Number.parseInt(problem, 10)

/** What the first page of a source said: a line, and one for each reason why records of it are no adverts. */
export function printFirstPage(
  page: FirstPage,
  { colour, width }: { colour: boolean; width: number },
): string {
  const paint = painter(colour)
  const { source, problem, partial, rejected, dropped } = page
  const indent = ' '.repeat(width + 4)
  const name = paint('bold', source.padEnd(width))
  return [
    `  ${name}  ${problem === null ? paint('green', named(page)) : paint('red', plain(problem))}`,
    ...(problem !== null && !plain(problem).includes(page.url) ? [paint('dim', `${indent}${page.url}`)] : []),
    ...(partial === null ? [] : [paint('dim', `${indent}not all: ${plain(partial)}`)]),
    ...reasons(rejected, 'rejected').map(line => paint('yellow', indent + line)),
    ...reasons(dropped, 'left out').map(line => paint('dim', indent + line)),
  ].join('\n')
}

function named({ read, elsewhere, lists, total }: FirstPage): string {
  const adverts = read + elsewhere
  if (adverts === 0 && lists > 0) return `leads to ${counted(lists, 'further list')}`
  const whole =
    total === null
      ? counted(adverts, 'advert')
      : `${adverts.toLocaleString('en-GB')} of ${counted(total, 'advert')}`
  const where = elsewhere > 0 ? ', each on a page of its own' : ''
  return `${whole}${where}${lists > 0 ? `; leads on to ${counted(lists, 'further page')}` : ''}`
}

const reasons = (of: Record<string, number>, what: string): string[] =>
  Object.entries(of)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} ${what}: ${plain(reason)}`)

/** The last line. */
export function printOutcome({
  faults,
  failed,
  asked,
  sources,
  offline,
}: {
  faults: number
  failed: number
  asked: number
  sources: number
  offline?: boolean | undefined
}): string {
  if (faults + failed > 0) return `\n${counted(faults + failed, 'problem')}.`
  if (sources === 0) return 'No sources are configured: "jobtide sources add URL" adds one.'
  return `${asked > 0 ? '\n' : ''}${counted(sources, 'source')}, no problems${offline ? '; none was asked' : ''}.`
}
