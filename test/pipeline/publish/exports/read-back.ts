import { DuckDBDateValue, DuckDBInstance, DuckDBTimestampTZValue } from '@duckdb/node-api'
import type { TableFormat } from '../../../../pipeline/publish/exports/manifest.ts'

/** DuckDB's name of each type that a view's column may have. */
const duckTypes: Record<string, string> = {
  smallint: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  'double precision': 'DOUBLE',
  numeric: 'DOUBLE',
  date: 'DATE',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  'timestamp with time zone': 'TIMESTAMP WITH TIME ZONE',
  jsonb: 'JSON',
}
export const duckType = (type: string): string =>
  type.endsWith('[]') ? 'JSON' : (duckTypes[type] ?? 'VARCHAR')

export interface Column {
  name: string
  type: string
  partition: boolean
}

/** The rows of a view's files as another program reads them, in `order`; its columns' types as the files say them. */
export async function readBack(
  folder: string,
  view: string,
  format: TableFormat,
  columns: readonly Column[],
  order: readonly string[],
): Promise<{ rows: unknown[][]; types: string[] }> {
  const files = `'${folder}/${view}/**/*.${format}'`
  const inFiles = columns.filter(column => !column.partition)
  const typed = `{${inFiles.map(({ name, type }) => `'${name}': '${duckType(type)}'`).join(', ')}}`
  const hive = `hive_partitioning = true, hive_types = {${columns
    .filter(column => column.partition)
    .map(({ name, type }) => `'${name}': ${duckType(type)}`)
    .join(', ')}}`.replace(/, hive_types = \{\}/, '')
  const source = {
    parquet: `read_parquet(${files}, ${hive})`,
    csv: `read_csv(${files}, header = true, auto_detect = false, quote = '"', escape = '"', nullstr = '',
      allow_quoted_nulls = false, columns = ${typed}, ${hive})`,
    jsonl: `read_json(${files}, format = 'newline_delimited', columns = ${typed}, ${hive})`,
  }[format]
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const cells = columns.map(({ name }) => `"${name}"`).join(', ')
    const reader = await connection.runAndReadAll(
      `set timezone = 'UTC'; select ${cells} from ${source} order by ${order.map(name => `"${name}"`).join(', ')}`,
    )
    return {
      rows: reader.getRows().map(row => row.map(plain)),
      types: reader.columnTypes().map(type => type.alias ?? type.toString()),
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBTimestampTZValue) return new Date(Number(value.micros / 1000n)).toISOString()
  return value
}
