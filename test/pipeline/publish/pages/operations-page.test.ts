import { describe, expect, it } from 'vitest'
import type { Operations } from '../../../../pipeline/operations/read-operations.ts'
import { renderOperationsPage } from '../../../../pipeline/publish/pages/operations-page.ts'
import { quietDay, wellSource } from './sample-operations.ts'
import { ALL, expectSound, HOSTILE, rowsOf, textsOf } from './sample-site.ts'

const render = (more: Partial<Operations> = {}) => renderOperationsPage({ ...quietDay, ...more }, ALL)

it('says on a quiet day that nothing wants a person', () => {
  const page = render()
  expectSound(page)
  expect(textsOf(page, 'h2')[0]).toBe('Nothing wants a person')
  expect(rowsOf(page, 'main section:nth-of-type(2) tbody tr')).toEqual([
    ['greenhouse/acme', 'well', '10 hours ago', '10 hours ago', '22 Nov 2025'],
  ])
})

it('shows each source its days: met whole, in part, and not at all since the first', () => {
  const page = render()
  expect(rowsOf(page, '.calendar tbody tr').at(-1)).toEqual([
    'greenhouse/acme',
    '',
    '4 of 5',
    '1',
    '19 Nov 2025',
  ])
  const strip = page.slice(
    page.indexOf('<svg class="days"'),
    page.indexOf('</svg>', page.indexOf('class="days"')),
  )
  expect([...strip.matchAll(/class="(\w+)" x="(\d+)" width="(\d+)"/g)].map(([, ...parts]) => parts)).toEqual([
    ['whole', '361', '1'],
    ['part', '362', '1'],
    ['none', '363', '1'],
    ['whole', '364', '2'],
  ])
})

it('takes no day for missed on which a source was not due, nor any after it left the configuration', () => {
  const days = ['2025-11-03', '2025-11-10'].map(day => ({ day, partial: false }))
  const weekly = { ...wellSource, source: 'schema-org/weekly', schedule: '0 3 * * 1' }
  const page = render({
    sources: [weekly],
    boards: [
      { board: 'schema-org/weekly', days },
      { board: 'rss/gone', days },
    ],
  })
  expect(rowsOf(page, '.calendar tbody tr').slice(1)).toEqual([
    ['schema-org/weekly', '', '2 of 3', '0', '17 Nov 2025'],
    ['rss/gone', '', '2 of 8', '0', '4 Nov 2025 to 9 Nov 2025'],
  ])
})

it('says first what readers see, and puts the worst of the sources first', () => {
  const names = ['well', 'declined', 'paused', 'held', 'down', 'killed']
  const [well, declined, paused, held, down, killed] = names.map(name => ({
    ...wellSource,
    source: `greenhouse/${name}`,
  })) as [typeof wellSource, ...(typeof wellSource)[]] as (typeof wellSource)[]
  const putOff = { standing: 'put-off' as const, deferredUntil: new Date('2025-11-21T20:00:00Z') }
  const page = render({
    sources: [
      well!,
      { ...declined!, ...putOff, state: 'failed', error: 'answered 429' },
      { ...paused!, standing: 'paused', pausedAt: quietDay.at },
      { ...held!, remarks: ['company is in 20 %'] },
      { ...down!, ...putOff, state: 'failed', error: 'unreachable', isBehind: true },
      { ...killed!, state: 'failed', error: 'interrupted', isBrokenOff: true },
    ],
    heldSources: [
      {
        source: 'greenhouse/held',
        runId: 7,
        judgedAt: quietDay.at,
        heldOn: '2025-11-21',
        messages: ['company is in 20 %'],
        vacancies: 3,
        share: 0.3,
      },
    ],
  })
  expect(textsOf(page, '.kicker')).toEqual([
    '21 Nov 2025 15:00, as all times here in UTC. Readers see the 6 months to 21 Nov 2025.',
  ])
  expect(rowsOf(page, 'main section:nth-of-type(2) tbody tr').map(([name, state]) => [name, state])).toEqual([
    ['greenhouse/held', 'held'],
    ['greenhouse/down', 'put off until 21 Nov 2025 20:00'],
    ['greenhouse/killed', 'broken off'],
    ['greenhouse/declined', 'put off until 21 Nov 2025 20:00'],
    ['greenhouse/paused', 'paused'],
    ['greenhouse/well', 'well'],
  ])
  // One that asked for a while gets it, and what was broken off goes on by itself.
  expect(textsOf(page, '.duties b')).toEqual(['greenhouse/held', 'greenhouse/down'])
})

