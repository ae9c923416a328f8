import type { ParquetWriteOptions } from 'hyparquet-writer'

type SchemaElement = NonNullable<ParquetWriteOptions['schema']>[number]

/** How the cells of a column are written: from the text PostgreSQL gives of them to each format. */
export interface ColumnType {
  /** The SQL expression whose text is taken. @param column a quoted name */
  cell(column: string): string
  /** Whether the cell is written by people, so that it may look like a formula to a spreadsheet. */
  prose: boolean
  json(text: string): string
  parquet: Omit<SchemaElement, 'name'>
  /** The value as `hyparquet-writer` takes it. */
  value(text: string): unknown
}

const asIs = (column: string) => column
const figure = (parquet: ColumnType['parquet'], value: ColumnType['value']): ColumnType => ({
  cell: asIs,
  prose: false,
  // JSON has no NaN and no infinity.
  json: text => (Number.isFinite(Number(text)) ? text : 'null'),
  parquet: { ...parquet, repetition_type: 'OPTIONAL' },
  value,
})

const whole = figure({ type: 'INT32' }, Number)
const double = figure({ type: 'DOUBLE' }, Number)
const day: ColumnType = {
  cell: asIs,
  prose: false,
  json: text => JSON.stringify(text),
  parquet: { type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' },
  value: text => Date.parse(`${text}T00:00:00Z`) / 86_400_000,
}
const moment: ColumnType = {
  cell: column => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  prose: false,
  json: text => JSON.stringify(text),
  parquet: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
    repetition_type: 'OPTIONAL',
  },
  value: text => BigInt(Date.parse(`${text.slice(0, 19)}Z`)) * 1000n + BigInt(text.slice(20, 26)),
}
const flag: ColumnType = {
  cell: column => `${column}::text`,
  prose: false,
  json: asIs,
  parquet: { type: 'BOOLEAN', repetition_type: 'OPTIONAL' },
  value: text => text === 'true',
}
const json: ColumnType = {
  cell: column => `to_json(${column})::text`,
  prose: true,
  json: asIs,
  parquet: { type: 'BYTE_ARRAY', converted_type: 'JSON', repetition_type: 'OPTIONAL' },
  value: JSON.parse,
}
const text: ColumnType = {
  cell: column => `${column}::text`,
  prose: true,
  json: value => JSON.stringify(value),
  parquet: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  value: asIs,
}

const types: Record<string, ColumnType> = {
  smallint: whole,
  integer: whole,
  bigint: figure({ type: 'INT64' }, BigInt),
  real: double,
  'double precision': double,
  numeric: double,
  date: day,
  'timestamp with time zone': moment,
  boolean: flag,
  json,
  jsonb: json,
}

/** @param type as `format_type` writes it; lists are written as JSON, types without a rule as their text */
export const columnType = (type: string): ColumnType =>
  type.endsWith('[]') ? json : (types[type.replace(/\([^()]*\)/, '')] ?? text)

/** A column of an export and how it is written. */
export interface ExportColumn {
  name: string
  type: ColumnType
}
