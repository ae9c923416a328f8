import { isMap, isScalar } from 'yaml'
import { momentOf } from '../reading/moment.ts'
import { RawPay, RawPosting } from '../source.ts'
import { type DateFormat, dateFormat } from './date-format.ts'
import { LocatedYaml } from './located-yaml.ts'

/** What a field of a posting is made of: the same for all rows, or from columns of each. */
export type FieldSource =
  | { value: string }
  | {
      columns: readonly string[]
      /** What stands between the columns. */
      join: string
      /** What separates the values of a list; null where a cell is one value. */
      separator: string | RegExp | null
      /** Null where dates are written in one of the usual ways. */
      format: DateFormat | null
    }

/** How the columns of a CSV file become raw postings. */
export interface CsvMapping {
  /** The file that says so; null where the header itself does. */
  path: string | null
  delimiter: string
  encoding: string
  /** What stands before the decimals of a figure. */
  decimal: '.' | ','
  /** By field, those of pay as `pay.min`. */
  fields: ReadonlyMap<string, FieldSource>
}

export const LISTS: ReadonlySet<string> = new Set(['locations', 'employmentTypes'])
export const DATES: ReadonlySet<string> = new Set(['postedAt', 'validThrough', 'seenAt'])
export const MANDATORY: readonly string[] = ['source', 'sourceId', 'title', 'seenAt']
export const PAY_FIELDS: readonly string[] = Object.keys(RawPay.shape)

const SETTINGS = ['delimiter', 'encoding', 'decimal', 'fields']
const PARTS = ['column', 'columns', 'join', 'value', 'separator', 'format']
const FORM = 'write a column name, { value: … }, { column: … } or { columns: [ … ] }'

/**
 * Reads the YAML file that maps a CSV file's columns to the fields of raw postings.
 * @throws ConfigError with the file, line and column of what is wrong
 */
export function readCsvMapping(path: string): CsvMapping {
  const file = new LocatedYaml(path)
  const settings = file.entries(file.root, 'the mapping', SETTINGS)
  const setting = (
    name: string,
    otherwise: string,
    fits: (text: string) => boolean,
    rule: string,
  ): string => {
    const node = settings.get(name)
    if (node === undefined) return otherwise
    const text = file.text(node, name)
    return fits(text) ? text : file.fail(node, `${name} must be ${rule}`)
  }
  return {
    path,
    delimiter: setting('delimiter', ',', text => text.length <= 5, 'a character: "," or ";" or "\\t"'),
    encoding: setting('encoding', 'utf-8', isEncoding, 'one of the web: utf-8, windows-1252, utf-16le …'),
    decimal: setting('decimal', '.', text => text === '.' || text === ',', '"." or ","') as '.' | ',',
    fields: readFields(file, settings.get('fields')),
  }
}

function readFields(file: LocatedYaml, node: unknown): Map<string, FieldSource> {
  if (node === undefined) return file.fail(file.root, 'the mapping lacks fields')
  const fields = new Map<string, FieldSource>()
  for (const [field, source] of file.entries(node, 'fields', Object.keys(RawPosting.shape))) {
    if (field !== 'pay') fields.set(field, readSource(file, field, source))
    else
      for (const [part, inner] of file.entries(source, 'pay', PAY_FIELDS))
        fields.set(`pay.${part}`, readSource(file, `pay.${part}`, inner))
  }
  const missing = MANDATORY.filter(field => !fields.has(field))
  return missing.length === 0 ? fields : file.fail(node, `fields lacks ${missing.join(', ')}`)
}

function readSource(file: LocatedYaml, field: string, node: unknown): FieldSource {
  const plain = { join: ' ', separator: null, format: null }
  if (isScalar(node)) return { ...plain, columns: [file.text(node, field).trim()] }
  if (!isMap(node)) return file.fail(node, `${field}: ${FORM}`)
  const parts = file.entries(node, field, PARTS)
  const [form, ...others] = ['value', 'column', 'columns'].filter(name => parts.has(name))
  if (form === undefined || others.length > 0) return file.fail(node, `${field}: ${FORM}`)
  const takes: Record<string, boolean> = {
    join: form === 'columns',
    separator: form !== 'value' && LISTS.has(field),
    format: form !== 'value' && DATES.has(field),
  }
  for (const [name, part] of parts)
    if (takes[name] === false) return file.fail(part, `${field} takes no ${name} here`)
  if (form === 'value') return { value: readConstant(file, field, parts.get('value')) }
  const given = (name: string): string | null => (parts.has(name) ? file.text(parts.get(name), name) : null)
  const columns =
    form === 'column'
      ? [file.text(parts.get('column'), 'column')]
      : file.texts(parts.get('columns'), 'columns')
  return {
    columns: columns.map(column => column.trim()),
    join: given('join') ?? plain.join,
    separator: given('separator'),
    format: parts.has('format') ? readFormat(file, parts.get('format')) : null,
  }
}

function readConstant(file: LocatedYaml, field: string, node: unknown): string {
  const value = file.text(node, 'value')
  const isWrong = DATES.has(field) && momentOf(value) === undefined
  return isWrong ? file.fail(node, `${field} must be a day (YYYY-MM-DD) or an ISO 8601 time`) : value
}

function readFormat(file: LocatedYaml, node: unknown): DateFormat {
  const text = file.text(node, 'format')
  try {
    return dateFormat(text)
  } catch (error) {
    return file.fail(node, `format ${(error as Error).message}`)
  }
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label)
    return true
  } catch {
    return false
  }
}
