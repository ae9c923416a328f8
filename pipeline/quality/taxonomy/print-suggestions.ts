import { counted, type Paint, painter, plain } from '../../publish/paint.ts'
import type { Suggestion, Suggestions } from './suggest-terms.ts'

/** The work list as two tables, most wanted first. */
export function printSuggestions(found: Suggestions, options: { colour: boolean; width: number }): string {
  const paint = painter(options.colour)
  const width = Math.min(Math.max(Math.floor(options.width), 80), 160)
  const { adverts, inScope, employers } = found
  return [
    `${counted(adverts, 'advert')}, ${inScope.toLocaleString('en-GB')} in scope, of ${counted(employers, 'employer')}`,
    '',
    ...table('Terms that no skill covers', found.terms, true, width, paint),
    '',
    ...table('Words of titles that no entry covers', found.titleWords, false, width, paint),
    '',
  ].join('\n')
}

function table(
  heading: string,
  suggestions: readonly Suggestion[],
  beside: boolean,
  width: number,
  paint: Paint,
): string[] {
  if (suggestions.length === 0) return [paint('bold', `${heading}: none`)]
  const name = Math.max(4, ...suggestions.map(({ term }) => plain(term).length))
  const columns = `employers  adverts${beside ? '  by skills' : ''}  ${'term'.padEnd(name)}  example`
  return [
    paint('bold', heading),
    paint('dim', columns),
    ...suggestions.map(({ term, employers, adverts, besideSkills, example }) => {
      const figures = [
        employers.toLocaleString('en-GB').padStart(9),
        adverts.toLocaleString('en-GB').padStart(7),
        ...(beside ? [`${Math.round((besideSkills ?? 0) * 100)} %`.padStart(9)] : []),
      ].join('  ')
      const room = Math.max(20, width - figures.length - name - 4)
      return `${figures}  ${paint('cyan', plain(term).padEnd(name))}  ${paint('dim', cut(plain(example), plain(term), room))}`
    }),
  ]
}

/** `text` cut to `room` characters so that `term` stays in view. */
function cut(text: string, term: string, room: number): string {
  if (text.length <= room) return text
  const middle = Math.max(0, text.toLowerCase().indexOf(term.toLowerCase())) + term.length / 2
  const from = Math.min(Math.max(0, Math.round(middle - room / 2)), text.length - room)
  const piece = text.slice(from, from + room)
  return `${from > 0 ? '…' : ''}${piece.slice(from > 0 ? 1 : 0, from + room < text.length ? -1 : undefined)}${from + room < text.length ? '…' : ''}`.toWellFormed()
}
