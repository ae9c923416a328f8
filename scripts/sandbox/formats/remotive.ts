import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'

const HOST = 'https://remotive.example'
const CATEGORIES = { true: 'Software Development', false: 'All others' }

const idOf = (advert: Advert): number => 1_900_000 + advert.id
const categoryOf = (advert: Advert): string => CATEGORIES[`${advert.inScope}`]

/** Pay as free text, where the advertiser filled it in. */
function salaryText(advert: Advert, random: Random): string {
  const pay = statedPay(advert)
  if (pay === null || random.chance(0.3)) return ''
  const { min, max, unit } = pay
  const money = (amount: number): string =>
    unit === 'year' && amount % 1000 === 0 && random.chance(0.5)
      ? `£${amount / 1000}k`
      : `£${amount.toLocaleString('en-GB')}`
  const period = unit === 'year' ? '' : ` /${unit}`
  if (min === null) return `up to ${money(max ?? 0)}${period}`
  if (max === null) return `from ${money(min)}${period}`
  return min === max ? `${money(min)}${period}` : `${money(min)} - ${money(max)}${period}`
}

function job(market: Market, advert: Advert): object {
  const random = createRandom(market.seed, 'remotive', advert.id)
  const id = idOf(advert)
  return {
    id,
    url: `${HOST}/remote-jobs/software-dev/job-${id}`,
    title: advert.title,
    company_name: advert.company,
    company_logo: `${HOST}/job/${id}/logo`,
    category: categoryOf(advert),
    tags: [],
    job_type: advert.type === 'contract' ? 'contract' : 'full_time',
    publication_date: advert.flaw === 'broken-date' ? '' : `${advert.postedOn}T${random.int(10, 20)}:30:00`,
    candidate_required_location: random.pick(['UK', 'United Kingdom', 'UK, Ireland', 'Europe', 'Worldwide']),
    salary: salaryText(advert, random),
    description: market.describe(advert),
  }
}

/** Remotive: everything in one response, or one category of it, at most `limit` jobs. */
export const remotiveServer = {
  platform: 'remotive',
  employer: false,
  takes: advert => advert.workplace === 'remote',
  // The place is where applicants may live.
  silent: ['place', 'closedOn'],
  sourceId: advert => String(idOf(advert)),
  options: base => ({ base }),
  application({ market, adverts }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /api/remote-jobs\n'))
    application.get('/api/remote-jobs', context => {
      const { category, limit } = context.req.query()
      const matching = adverts.filter(advert => !category || categoryOf(advert) === category).reverse()
      const jobs = matching.slice(0, limit ? Number(limit) : undefined).map(advert => job(market, advert))
      return context.json({
        '00-warning': 'Four requests a day are plenty.',
        '0-legal-notice': 'Link to the job on our site, and say where it comes from.',
        'job-count': jobs.length,
        'total-job-count': matching.length,
        jobs,
      })
    })
    return application
  },
} satisfies PlatformServer
