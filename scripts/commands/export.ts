import { basename, resolve } from 'node:path'
import { ConfigError } from '../../pipeline/configuration.ts'
import { exportViews } from '../../pipeline/publish/exports/export-views.ts'
import type { TableFormat } from '../../pipeline/publish/exports/manifest.ts'
import { exportWarc } from '../../pipeline/stages/export.ts'
import { withDatabase } from '../session.ts'
import { number, say, showProgress } from '../terminal.ts'

interface Options {
  format: 'warc' | TableFormat
  out: string
  platform?: string
  from?: string
  to?: string
  prefix?: string
  force?: boolean
  asOf?: string[]
  months?: number
  view?: string[]
}

/** Options that only an archive has, and those that only tables have. */
const own = {
  warc: ['platform', 'from', 'to', 'prefix', 'force'],
  tables: ['asOf', 'months', 'view'],
} as const

/** Exports what is stored as an archive, or what is published as tables. */
export async function exportFile({ format, ...options }: Options): Promise<void> {
  const stranger = own[format === 'warc' ? 'tables' : 'warc'].find(name => options[name] !== undefined)
  if (stranger)
    throw new ConfigError(`--${stranger === 'asOf' ? 'as-of' : stranger} is not for --format ${format}`)
  await (format === 'warc' ? exportArchive(options) : exportTables(format, options))
}

/** Writes the published views to a folder, and ends with what was written. */
async function exportTables(format: TableFormat, { out, asOf, months, view }: Omit<Options, 'format'>) {
  await withDatabase(async ({ database }) => {
    const progress = showProgress(basename(out), 1)
    const choice = { ...(asOf && { asOf }), ...(months && { months }), ...(view && { views: view }) }
    const { publications, views } = await exportViews(
      database,
      resolve(out),
      format,
      choice,
      { now: new Date().toISOString() },
      (done, total, rows) => progress.update(done / total, `${number(rows)} rows`),
    ).catch(error => {
      progress.end('not written')
      throw error
    })
    const files = views.flatMap(each => each.files)
    const sum = (of: 'rows' | 'bytes') => number(files.reduce((total, file) => total + file[of], 0))
    progress.end(
      `${number(publications.length)} publications, ${views.length} views, ${number(files.length)} files, ${sum('rows')} rows, ${sum('bytes')} bytes`,
    )
    say(`What is in each file stands in ${resolve(out, 'manifest.json')}.`)
  })
}

/** Writes the stored responses to a WARC file with its index, and ends with what was written. */
async function exportArchive(options: Omit<Options, 'format'>): Promise<void> {
  const { out, platform, from, to, prefix, force = false } = options
  await withDatabase(async ({ database }) => {
    const progress = showProgress(basename(out), 1)
    const written = await exportWarc(
      database,
      out,
      { platform, from, to, prefix },
      { force, now: new Date().toISOString() },
      (done, total) => progress.update(done / total, `${number(done)} of ${number(total)} captures`),
    ).catch(error => {
      progress.end('not written')
      throw error
    })
    const { responses, revisits, resources, purged, bytes, index } = written
    progress.end(
      [
        `${number(responses)} responses`,
        `${number(revisits)} revisits`,
        `${number(resources)} raw postings`,
        `${number(purged)} left out (purged)`,
        `${number(bytes)} bytes`,
      ].join(', '),
    )
    say(`The index is ${index}.`)
  })
}
