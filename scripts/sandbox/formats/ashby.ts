import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'
import { uuidOf } from '../uuid.ts'

const workplaceTypes = { remote: 'Remote', hybrid: 'Hybrid', onsite: 'OnSite' }
const intervals = { year: '1 YEAR', day: '1 DAY', hour: '1 HOUR' }
const NO_PAY = {
  compensationTierSummary: null,
  scrapeableCompensationSalarySummary: null,
  compensationTiers: [],
  summaryComponents: [],
}

const figure = (amount: number): string => (amount % 1000 === 0 ? `£${amount / 1000}K` : `£${amount}`)

/** Pay as tiers: one, or a zone each for the lower and the upper part, of which the span is what was advertised. */
function compensation(advert: Advert, random: Random): object {
  const pay = advert.pay && statedPay(advert)
  if (pay?.min == null || pay.max == null || random.chance(0.25)) return NO_PAY
  const component = (min: number, max: number): object => ({
    summary: `${figure(min)} – ${figure(max)}`,
    compensationType: 'Salary',
    interval: intervals[pay.unit],
    currencyCode: 'GBP',
    minValue: min,
    maxValue: max,
  })
  const tier = (title: string | null, min: number, max: number): object => ({
    id: uuidOf('ashby tier', advert.id, min, max),
    title,
    tierSummary: `${figure(min)} – ${figure(max)}`,
    additionalInformation: null,
    components: [
      { id: uuidOf('ashby component', advert.id, min, max), ...component(min, max) },
      ...(random.chance(0.2) ? [EQUITY] : []),
    ],
  })
  const middle = (pay.min + pay.max) / 2
  const isZoned = pay.min < pay.max && random.chance(0.25)
  const summary = `${figure(pay.min)} – ${figure(pay.max)}`
  return {
    compensationTierSummary: isZoned ? `${summary} • Multiple Ranges` : summary,
    scrapeableCompensationSalarySummary: summary.replace('–', '-'),
    compensationTiers: isZoned
      ? [tier('Zone A', middle, pay.max), tier('Zone B', pay.min, middle)]
      : [tier(null, pay.min, pay.max)],
    summaryComponents: [component(pay.min, pay.max)],
  }
}

const EQUITY = {
  id: uuidOf('ashby equity'),
  summary: 'Offers Equity',
  compensationType: 'EquityPercentage',
  interval: 'NONE',
  currencyCode: null,
  minValue: null,
  maxValue: null,
}

/** Boards name the town, the office in it, or more than the town; the address has the rest. */
function placeOf({ place: { town, region } }: Advert, random: Random): object {
  const isIsland = region === 'Channel Islands' || region === 'Isle of Man'
  const addressCountry = isIsland ? region : random.pick(['United Kingdom', 'United Kingdom', 'GB'])
  if (region === null) return { location: town, address: { postalAddress: { addressCountry } } }
  return {
    location: random.pick([town, town, `${town} Office`, `${town}, UK`]),
    address: { postalAddress: { addressLocality: town, addressRegion: region, addressCountry } },
  }
}

function job(market: Market, advert: Advert, base: string, withPay: boolean): object {
  const random = createRandom(market.seed, 'ashby', advert.id)
  const id = uuidOf('ashby', advert.id)
  const url = `${base}/${encodeURIComponent(advert.company)}/${id}`
  const html = market.describe(advert)
  // A remote or an on-site job may go without its type; isRemote is true of hybrid ones too.
  const statesType = advert.workplace === 'hybrid' || random.chance(0.8)
  return {
    id,
    title: advert.title,
    department: advert.inScope ? 'Technology' : 'General',
    team: advert.inScope ? 'Technology' : 'General',
    employmentType: advert.type === 'contract' ? 'Contract' : 'FullTime',
    ...placeOf(advert, random),
    secondaryLocations: [],
    publishedAt: `${advert.postedOn}T${random.int(10, 16)}:20:30.531+00:00`,
    isListed: true,
    isRemote: advert.workplace === 'remote' || (advert.workplace === 'hybrid' && random.chance(0.5)),
    workplaceType: statesType ? workplaceTypes[advert.workplace] : null,
    jobUrl: url,
    applyUrl: `${url}/application`,
    descriptionHtml: html,
    descriptionPlain: html.replaceAll(/<[^>]+>/g, '\n').trim(),
    shouldDisplayCompensationOnJobPostings: true,
    ...(withPay ? { compensation: compensation(advert, random) } : {}),
  }
}

/** Ashby's public posting API: a board, named as the company is, in one response; pay where it is asked for. */
export const ashbyServer = {
  platform: 'ashby',
  employer: true,
  silent: ['closedOn'],
  sourceId: advert => uuidOf('ashby', advert.id),
  options: (base, company) => ({ board: company, base }),
  application({ market, adverts, base }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/posting-api/job-board/:name', context => {
      const name = context.req.param('name')
      const ofBoard = adverts.filter(({ company }) => company === name)
      if (adverts.length > 0 && ofBoard.length === 0) return context.text('Not Found', 404)
      const withPay = context.req.query('includeCompensation') === 'true'
      return context.json({
        jobs: ofBoard.map(advert => job(market, advert, base, withPay)),
        apiVersion: '1',
      })
    })
    return application
  },
} satisfies PlatformServer
