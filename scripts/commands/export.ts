import { basename } from 'node:path'
import { exportWarc } from '../../pipeline/stages/export.ts'
import { withDatabase } from '../session.ts'
import { number, say, showProgress } from '../terminal.ts'

/** Writes the stored responses to a WARC file with its index, and ends with what was written. */
export async function exportFile(options: {
  out: string
  platform?: string
  from?: string
  to?: string
  prefix?: string
  force?: boolean
}): Promise<void> {
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
