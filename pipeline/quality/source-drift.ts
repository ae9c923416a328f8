import type { SourceKey } from '../../db/queries/source-history.ts'
import { mandatory, type Sample } from './source-expectations.ts'

/** A share (0..1) in the latest crawl and in those before; null where nothing was read. */
interface Shares {
  now: number | null
  before: number | null
}

/**
 * How the records of a source looked in its latest crawl and in those before it.
 * @param keys every key that was ever met
 * @param runId the latest crawl
 */
export function describeDrift(
  now: Sample | null,
  past: readonly Sample[],
  keys: readonly SourceKey[],
  runId: number,
): {
  fields: ({ field: string } & Shares)[]
  keys: (SourceKey & Shares & { state: 'new' | 'gone' | 'known' })[]
} {
  const latest = now === null ? [] : [now]
  const fields = new Set([...latest, ...past].flatMap(({ filled }) => Object.keys(filled.fields)))
  const fillOf = (samples: readonly Sample[], field: string) =>
    share(samples, ({ filled }) => [filled.fields[field as keyof typeof filled.fields] ?? 0, filled.postings])
  const keyOf = (samples: readonly Sample[], key: string) =>
    share(samples, sample => [
      Object.hasOwn(sample.keys.ignored, key) ? sample.keys.ignored[key]! : 0,
      sample.keys.records,
    ])
  return {
    fields: [...fields]
      .filter(field => !mandatory.includes(field))
      .toSorted()
      .map(field => ({ field, now: fillOf(latest, field), before: fillOf(past, field) })),
    keys: keys.map(key => {
      const shares = { now: keyOf(latest, key.key), before: keyOf(past, key.key) }
      const isNew = key.firstRun === runId && past.length > 0
      const isGone = shares.now === 0 && (shares.before ?? 0) > 0
      return { ...key, ...shares, state: isNew ? 'new' : isGone ? 'gone' : 'known' }
    }),
  }
}

function share(samples: readonly Sample[], of: (sample: Sample) => [number, number]): number | null {
  let part = 0
  let whole = 0
  for (const sample of samples) {
    const [some, all] = of(sample)
    part += some
    whole += all
  }
  return whole === 0 ? null : part / whole
}
