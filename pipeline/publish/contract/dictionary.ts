import type { CatalogueFunction } from '../../../db/queries/catalogue.ts'
import type { Contract } from './read-contract.ts'

/** The contract as a Markdown page for those who read the tables; all it says of them stands in their COMMENTs. */
export function printDictionary({ views, functions }: Contract): string {
  const line = (name: string, shown: string, comment: string | null) =>
    `- [\`${shown}\`](#${name}): ${firstSentence(comment)}`
  return `${[
    '# Data dictionary',
    introduction,
    ['Views:', ...views.map(({ name, comment }) => line(name, name, comment))].join('\n'),
    ...(functions.length
      ? [
          [
            'Functions, which answer on demand from what a publication saw:',
            ...functions.map(({ name, comment }) => line(name, `${name}()`, comment)),
          ].join('\n'),
        ]
      : []),
    ...views.map(printView),
    ...functions.map(printFunction),
  ].join('\n\n')}\n`
}

const introduction = `What the schema \`mart\` publishes, written by \`npm run golden\` from the COMMENTs of the database. Names, types and
meanings stay; views are only ever added, and columns only at the end of a view. A statement sees one publication or
the next, never a mixture; \`NOTIFY jobtide_publication\` says when a new one stands. \`jobtide db grant-reader\` makes a
role that reads these views and calls these functions, and nothing else.`

const printView = ({ name, comment, key, columns }: Contract['views'][number]): string =>
  [
    `## ${name}`,
    `${sentence(comment)} One row for each ${listed(key.map(column => `\`${column}\``))}.`,
    table(
      ['column', 'type', 'meaning'],
      columns.map(column => [code(column.name), column.type, column.comment ?? '']),
    ),
  ].join('\n\n')

function printFunction({ name, comment, arguments: given, returns, columns }: CatalogueFunction): string {
  const written = given.map(
    each => `${each.name} ${each.type}${each.default === null ? '' : ` default ${each.default}`}`,
  )
  return [
    `## ${name}`,
    sentence(comment),
    ['```sql', `mart.${name}(${written.join(', ')})`, '```'].join('\n'),
    columns.length
      ? table(
          ['column', 'type'],
          columns.map(column => [code(column.name), column.type]),
        )
      : `It returns ${code(returns)}.`,
  ].join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

const code = (text: string): string => `\`${text}\``
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
const sentence = (text: string | null): string =>
  text === null ? '' : /[.!?]$/.test(text) ? text : `${text}.`

const firstSentence = (text: string | null): string => sentence(text).split(/(?<=\.)\s/)[0]!

/** `a, b and c` */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
