import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { escapeText, statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'

const HOST = 'https://jobicy.example'
const PERIODS = { year: 'yearly', day: 'daily', hour: 'hourly' }
const MOST = 100

const idOf = (advert: Advert): number => 150_000 + advert.id

/** Pay in the current fields, or as responses before 2025 had it; unstated pay is missing or 0. */
function payOf(advert: Advert, isOld: boolean, zeros: boolean): object {
  const pay = statedPay(advert)
  if (pay === null) return zeros ? { salaryMin: 0, salaryMax: 0, salaryCurrency: '', salaryPeriod: '' } : {}
  const { min, max, unit } = pay
  if (isOld && unit === 'year')
    return {
      annualSalaryMin: String(min ?? ''),
      annualSalaryMax: String(max ?? ''),
      salaryCurrency: 'GBP',
    }
  return { salaryMin: min ?? 0, salaryMax: max ?? 0, salaryCurrency: 'GBP', salaryPeriod: PERIODS[unit] }
}

function job(market: Market, advert: Advert): object {
  const random = createRandom(market.seed, 'jobicy', advert.id)
  const description = market.describe(advert)
  const kind = advert.type === 'contract' ? 'Contract' : 'Full-Time'
  const id = idOf(advert)
  const zone = random.chance(0.7) ? '+00:00' : ''
  return {
    id,
    url: `${HOST}/jobs/${id}`,
    jobSlug: String(id),
    // The site is a WordPress, which escapes the text of its titles.
    jobTitle: escapeText(advert.title),
    companyName: escapeText(advert.company),
    companyLogo: `${HOST}/logo/${id}.png`,
    jobIndustry: [advert.inScope ? 'Software Engineering' : 'Business'],
    jobType: random.chance(0.85) ? [kind] : kind.toLowerCase(),
    jobGeo: random.pick(['UK', 'UK', 'UK,  Ireland', 'Europe', 'Anywhere']),
    jobLevel: 'Any',
    jobExcerpt: `${advert.title.slice(0, 50)}…`,
    jobDescription: description,
    pubDate:
      advert.flaw === 'broken-date'
        ? '-0001-11-30T00:00:00+00:00'
        : `${advert.postedOn}${zone ? 'T' : ' '}0${random.int(6, 9)}:15:00${zone}`,
    ...payOf(advert, random.chance(0.2), random.chance(0.5)),
  }
}

/** Jobicy: the latest hundred, or as many of them as `count` asks for. */
export const jobicyServer = {
  platform: 'jobicy',
  employer: false,
  takes: advert => advert.workplace === 'remote',
  // The place is a country at best.
  silent: ['place', 'closedOn'],
  sourceId: advert => String(idOf(advert)),
  options: base => ({ base }),
  application({ market, adverts }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nDisallow: /wp-admin/\n'))
    application.get('/api/v2/remote-jobs', context => {
      const count = Number(context.req.query('count') ?? MOST)
      if (!(count >= 1 && count <= MOST)) return context.json({ success: false, error: 'count' }, 400)
      const jobs = adverts
        .slice(-count)
        .reverse()
        .map(advert => job(market, advert))
      return context.json({
        apiVersion: '2.2',
        friendlyNotice: 'Link to the job on our site.',
        jobCount: jobs.length,
        lastUpdate: `${market.until}T05:00:00+00:00`,
        jobs,
      })
    })
    return application
  },
} satisfies PlatformServer
