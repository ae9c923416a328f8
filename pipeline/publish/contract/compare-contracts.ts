import type { CatalogueFunction } from '../../../db/queries/catalogue.ts'
import type { Contract } from './read-contract.ts'

/**
 * What a reader of the stored contract would find broken in the present one, a line each. New views, new functions and
 * new columns at the end of a view break nothing.
 */
export function findBreaches(stored: Contract, present: Contract): string[] {
  return [...stored.views.flatMap(view => viewBreaches(view, present)), ...functionBreaches(stored, present)]
}

function viewBreaches(was: Contract['views'][number], present: Contract): string[] {
  const name = `mart.${was.name}`
  const is = present.views.find(view => view.name === was.name)
  if (!is) return [`${name} is gone`]
  const columns = was.columns.flatMap((column, at) => {
    const place = is.columns.findIndex(other => other.name === column.name)
    const path = `${name}.${column.name}`
    if (place < 0) return [`${path} is gone`]
    return [
      ...change(`${path}: position`, at + 1, place + 1),
      ...change(`${path}: type`, column.type, is.columns[place]!.type),
      ...change(`${path}: meaning`, column.comment, is.columns[place]!.comment),
    ]
  })
  return [
    ...change(`${name}: meaning`, was.comment, is.comment),
    ...change(`${name}: key`, was.key.join(', '), is.key.join(', ')),
    ...columns,
  ]
}

function functionBreaches(stored: Contract, present: Contract): string[] {
  const standing = new Map(present.functions.map(each => [signature(each), each]))
  return stored.functions.flatMap(was => {
    const name = signature(was)
    const is = standing.get(name)
    if (!is) return [`${name} is gone`]
    return [
      ...change(`${name}: names and defaults of its arguments`, argumentsOf(was), argumentsOf(is)),
      ...change(`${name}: result`, resultOf(was), resultOf(is, was.columns.length)),
      ...change(`${name}: meaning`, was.comment, is.comment),
    ]
  })
}

/** By its types: functions of one name are told apart by these alone. */
const signature = ({ name, arguments: given }: CatalogueFunction): string =>
  `mart.${name}(${given.map(({ type }) => type).join(', ')})`

const argumentsOf = ({ arguments: given }: CatalogueFunction): string =>
  given.map(each => each.name + (each.default === null ? '' : ` = ${each.default}`)).join(', ')

/** What comes back, as far as `width` columns: more at the end break nothing. */
const resultOf = ({ returns, columns }: CatalogueFunction, width = columns.length): string =>
  columns
    .slice(0, width)
    .map(({ name, type }) => `${name} ${type}`)
    .join(', ') || returns

const change = (what: string, was: unknown, is: unknown): string[] =>
  was === is ? [] : [`${what} was ${JSON.stringify(was)}, is ${JSON.stringify(is)}`]
