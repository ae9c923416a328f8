import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { type ArchivedCapture, type WrittenArchive, writeWarc } from '../../crawlers/archives/write-warc.ts'
import { ConfigError } from '../../crawlers/errors.ts'
import type { Database } from '../../db/connection.ts'
import { type CaptureFilter, countCaptures, readCaptures } from '../../db/queries/captures.ts'
import { product } from '../versions.ts'

/** What an export wrote. */
export interface ExportResult extends WrittenArchive {
  file: string
  index: string
  /** Captures that were left out because the retention of their bodies is over. */
  purged: number
}

/**
 * Writes the stored responses to a WARC file, with a CDXJ index beside it. They appear under their names when they are
 * complete.
 * @param path ends in `.warc.gz`; the index is of the same name with `.cdxj`
 * @param onProgress is given how many captures are done, of how many
 * @throws ConfigError where a file of the name is there (unless `force`), or nothing is chosen
 */
export async function exportWarc(
  database: Database,
  path: string,
  filter: CaptureFilter,
  { force, now }: { force: boolean; now: string },
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ExportResult> {
  if (!/\.warc\.gz$/i.test(path)) throw new ConfigError(`${path}: name it .warc.gz`)
  const index = path.replace(/\.warc\.gz$/i, '.cdxj')
  const present = [path, index].find(file => existsSync(file))
  if (present && !force) throw new ConfigError(`${present} is there already; --force overwrites it`)
  const total = await countCaptures(database, filter)
  if (total === 0) throw new ConfigError(`nothing to export: no stored response${described(filter)}`)

  let purged = 0
  let done = 0
  async function* captures(): AsyncGenerator<ArchivedCapture> {
    for await (const { body, ...capture } of readCaptures(database, filter)) {
      if (body === null) purged += 1
      else yield { ...capture, body }
      onProgress(++done, total)
    }
  }
  const drafts = { warc: `${path}.draft`, index: `${index}.draft`, name: basename(path) }
  try {
    const written = await writeWarc(captures(), drafts, {
      software: `${product.name} ${product.version}`,
      description: `Stored responses${described(filter)}; requests are written as far as they are known`,
      date: now,
    })
    await rename(drafts.warc, path)
    await rename(drafts.index, index)
    return { file: path, index, ...written, purged }
  } finally {
    for (const draft of [drafts.warc, drafts.index]) await rm(draft, { force: true })
  }
}

/** ` of platform "ashby" from 2026-01-01`; empty for all. */
const described = ({ platform, from, to, prefix }: CaptureFilter): string =>
  [
    ...(platform === undefined ? [] : [` of platform "${platform}"`]),
    ...(prefix === undefined ? [] : [` at ${prefix}`]),
    ...(from === undefined ? [] : [` from ${from}`]),
    ...(to === undefined ? [] : [` to ${to}`]),
  ].join('')
