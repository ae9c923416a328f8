import type { Platform } from '../../crawlers/source.ts'

const MARKS = ['<!-- sources: written by "npm run golden" -->', '<!-- /sources -->'] as const
const KINDS: readonly Platform['lineage'][] = ['employer', 'board', 'aggregator', 'archive']

/**
 * A text whose table of sources, between its two marks, is that of the platforms' metadata.
 * @throws Error where the marks are missing
 */
export function withSourceTable(text: string, platforms: readonly Platform[]): string {
  const [begin, end] = MARKS.map(mark => text.indexOf(mark)) as [number, number]
  if (begin < 0 || end < begin) throw new Error(`no place for the table of sources: ${MARKS.join(' … ')}`)
  return `${text.slice(0, begin + MARKS[0].length)}\n${sourceTable(platforms)}${text.slice(end)}`
}

/** The platforms by kind and title, and under the table what has to stand beside whatever is made of their adverts. */
export function sourceTable(platforms: readonly Platform[]): string {
  const sorted = platforms.toSorted(
    (a, b) => KINDS.indexOf(a.lineage) - KINDS.indexOf(b.lineage) || a.title.localeCompare(b.title, 'en'),
  )
  // The addresses stand in the table.
  const attributions = sorted.flatMap(
    ({ attribution }) => attribution?.replace(/ \(https?:[^()]*\)/, '') ?? [],
  )
  return `${table([
    ['platform', 'what', 'kind', 'listing', 'terms, as read on', 'figures'],
    ...sorted.map(({ name, title, homepage, lineage, listing, terms }) => [
      `\`${name}\``,
      `[${title}](${homepage})`,
      lineage,
      listing,
      terms ? `[${terms.reviewed}](${terms.url})` : "each site's own",
      terms ? (terms.aggregates ? 'yes' : 'no') : '',
    ]),
  ])}\n\nTo stand beside whatever is made of their adverts: ${attributions.map(text => `“${text}”`).join('; ')}.\n`
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  const [head, ...body] = rows
  return [line(head!), line(widths.map(width => '-'.repeat(width))), ...body.map(line)].join('\n')
}
