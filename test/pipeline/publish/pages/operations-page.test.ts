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
    ['greenhouse/acme', 'well', '10 hours ago', '10 hours ago', '22 Nov 2025 04:00'],
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
            reasons: ['41 % fewer vacancies'],
          },
        ],
      },
      /Publication for 2025-11-21 is held: 41 % fewer vacancies\. jobtide publications diff 13/,
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
      /greenhouse\/acme is held: company was filled in 98 % and is in 20 %\. jobtide sources drift greenhouse\/acme/,
    ],
    [
      'a source that failed',
      { sources: [{ ...wellSource, state: 'failed', error: 'answered 500' }] },
      /greenhouse\/acme failed: answered 500\. jobtide runs show 7/,
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
      /Process 4711 on one has given no sign of life since 21 Nov 2025 14:58/,
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
          },
        ],
      },
      /Backfill 3 has 2 failed units\. jobtide backfill resume 3/,
    ],
  ]

  it.each(cases)('is %s', (_what, more, says) => {
    const page = render(more)
    expectSound(page)
    expect(textsOf(page, 'h2')[0]).toBe('1 thing wants a person')
    expect(textsOf(page, '.duties li')).toEqual([expect.stringMatching(says)])
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
