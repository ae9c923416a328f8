import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { escapeText } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'

const HOST = 'https://boards-api.greenhouse.example'

/** The market's own boards number their adverts alike. */
const jobId = (advert: Advert): number => 4_100_000_000 + advert.id

/** The address of an employer's list, on the live server's `base` or on the reserved host of archives. */
export const greenhouseUrl = (token: string, base = HOST): string =>
  `${base}/v1/boards/${token}/jobs?content=true`

/** The list of an employer's open jobs, as the Greenhouse Job Board API gives it. */
export function greenhouseList(market: Market, adverts: Advert[]): object {
  return { jobs: adverts.map(advert => greenhouseJob(market, advert)), meta: { total: adverts.length } }
}

/**
 * One job. The content's markup is escaped as a whole, as the interface does. Boards differ: some name the way of
 * working where the place belongs and the place among the offices only; some give pay in typed ranges too.
 */
function greenhouseJob(market: Market, advert: Advert): object {
  const random = createRandom(market.seed, 'greenhouse', advert.id)
  const { town } = advert.place
  const place = random.chance(0.3) ? `${town}, UK` : town
  const minute = String(random.int(0, 59)).padStart(2, '0')
  const moment = `${advert.postedOn}T${10 + random.int(0, 6)}:${minute}:${minute}+00:00`
  const { pay } = advert
  const ranged =
    pay?.unit === 'year' && pay.min !== null && pay.max !== null && !advert.flaw && advert.id % 2 === 0
  return {
    absolute_url: `https://job-boards.greenhouse.example/${advert.token ?? boardName(advert.company)}/jobs/${jobId(advert)}`,
    data_compliance: [
      { type: 'gdpr', requires_consent: false, requires_retention_consent: false, retention_period: null },
    ],
    internal_job_id: jobId(advert) - 1_000_000_000,
    location: { name: advert.workplace === 'hybrid' && random.chance(0.15) ? 'Hybrid' : place },
    metadata: [
      {
        id: 7001,
        name: 'Employment Type',
        value: advert.type === 'contract' ? 'Contract' : 'Permanent',
        value_type: 'single_select',
      },
    ],
    id: jobId(advert),
    updated_at: moment,
    requisition_id: `R-${advert.vacancy}`,
    title: advert.title,
    company_name: advert.company,
    first_published: moment,
    language: 'en',
    content: escapeText(market.describe(advert)).replaceAll('"', '&quot;'),
    departments: [
      { id: 9001, name: advert.inScope ? 'Technology' : 'General', child_ids: [], parent_id: null },
    ],
    offices: [{ id: 9101, name: town, location: `${town}, United Kingdom`, child_ids: [], parent_id: null }],
    ...(ranged
      ? {
          pay_input_ranges: [
            {
              min_cents: (pay.min ?? 0) * 100,
              max_cents: (pay.max ?? 0) * 100,
              currency_type: 'GBP',
              title: 'Salary range',
              blurb: '',
            },
          ],
        }
      : {}),
  }
}

/** The Greenhouse Job Board API: a board's whole list in one response, with its total. */
export const greenhouseServer = {
  platform: 'greenhouse',
  employer: true,
  silent: ['closedOn'],
  sourceId: advert => String(jobId(advert)),
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts }) {
    const application = new Hono().use(etag())
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/v1/boards/:token/jobs', context => {
      const token = context.req.param('token')
      const ofBoard = adverts.filter(({ company }) => boardName(company) === token)
      if (adverts.length > 0 && ofBoard.length === 0) {
        return context.json({ status: 404, error: 'Job board not found' }, 404)
      }
      return context.json(greenhouseList(market, ofBoard))
    })
    return application
  },
} satisfies PlatformServer