describe('what wants a person', () => {
  const cases: [string, Partial<Operations>, RegExp][] = [
    [
      'a held publication',
      {
        held: [
          {
            publicationId: 13,
            asOf: '2025-11-21',
            months: 6,
            publishedAt: new Date('2025-11-21T07:00:00Z'),
            reasons: ['41 % fewer vacancies.'],
            backfillId: null,
            readersSee: '2025-11-20',
          },
        ],
      },
      /^Publication 13, 6 months to 21 Nov 2025, is held since 21 Nov 2025 07:00: 41 % fewer vacancies\. Readers see that of 20 Nov 2025\. jobtide publications diff 13 says/,
    ],
    [
      'a held source',
      {
        heldSources: [
          {
            source: 'greenhouse/acme',
            runId: 7,
            judgedAt: quietDay.at,
            heldOn: '2025-11-21',
            messages: ['company was filled in 98 % and is in 20 %.'],
            vacancies: 3,
            share: 0.3,
          },
        ],
      },
      /greenhouse\/acme is held since 21 Nov 2025: company was filled in 98 % and is in 20 %\. jobtide sources drift greenhouse\/acme/,
    ],
    [
      'a source that failed',
      { sources: [{ ...wellSource, state: 'failed', error: 'answered 500' }] },
      /greenhouse\/acme was last met 21 Nov 2025 04:03: answered 500\. jobtide sources check greenhouse\/acme .* jobtide runs show 7/,
    ],
    [
      'a source that should have been crawled',
      { sources: [{ ...wellSource, standing: 'overdue' }] },
      /greenhouse\/acme was due twice, last 21 Nov 2025 04:00, and has not been crawled/,
    ],
    [
      'a source whose terms nobody has read',
      { sources: [{ ...wellSource, standing: 'without-terms' }] },
      /does not run: nobody has read its terms/,
    ],
    [
      'a process that is silent',
      { fleet: [{ ...quietDay.fleet[0]!, beatAt: new Date('2025-11-21T14:58:00Z') }] },
      /^No worker of crawl, publish runs: the last, process 4711 on one, fell silent 21 Nov 2025 14:58; what is queued waits\. jobtide worker/,
    ],
    [
      'a backfill that cannot go on',
      {
        backfills: [
          {
            backfillId: 3,
            fromMonth: '2016-01-01',
            toMonth: '2018-06-01',
            state: 'running',
            createdAt: quietDay.at,
            finishedAt: null,
            units: 60,
            done: 12,
            failed: 2,
            atWork: 0,
            error: 'a.warc.gz is truncated.',
          },
        ],
      },
      /Backfill 3 of Jan 2016 to Jun 2018 stands at 12 of 60 units, and 2 failed: a\.warc\.gz is truncated\. jobtide backfill status 3 .*jobtide backfill resume 3/,
    ],
  ]

  it.each(cases)('is %s', (_what, more, says) => {
    const page = render(more)
    expectSound(page)
    expect(textsOf(page, 'h2')[0]).toBe('1 thing wants a person')
    expect(textsOf(page, '.duties li')).toEqual([expect.stringMatching(says)])
  })

  it('is a fault once, however much it touches', () => {
    const release = { months: 6, publishedAt: quietDay.at, backfillId: 3, readersSee: null }
    const page = render({
      sources: ['a', 'b', 'c', 'd', 'e'].map((name, at) => ({
        ...wellSource,
        source: name,
        succeededAt: new Date(Date.UTC(2025, 10, 21, 4, at)),
        state: 'failed' as const,
        error: 'no route to the web',
      })),
      held: ['2025-08-31', '2025-07-31', '2025-06-30'].map((asOf, at) => ({
        ...release,
        asOf,
        publicationId: 20 - at,
        reasons: ['Backfill 3 holds what it publishes until somebody releases it.'],
      })),
    })
    expectSound(page)
    expect(textsOf(page, '.duties li')).toEqual([
      expect.stringMatching(
        /^3 publications of days from 30 Jun 2025 to 31 Aug 2025 are held since .*releases it\. Readers keep what they saw\. jobtide publications diff --backfill 3 says/,
      ),
      expect.stringMatching(
        /^a, b, c and 2 more were last met 21 Nov 2025 04:04 or before: no route to the web\. /,
      ),
    ])
    expect(rowsOf(page, 'main section:nth-of-type(4) tbody tr')).toEqual([
      ['3 publications', '30 Jun 2025', '21 Nov 2025', expect.stringContaining('Backfill 3 holds')],
    ])
  })

  it('is work that nobody does any more, not a process that another one replaced', () => {
    const [worker] = quietDay.fleet as [(typeof quietDay.fleet)[0]]
    const scheduler = { ...worker, pid: 1, roles: ['schedule'], beatAt: new Date('2025-11-19T02:00:00Z') }
    const killed = { ...worker, pid: 3, beatAt: new Date('2025-10-31T23:00:00Z') }
    const lost = { ...worker, pid: 4, beatAt: new Date('2025-11-21T13:00:00Z') }
    const duties = (fleet: typeof quietDay.fleet) => textsOf(render({ fleet }), '.duties b')
    expect(duties([worker, scheduler])).toEqual(['No scheduler runs:'])
    expect(duties([worker, { ...scheduler, stoppedAt: scheduler.beatAt }])).toEqual(['No scheduler runs:'])
    expect(duties([worker, killed])).toEqual([])
    expect(duties([worker, lost])).toEqual(['crawl+publish on one (process 4)'])
    expect(duties([{ ...worker, startedAt: new Date('2025-11-21T13:05:00Z') }, lost])).toEqual([])
  })

  it('is a queue that is out of reach, a publication that failed, and alerts that nobody gets', () => {
    const page = render({
      queue: 'does not answer',
      latestPublication: {
        ...quietDay.runs[0]!,
        runId: 9,
        kind: 'publish',
        subject: '2025-11-21',
        state: 'failed',
        error: 'out of disk',
      },
      waiting: {
        alerts: 2,
        since: new Date('2025-11-21T12:00:00Z'),
        attempts: 7,
        error: 'the webhook answers 500',
        latest: ['crawl failed greenhouse/acme'],
      },
    })
    expect(textsOf(page, '.duties li')).toEqual([
      expect.stringMatching(/^The queue does not answer: nothing is crawled or published .* jobtide doctor/),
      expect.stringMatching(
        /^2 alerts wait since 21 Nov 2025 12:00: the webhook answers 500 \(tried 7 times\)/,
      ),
      expect.stringMatching(
        /^The publication of 21 Nov 2025 failed 21 Nov 2025 04:03: out of disk\. Readers keep the day before\. jobtide aggregate --as-of 2025-11-21/,
      ),
    ])
    expect(textsOf(page, '.duties .broken b')).toEqual(['The queue', '2 alerts'])
  })

  it('is no source that a person has paused, and none that is put off', () => {
    for (const source of [
      { ...wellSource, standing: 'paused' as const, state: 'failed' as const, pausedAt: quietDay.at },
      { ...wellSource, standing: 'put-off' as const, deferredUntil: new Date('2025-11-22T00:00:00Z') },
    ])
      expect(textsOf(render({ sources: [source] }), 'h2')[0]).toBe('Nothing wants a person')
  })
})

it('takes what sources and people wrote for text', () => {
  const page = render({
    sources: [{ ...wellSource, source: HOSTILE, state: 'failed', error: HOSTILE, remarks: [HOSTILE] }],
    rejections: [
      {
        source: 'rss',
        reason: HOSTILE,
        open: 2,
        resolved: 0,
        newestAt: quietDay.at,
        newest: { hash: 'f00d', sourceId: null, input: HOSTILE },
      },
    ],
    alerts: [
      { event: 'crawl failed', subject: HOSTILE, message: HOSTILE, raisedAt: quietDay.at, sentAt: null },
    ],
    runs: [{ ...quietDay.runs[0]!, subject: HOSTILE, error: HOSTILE }],
  })
  expectSound(page)
  expect(textsOf(page, 'td').filter(text => text.includes(HOSTILE)).length).toBeGreaterThanOrEqual(3)
})
