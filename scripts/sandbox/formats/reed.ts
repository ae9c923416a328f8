import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'
import {
  excerptOf,
  findAdverts,
  isSigned,
  lineOf,
  payLine,
  SANDBOX_KEY,
  shownDay,
} from '../search-interface.ts'

const MOST_PER_PAGE = 100
const MOST = 10_000
const EXCERPT = 450

const salaryTypes = { year: 'per annum', day: 'per day', hour: 'per hour' }
/** By which Reed makes rates yearly. */
const PER_YEAR = { year: 1, day: 260, hour: 1950 }

const idOf = (advert: Advert): number => 52_000_000 + advert.id
const dayMonthYear = (day: string): string => day.split('-').reverse().join('/')

/** What a search says of an advert, and its own answer too. */
function head(advert: Advert): object {
  const pay = statedPay(advert)
  return {
    jobId: idOf(advert),
    employerId: 400_000 + advert.company.length,
    employerName: advert.company,
    jobTitle: advert.title,
    locationName: advert.place.town,
    minimumSalary: pay?.min ?? null,
    maximumSalary: pay?.max ?? null,
    currency: pay ? 'GBP' : null,
    expirationDate: dayMonthYear(advert.closedOn),
    jobUrl: `https://www.reed.example/jobs/${boardName(advert.title)}/${idOf(advert)}`,
  }
}

/** @param asked how often anything was asked for: the count of applications grows by itself */
const entry = (market: Market, advert: Advert, asked: number): object => ({
  ...head(advert),
  employerProfileId: null,
  employerProfileName: null,
  date: dayMonthYear(shownDay(advert)),
  jobDescription: ` ${excerptOf(lineOf(market.describe(advert)), EXCERPT)}... `,
  applications: asked + (advert.id % 20),
})

function job(market: Market, advert: Advert, asked: number): object {
  const random = createRandom(market.seed, 'reed', advert.id)
  const pay = statedPay(advert)
  const yearly = (amount: number | null | undefined): number | null =>
    pay && amount != null ? amount * PER_YEAR[pay.unit] : null
  return {
    ...head(advert),
    yearlyMinimumSalary: yearly(pay?.min),
    yearlyMaximumSalary: yearly(pay?.max),
    salaryType: pay ? salaryTypes[pay.unit] : null,
    salary: pay ? payLine(advert) + random.pick(['', '', ', negotiable', ', inc benefits']) : null,
    datePosted: dayMonthYear(shownDay(advert)),
    externalUrl: null,
    partTime: random.chance(0.1),
    fullTime: true,
    contractType: advert.type === 'contract' ? 'Contract' : 'Permanent',
    jobDescription: ` ${market.describe(advert)} `,
    applicationCount: asked + (advert.id % 20),
  }
}

/** Reed's jobseeker API: a search in steps of 100 up to the ten thousandth advert, and each advert by its id. */
export const reedServer = {
  platform: 'reed',
  employer: false,
  silent: ['workplace'],
  sourceId: advert => String(idOf(advert)),
  options: base => ({ key: SANDBOX_KEY, base }),
  application({ market, adverts }) {
    const application = new Hono()
    let asked = 0
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.use('/api/1.0/*', async (context, next) => {
      asked++
      if (isSigned(context.req.header('authorization'))) return next()
      return context.json({ message: 'Authorization has been denied for this request.' }, 401)
    })
    application.get('/api/1.0/search', context => {
      const { keywords, locationName, resultsToTake, resultsToSkip = '0' } = context.req.query()
      const found = findAdverts(adverts, keywords, locationName)
      const from = Number(resultsToSkip)
      const most = Math.min(Number(resultsToTake ?? MOST_PER_PAGE), MOST_PER_PAGE)
      return context.json({
        results: found.slice(from, Math.min(from + most, MOST)).map(advert => entry(market, advert, asked)),
        ambiguousLocations: [],
        totalResults: found.length,
      })
    })
    application.get('/api/1.0/jobs/:id', context => {
      const advert = adverts.find(advert => String(idOf(advert)) === context.req.param('id'))
      return advert ? context.json(job(market, advert, asked)) : context.notFound()
    })
    return application
  },
} satisfies PlatformServer
