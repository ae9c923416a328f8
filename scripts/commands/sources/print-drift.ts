import type { SourceKey, StandingVerdict } from '../../../db/queries/source-history.ts'
import { counted, painter, plain } from '../../../pipeline/publish/paint.ts'
import { columns } from '../../columns.ts'
import { number } from '../../terminal.ts'

/** How a source's records look, and what of that has changed. */
export interface Drift {
  source: string
  /** The latest crawl that read anything; null where there is none. */
  latest: { runId: number; startedAt: Date; postings: number; records: number } | null
  /** How many crawls it is compared with. */
  comparedWith: number
  /** What stands against the source. */
  standing: StandingVerdict[]
  /** Shares (0..1) of postings that fill a field, in the latest crawl and in those before; null without any. */
  fields: { field: string; now: number | null; before: number | null }[]
  /** Shares of records that have a key that no field uses. */
  keys: (SourceKey & { now: number | null; before: number | null; state: 'new' | 'gone' | 'known' })[]
}

/** So many keys are printed; a source of pages has hundreds that stand in one advert each. */
const MOST = 40

/** The drift of a source for a person. */
export function printDrift(drift: Drift, { colour }: { colour: boolean }): string {
  const paint = painter(colour)
  const { latest, standing, fields, keys } = drift
  const head = paint('bold', plain(drift.source))
  if (!latest) return `${head}\n  no crawl of it has read anything yet\n`
  const dim = (cells: string[]) => cells.map(cell => paint('dim', cell))
  const bad = standing.filter(({ outcome }) => outcome !== 'pass')
  const shown = keys.toSorted((a, b) => order(a.state) - order(b.state) || (b.now ?? 0) - (a.now ?? 0))
  const parts = [
    `${head}  run ${latest.runId} of ${latest.startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${counted(latest.postings, 'posting')} read, compared with ${counted(drift.comparedWith, 'crawl')} before`,
    bad.length === 0
      ? '  nothing stands against it'
      : bad
          .map(({ outcome, message, runId }) =>
            paint(
              outcome === 'hold' ? 'red' : 'yellow',
              `  ${outcome === 'hold' ? 'HELD' : 'warn'}  ${plain(message)} (run ${runId})`,
            ),
          )
          .join('\n'),
    columns([
      dim(['field', 'now', 'before']),
      ...fields.map(({ field, now, before }) => [field, percent(now), percent(before)]),
    ]).join('\n'),
    keys.length === 0
      ? '  every key of its records is used'
      : columns([
          dim(['key that no field uses', 'now', 'before', 'since run', 'last run', 'records', '']),
          ...shown
            .slice(0, MOST)
            .map(({ key, now, before, firstRun, lastRun, records, state }) => [
              plain(key),
              percent(now),
              percent(before),
              String(firstRun),
              String(lastRun),
              number(records),
              state === 'known' ? '' : paint('yellow', state),
            ]),
        ]).join('\n'),
    ...(keys.length > MOST
      ? [paint('dim', `  and ${number(keys.length - MOST)} more; --json has them all`)]
      : []),
    ...(bad.length === 0
      ? []
      : [
          paint(
            'dim',
            `  Is it right as it is now? "jobtide sources drift ${plain(drift.source)} --accept" compares later crawls with this one.`,
          ),
        ]),
    ...(bad.some(({ expectation }) => isConfigured(expectation))
      ? [paint('dim', `  What is expected of it whatever it was before is set in jobtide.yaml: "expect".`)]
      : []),
  ]
  return `${parts.join('\n')}\n`
}

/** Whether an expectation is the platform's or the configuration's own, so that no crawl changes it. */
export const isConfigured = (expectation: string): boolean =>
  expectation === 'postings' || expectation.startsWith('expected fill:')

const order = (state: Drift['keys'][number]['state']): number => ['new', 'gone', 'known'].indexOf(state)

const percent = (share: number | null): string =>
  share === null ? '–' : `${Math.floor(share * 100 + 1e-9)} %`
