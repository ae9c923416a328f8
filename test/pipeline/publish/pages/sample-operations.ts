import type { Operations, WatchedSource } from '../../../../pipeline/operations/read-operations.ts'

/** A source on which everything is well, crawled at four in the morning of 21 November 2025. */
export const wellSource: WatchedSource = {
  source: 'greenhouse/acme',
  platform: 'greenhouse',
  schedule: '0 4 * * *',
  lastDue: new Date('2025-11-21T04:00:00Z'),
  next: new Date('2025-11-22T04:00:00Z'),
  standing: 'waiting',
  isBehind: false,
  isBrokenOff: false,
  killed: 0,
  runId: 7,
  state: 'done',
  startedAt: new Date('2025-11-21T04:01:00Z'),
  finishedAt: new Date('2025-11-21T04:03:00Z'),
  error: null,
  met: 'complete',
  remarks: [],
  succeededAt: new Date('2025-11-21T04:03:00Z'),
  deferredUntil: null,
  deferredReason: null,
  pausedAt: null,
  pausedReason: null,
}

/** Three in the afternoon of a day on which nothing is wrong. */
export const quietDay: Operations = {
  at: new Date('2025-11-21T15:00:00Z'),
  from: '2024-11-21',
  to: '2025-11-21',
  sources: [wellSource],
  heldSources: [],
  boards: [
    {
      board: 'greenhouse/acme',
      days: ['2025-11-17', '2025-11-18', '2025-11-20', '2025-11-21'].map((day, at) => ({
        day,
        partial: at === 1,
      })),
    },
  ],
  published: [
    {
      publicationId: 12,
      asOf: '2025-11-21',
      months: 6,
      publishedAt: new Date('2025-11-21T07:02:00Z'),
      stale: false,
    },
  ],
  held: [],
  latestPublication: null,
  waiting: { alerts: 0, since: null, attempts: 0, error: null, latest: [] },
  queue: null,
  runs: [
    {
      runId: 7,
      kind: 'crawl',
      subject: 'greenhouse/acme',
      state: 'done',
      startedAt: new Date('2025-11-21T04:01:00Z'),
      finishedAt: new Date('2025-11-21T04:03:00Z'),
      held: 0,
      warned: 0,
      accounting: { records: 1_024, loaded: 3, changed: 1, rejected: 0 },
      coverage: null,
      error: null,
    },
  ],
  rejections: [],
  backfills: [],
  fleet: [
    {
      host: 'one',
      pid: 4711,
      roles: ['crawl', 'publish'],
      codeVersion: '1.0.0+abcd',
      startedAt: new Date('2025-11-01T00:00:00Z'),
      beatAt: new Date('2025-11-21T14:59:55Z'),
      stoppedAt: null,
    },
  ],
  alerts: [],
}
