import { expect, it } from 'vitest'
import type { Backfill, BackfillUnit } from '../../../db/queries/backfills.ts'
import { printBackfill, printBackfills } from '../../../pipeline/publish/backfill-terminal.ts'

const backfill: Backfill = {
  backfillId: 2,
  from: '2024-09-01',
  to: '2025-12-01',
  platforms: [],
  archives: ['/srv/archives/history.warc.gz'],
  stages: ['crawl', 'load'],
  hold: false,
  state: 'running',
  createdAt: new Date('2026-11-21T03:05:00Z'),
  finishedAt: null,
}

const unit = (month: string, more: Partial<BackfillUnit>): BackfillUnit => ({
  backfillId: 2,
  stage: 'crawl',
  month,
  subject: '/srv/archives/history.warc.gz',
  state: 'waiting',
  attempts: 0,
  size: 10,
  done: 0,
  records: 0,
  note: null,
  startedAt: null,
  finishedAt: null,
  runId: null,
  error: null,
  ...more,
})

const truncated = { state: 'failed' as const, error: 'the file is truncated (at byte 65)' }
const terminal = { colour: false, width: 100 }

it('tells units that failed alike together, and says that they come before the rest', () => {
  const printed = printBackfill(
    backfill,
    [
      unit('2024-09-01', { state: 'done' }),
      ...['2024-10-01', '2024-11-01', '2024-12-01'].map(month => unit(month, truncated)),
      unit('2025-01-01', { ...truncated, error: 'it is not on this machine' }),
      unit('2025-02-01', {}),
    ],
    { workers: 1, now: new Date() },
    terminal,
  )
  const lines = printed.trimEnd().split('\n')
  expect(lines[0]).toBe('Backfill 2: 2024-09 to 2025-12, nobody at work, 4 units failed')
  expect(lines[1]).toMatch(/ · begun 2026-11-21 03:05 UTC$/)
  expect(lines.filter(line => line.startsWith('Take archives in 20'))).toEqual([
    expect.stringMatching(
      /^Take archives in 2024-10 to 2024-12 \(3\) +the file is truncated \(at byte 65\)$/,
    ),
    expect.stringMatching(/^Take archives in 2025-01 +it is not on this machine$/),
  ])
  expect(lines.at(-1)).toBe(
    'Repair what failed; then "jobtide backfill resume 2" tries it again and goes on with the rest.',
  )
})

it('lists how far each is, and which nobody works on', () => {
  const progress = { units: 35, done: 1, failed: 4, atWork: 0 }
  const listed = printBackfills(
    [
      { ...backfill, progress },
      { ...backfill, backfillId: 1, progress: { ...progress, failed: 0, atWork: 2 } },
    ],
    terminal,
  )
  expect(listed).toMatch(/^ +2 2024-09 to 2025-12 +nobody at work +1 of 35 +4 /m)
  expect(listed).toMatch(/^ +1 2024-09 to 2025-12 +at work +1 of 35 {2,}all platforms/m)
})
