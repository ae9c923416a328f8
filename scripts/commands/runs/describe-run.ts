import type { Run } from '../../../db/queries/runs.ts'
import { plain } from '../../../pipeline/publish/paint.ts'
import type { Accounting } from '../../../pipeline/quality/accounting.ts'
import type { PublishedDay } from '../../../pipeline/runs/publish-day.ts'
import { type Coverage, emptyCoverage } from '../../../pipeline/stages/crawl-result.ts'
import { coverageLine } from '../../coverage-line.ts'
import { number } from '../../terminal.ts'

/** `2026-01-05 06:00:02` in UTC. */
export const second = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ')

/** How long it took, or has taken up to now where it is at work: `4 s`, `12 min`, `3 h 20 min`. */
export function duration({ startedAt, finishedAt, state }: Run, now: Date): string {
  const end = finishedAt ?? (state === 'running' ? now : null)
  if (end === null) return ''
  const seconds = Math.max(0, Math.round((end.getTime() - startedAt.getTime()) / 1000))
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A run's coverage, also that of a version that counted less. */
export const coverageOf = ({ coverage }: Run): Coverage | null =>
  coverage === null ? null : { ...emptyCoverage(''), ...(coverage as Partial<Coverage>) }

/** The account of a run that met records; null of others, and of one that has none yet. */
export function accountOf({ accounting }: Run): Accounting | null {
  return accounting !== null && 'records' in (accounting as object) ? (accounting as Accounting) : null
}

/** What a publication of a day made, in one line; null of other runs. */
function publishedLine({ kind, accounting }: Run): string | null {
  if (kind !== 'publish' || accounting === null) return null
  const { windows, published, standing, restated, held } = accounting as PublishedDay
  return [
    `${number(windows)} windows computed`,
    `${number(published)} publications made`,
    ...(standing > 0 ? [`${number(standing)} standing`] : []),
    ...(restated > 0 ? [`${number(restated)} restated`] : []),
    ...(held > 0 ? [`${number(held)} held`] : []),
  ].join(', ')
}

/** What came of a run, in one line. */
export function outcomeLine(run: Run): string {
  if (run.error !== null) return plain(run.error)
  const coverage = coverageOf(run)
  if (coverage) return plain(coverageLine(coverage))
  const made = publishedLine(run)
  if (made !== null) return made
  const account = accountOf(run)
  // A unit that publishes meets no records.
  if (!account || (run.kind === 'backfill' && account.records === 0)) return ''
  const parts = (['loaded', 'changed', 'rejected'] as const).flatMap(fate =>
    account[fate] > 0 ? `${number(account[fate])} ${fate}` : [],
  )
  return [`${number(account.records)} records`, ...parts].join(', ')
}
