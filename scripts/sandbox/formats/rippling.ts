import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'
import { uuidOf } from '../uuid.ts'

const id = (advert: Advert): string => uuidOf('rippling', advert.id)
const types = {
  permanent: { label: 'SALARIED_FT', id: 'Salaried, full-time' },
  contract: { label: 'CONTRACTOR', id: 'Contractor' },
}
/** A day's rate has no word there. */
const frequencies = { year: 'YEAR', hour: 'HOUR', day: null }

/** The place once, or once more with its region. */
function places(market: Market, advert: Advert): string[] {
  const random = createRandom(market.seed, 'rippling', advert.id)
  const { town, region } = advert.place
  const isIsland = region === 'Channel Islands' || region === 'Isle of Man'
  if (region === null || isIsland) return [isIsland ? `${town}, ${region}` : town]
  const place = `${town}, United Kingdom`
  return random.chance(0.2) ? [place, `${town}, ${region}, United Kingdom`] : [place]
}

/** The rows of an advert in the list: one for each of its places. */
function rows(market: Market, advert: Advert, base: string): object[] {
  const department = advert.inScope ? 'Technology' : 'General'
  return places(market, advert).map(place => ({
    uuid: id(advert),
    name: advert.title,
    department: { id: department, label: department },
    url: `${base}/${boardName(advert.company)}/jobs/${id(advert)}`,
    workLocation: { label: place, id: place },
  }))
}

function payRanges(advert: Advert, random: Random): object[] {
  const pay = advert.pay && statedPay(advert)
  const frequency = pay && frequencies[pay.unit]
  if (!frequency || pay.min === null || pay.max === null || random.chance(0.4)) return []
  return [
    {
      location: advert.place.town,
      currency: 'GBP',
      frequency,
      rangeStart: pay.min,
      rangeEnd: pay.max,
      isRemote: advert.workplace === 'remote',
    },
  ]
}

function job(market: Market, advert: Advert, base: string): object {
  const random = createRandom(market.seed, 'rippling job', advert.id)
  const department = advert.inScope ? 'Technology' : 'General'
  return {
    uuid: id(advert),
    name: advert.title,
    description: { company: '<p>We are glad that you found us.</p>', role: market.describe(advert) },
    workLocations: places(market, advert),
    department: { name: department, base_department: department, department_tree: [department] },
    employmentType: types[advert.type],
    createdOn: `${advert.postedOn}T${random.int(10, 16)}:45:51.914000+00:00`,
    activeJobApplication: { questions: [] },
    url: `${base}/${boardName(advert.company)}/jobs/${id(advert)}`,
    board: { boardType: 'EXTERNAL', slug: boardName(advert.company), logo: null },
    payRangeDetails: payRanges(advert, random),
    companyName: advert.company,
    unlistedFromSearch: false,
    jsonLd: null,
  }
}

/** Rippling's boards: a list without words, in which an advert stands once for each place, and a record for each. */
export const ripplingServer = {
  platform: 'rippling',
  employer: true,
  silent: ['workplace', 'closedOn'],
  sourceId: id,
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts, base }) {
    const ofBoard = (board: string): Advert[] => adverts.filter(({ company }) => boardName(company) === board)
    const missing = { error_code: 'RESOURCE_NOT_FOUND', message: 'Job Board not found', resource: null }
    const application = new Hono()
    application.use(async (context, next) => {
      await next()
      context.header('cache-control', 'no-store')
    })
    application.get('/robots.txt', context => context.text('User-agent: *\nDisallow: /internal/\n'))
    application.get('/platform/api/ats/v1/board/:board/jobs', context => {
      const open = ofBoard(context.req.param('board'))
      if (open.length === 0) return context.json(missing, 404)
      const listed = open.map(advert => rows(market, advert, base))
      // Further rows of an advert do not stand beside its first.
      return context.json([...listed.map(([first]) => first), ...listed.flatMap(([, ...more]) => more)])
    })
    application.get('/platform/api/ats/v1/board/:board/jobs/:id', context => {
      const { board, id: wanted } = context.req.param()
      const advert = ofBoard(board).find(open => id(open) === wanted)
      return advert ? context.json(job(market, advert, base)) : context.json(missing, 404)
    })
    return application
  },
} satisfies PlatformServer
