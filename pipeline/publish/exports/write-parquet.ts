import { fileWriter, parquetWriteRows } from 'hyparquet-writer'
import type { TextRow } from '../../../db/queries/view-rows.ts'
import type { ExportColumn } from './column-types.ts'

/** Rows that are in memory at a time; engines skip and share out work by row groups. */
const ROW_GROUP = 50_000

/** Writes rows as one Parquet file of bounded row groups, compressed by Snappy; any column may be null. */
export async function writeParquet(
  file: string,
  columns: readonly ExportColumn[],
  batches: AsyncIterable<TextRow[]>,
): Promise<void> {
  async function* rows(): AsyncGenerator<Record<string, unknown>> {
    for await (const batch of batches)
      for (const row of batch)
        yield Object.fromEntries(
          columns.map(({ name, type }, at) => [name, row[at] === null ? null : type.value(row[at]!)]),
        )
  }
  await parquetWriteRows({
    writer: fileWriter(file),
    rows: rows(),
    columns: columns.map(({ name }) => ({ name })),
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type }) => ({ name, ...type.parquet })),
    ],
    rowGroupSize: ROW_GROUP,
    createdBy: 'jobtide',
  })
}
