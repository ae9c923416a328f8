import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'
import { uuidOf } from '../uuid.ts'

const MOST_PER_PAGE = 100
/** Day rates have no period of the format. */
const periods = { year: 'YEARLY', hour: 'HOURLY' }
const types = {
  permanent: { id: 'permanent', label: 'Full-time' },
  contract: { id: 'contract', label: 'Contract' },
}

const idOf = (advert: Advert): string => String(744_000_000_000_000 + advert.id)

/** An entry of the list: everything but the words and what goes with them. */
function entry(market: Market, advert: Advert, base: string): object {
  const random = createRandom(market.seed, 'smartrecruiters', advert.id)
  const { town, path } = advert.place
  const isWide = path.length === 1
  const board = boardName(advert.company)
  return {
    id: idOf(advert),
    name: advert.title,
    uuid: uuidOf('smartrecruiters', advert.id),
    jobAdId: uuidOf('smartrecruiters ad', advert.id),
    defaultJobAd: true,
    refNumber: `REF${advert.id}${random.pick(['A', 'K', 'T'])}`,
    company: { identifier: board, name: advert.company },
    releasedDate:
      advert.flaw === 'broken-date' ? null : `${advert.postedOn}T${random.int(10, 18)}:20:44.118Z`,
    location: {
      ...(isWide ? {} : { city: town, region: path[1] }),
      country: 'gb',
      remote: advert.workplace === 'remote',
      hybrid: advert.workplace === 'hybrid',
      // Postings of earlier years have none.
      ...(random.chance(0.8)
        ? { fullLocation: isWide ? 'United Kingdom' : `${town}, ${path[1]}, United Kingdom` }
        : {}),
    },
    industry: { id: 'computer_software', label: 'Computer Software' },
    department: random.chance(0.3)
      ? {}
      : { id: '18554', label: advert.inScope ? 'Technology' : 'Operations' },
    function: { id: 'general', label: 'General' },
    typeOfEmployment: types[advert.type],
    experienceLevel: { id: 'not_applicable', label: 'Not Applicable' },
    customField: [
      { fieldId: 'COUNTRY', fieldLabel: 'Country/Region', valueId: 'gb', valueLabel: 'United Kingdom' },
    ],
    visibility: 'PUBLIC',
    ref: `${base}/v1/companies/${board}/postings/${idOf(advert)}`,
    language: { code: 'en', label: 'English', labelNative: 'English (UK)' },
  }
}

function posting(market: Market, advert: Advert, base: string): object {
  const random = createRandom(market.seed, 'smartrecruiters words', advert.id)
  const page = `https://jobs.smartrecruiters.example/${boardName(advert.company)}/${idOf(advert)}-${boardName(advert.title)}`
  const pay = statedPay(advert)
  const isTyped = pay && pay.unit !== 'day' && random.chance(0.5)
  return {
    ...entry(market, advert, base),
    postingUrl: page,
    applyUrl: `${page}?oga=true`,
    active: true,
    ...(isTyped
      ? {
          compensation: {
            ...(pay.min === null ? {} : { min: pay.min }),
            ...(pay.max === null ? {} : { max: pay.max }),
            currency: 'GBP',
            period: periods[pay.unit as keyof typeof periods],
          },
        }
      : {}),
    jobAd: {
      sections: {
        companyDescription: {
          title: 'Company Description',
          text: random.chance(0.5)
            ? '<p>We were founded by people who had waited too long for others to.</p>'
            : '',
        },
        jobDescription: { title: 'Job Description', text: market.describe(advert) },
        qualifications: { title: 'Qualifications', text: '' },
        additionalInformation: {
          title: 'Additional Information',
          text: '<p>Tell us what you need for the interview and we will see to it.</p>',
        },
        videos: { title: 'Videos', urls: [] },
      },
    },
  }
}

export const smartrecruitersServer = {
  platform: 'smartrecruiters',
  employer: true,
  // Remote and hybrid have a field each; on site has none.
  silent: ['workplace', 'closedOn'],
  sourceId: idOf,
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts, base }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    const ofCompany = (name: string): Advert[] =>
      adverts.filter(({ company }) => boardName(company) === name).toReversed()
    // A company that nobody knows has an empty list too.
    application.get('/v1/companies/:company/postings', context => {
      const shown = ofCompany(context.req.param('company'))
      const offset = Math.max(0, Math.trunc(Number(context.req.query('offset') ?? 0)) || 0)
      const asked = Math.trunc(Number(context.req.query('limit') ?? MOST_PER_PAGE)) || MOST_PER_PAGE
      const limit = Math.min(Math.max(asked, 1), MOST_PER_PAGE)
      const content = shown.slice(offset, offset + limit).map(advert => entry(market, advert, base))
      return context.json({ offset, limit, totalFound: shown.length, content })
    })
    application.get('/v1/companies/:company/postings/:id', context => {
      const { company, id } = context.req.param()
      const advert = ofCompany(company).find(known => idOf(known) === id)
      if (advert) return context.json(posting(market, advert, base))
      return context.json(
        { id, httpCode: 404, code: 'RESOURCE_NOT_FOUND', message: `${id} Resource not found` },
        404,
      )
    })
    return application
  },
} satisfies PlatformServer
