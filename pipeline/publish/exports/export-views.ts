import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ConfigError } from '../../../crawlers/errors.ts'
import type { Client, Database } from '../../../db/connection.ts'
import { type CatalogueView, readViews } from '../../../db/queries/catalogue.ts'
import { readPublications, type StandingPublication } from '../../../db/queries/standing-publications.ts'
import { atOneMoment, readViewRows, type TextRow } from '../../../db/queries/view-rows.ts'
import { versions } from '../../versions.ts'
import { type PublishedView, publishedViews } from '../contract/published-views.ts'
import { columnType, type ExportColumn } from './column-types.ts'
import { beginExport, manifestFile } from './export-folder.ts'
import type { ExportedFile, Manifest, TableFormat } from './manifest.ts'
import { writeCsv } from './write-csv.ts'
import { writeJsonLines } from './write-json-lines.ts'
import { writeParquet } from './write-parquet.ts'

const writers = { csv: writeCsv, jsonl: writeJsonLines, parquet: writeParquet } satisfies Record<
  TableFormat,
  unknown
>

/** What is exported; everything that is not said is everything that is published. */
export interface ExportChoice {
  asOf?: readonly string[]
  months?: number
  views?: readonly string[]
}

/** Columns whose values stand in the path; a view has both, one or none. */
const partitionColumns = ['as_of', 'months']

/**
 * Writes published views to a folder: `<view>/as_of=2025-11-21/months=6/<view>.parquet`, rows in the order of the view's
 * key, and a manifest. All is as of one moment. The folder appears when it is whole, in place of an earlier export. A day
 * on which a view has no rows gets no file (programs guess the columns of a CSV by its first rows), but a view that has
 * none at all gets one without rows.
 * @param now when it is made, ISO 8601
 * @param onProgress is given the files done, of how many, and the rows written so far
 * @throws ConfigError where nothing is published for a chosen day, a view is unknown, or something else than an export
 *   stands in the folder
 */
export async function exportViews(
  database: Database,
  folder: string,
  format: TableFormat,
  choice: ExportChoice,
  { now, published = publishedViews }: { now: string; published?: readonly PublishedView[] },
  onProgress: (done: number, total: number, rows: number) => void = () => {},
): Promise<Manifest> {
  const wanted = choose(published, choice.views)
  const draft = beginExport(folder)
  try {
    const manifest = await atOneMoment(database, async client => {
      const publications = await choosePublications(client, choice)
      const catalogue = await readViews(client, 'mart')
      const parts = wanted.flatMap(({ name, key }) => partsOf(catalogue, name, key, publications))
      const files = new Map(wanted.map(({ name }) => [name, [] as ExportedFile[]]))
      let rows = 0
      for (const [at, part] of parts.entries()) {
        const { name } = part.view
        const lone = parts[at + 1]?.view.name !== name && files.get(name)!.length === 0
        const file = await writePart(client, draft.path, format, part, { evenEmpty: lone })
        if (file) files.get(name)!.push(file)
        rows += file?.rows ?? 0
        onProgress(at + 1, parts.length, rows)
      }
      return {
        generatedAt: now,
        format,
        jobtide: versions,
        publications,
        views: wanted.map(({ name, key }) => ({
          ...describe(viewOf(catalogue, name), key),
          files: files.get(name)!,
        })),
      }
    })
    writeFileSync(join(draft.path, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`)
    draft.publish()
    return manifest
  } finally {
    draft.discard()
  }
}

function choose(published: readonly PublishedView[], names?: readonly string[]): readonly PublishedView[] {
  const unknown = names?.find(name => !published.some(view => view.name === name))
  if (unknown !== undefined)
    throw new ConfigError(
      `no view is published as "${unknown}"; there are ${published.map(({ name }) => name).join(', ')}`,
    )
  return names ? published.filter(({ name }) => names.includes(name)) : published
}

async function choosePublications(
  client: Client,
  { asOf, months }: ExportChoice,
): Promise<StandingPublication[]> {
  const ofLength = (await readPublications(client)).filter(
    each => months === undefined || each.months === months,
  )
  const windows = months === undefined ? '' : ` of ${months} months`
  if (ofLength.length === 0)
    throw new ConfigError(`nothing is published${windows}; "jobtide aggregate" does so`)
  const missing = asOf?.find(day => !ofLength.some(each => each.asOf === day))
  if (missing !== undefined)
    throw new ConfigError(
      `nothing is published${windows} for ${missing}; "jobtide aggregate --as-of ${missing}" does so`,
    )
  return asOf ? ofLength.filter(each => asOf.includes(each.asOf)) : ofLength
}

/** One file of an export. */
interface Part {
  view: CatalogueView
  key: readonly string[]
  /** Values of the partition columns that the view has. */
  where: Record<string, string | number>
}

function partsOf(
  catalogue: readonly CatalogueView[],
  name: string,
  key: readonly string[],
  publications: readonly StandingPublication[],
): Part[] {
  const view = viewOf(catalogue, name)
  const partition = partitionColumns.filter(column => view.columns.some(each => each.name === column))
  const values = publications.map(({ asOf, months }) => {
    const all: Record<string, string | number> = { as_of: asOf, months }
    return Object.fromEntries(partition.map(column => [column, all[column]!]))
  })
  const distinct = new Map(values.map(where => [JSON.stringify(where), where]))
  return [...distinct.values()].map(where => ({ view, key, where }))
}

/** Writes the file of a part; one without rows is left out, unless `evenEmpty`. */
async function writePart(
  client: Client,
  root: string,
  format: TableFormat,
  { view, key, where }: Part,
  { evenEmpty }: { evenEmpty: boolean },
): Promise<ExportedFile | null> {
  const columns: ExportColumn[] = view.columns
    .filter(({ name }) => !(name in where))
    .map(({ name, type }) => ({ name, type: columnType(type) }))
  const batches = readViewRows(client, {
    view: view.name,
    cells: columns.map(({ name, type }) => type.cell(client.escapeIdentifier(name))),
    where,
    orderBy: key.map(column => orderOf(client, view, column)),
  })
  const first = await batches.next()
  if (first.done && !evenEmpty) return null
  let rows = 0
  async function* counted(): AsyncGenerator<TextRow[]> {
    for (let next = first; !next.done; next = await batches.next()) {
      rows += next.value.length
      yield next.value
    }
  }
  const folders = Object.entries(where).map(([column, value]) => `${column}=${value}`)
  const path = [view.name, ...folders, `${view.name}.${format}`].join('/')
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  await writers[format](file, columns, counted())
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { path, rows, bytes: statSync(file).size, sha256: hash.digest('hex') }
}

/** Text by its bytes, so that the order is the same on every server. */
function orderOf(client: Client, view: CatalogueView, column: string): string {
  const { type } = view.columns.find(({ name }) => name === column)!
  return client.escapeIdentifier(column) + (type === 'text' ? ' collate "C"' : '')
}

function viewOf(catalogue: readonly CatalogueView[], name: string): CatalogueView {
  const view = catalogue.find(each => each.name === name)
  if (!view) throw new Error(`mart.${name} is a published view by its list, and not in the database`)
  return view
}

const describe = ({ name, comment, columns }: CatalogueView, key: readonly string[]) => ({
  name,
  comment,
  key,
  columns: columns.map(column => ({ ...column, partition: partitionColumns.includes(column.name) })),
})
