import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'
import { uuidOf } from '../uuid.ts'

const id = (advert: Advert): string => uuidOf('pinpoint', advert.id)
const types = {
  permanent: [
    ['permanent_full_time', 'Permanent - Full Time'],
    ['permanent', 'Permanent'],
    ['full_time', 'Full Time'],
  ],
  contract: [['freelance', 'Freelance']],
} as const
const workplaces = { remote: 'Fully remote', hybrid: 'Hybrid', onsite: 'Onsite' }

/** The figures stand in the record whether they are shown or not; one that is not shown may be any. */
function compensation(advert: Advert, random: Random): object {
  const pay = advert.pay && statedPay(advert)
  if (!pay || random.chance(0.3)) {
    const isSecret = random.chance(0.5)
    return {
      compensation: isSecret ? '£1 - £2 / year' : null,
      compensation_minimum: isSecret ? 1 : null,
      compensation_maximum: isSecret ? 2 : null,
      compensation_currency: 'GBP',
      compensation_frequency: 'year',
      compensation_visible: false,
    }
  }
  const amount = (value: number): string => `£${value.toLocaleString('en-GB')}`
  const bounds = [pay.min, pay.max].filter(bound => bound !== null).map(amount)
  return {
    compensation: pay.min === null ? null : `${bounds.join(' - ')} / ${pay.unit}`,
    compensation_minimum: pay.min,
    compensation_maximum: pay.max,
    compensation_currency: 'GBP',
    compensation_frequency: pay.unit,
    compensation_visible: true,
  }
}

/** The advert's text in the format's sections, each with a header of the employer's. */
function sections(html: string): object {
  const [description = '', first = '', duties = '', second = '', wanted = '', third = '', offered = ''] =
    html.split(/<h3>([^<]*)<\/h3>/)
  const has = wanted !== '' || offered !== ''
  return {
    description,
    key_responsibilities_header: first,
    key_responsibilities: duties,
    skills_knowledge_expertise_header: has ? second : '',
    skills_knowledge_expertise: has ? wanted : '',
    benefits_header: has ? third : null,
    benefits: has ? offered : null,
  }
}

function posting(market: Market, advert: Advert, base: string): object {
  const random = createRandom(market.seed, 'pinpoint', advert.id)
  const { town, region } = advert.place
  const path = `/en/postings/${id(advert)}`
  const [employment_type, employment_type_text] = random.pick<readonly [string, string]>(types[advert.type])
  const isNamed = region !== null && random.chance(0.2)
  return {
    id: String(500_000 + advert.id),
    title: advert.title,
    url: base + path,
    path,
    ...sections(market.describe(advert)),
    workplace_type: advert.workplace,
    workplace_type_text: workplaces[advert.workplace],
    employment_type,
    employment_type_text,
    ...compensation(advert, random),
    deadline_at: `${advert.closedOn}T23:59:59.000+00:00`,
    job: {
      id: String(700_000 + advert.vacancy),
      requisition_id: null,
      department: { id: '9', name: advert.inScope ? 'Technology' : 'General' },
      division: null,
    },
    location: {
      id: '3',
      name: isNamed ? 'Head Office' : town,
      city: region === null ? '' : town,
      province: isNamed ? region : '',
    },
  }
}

/** A careers site, which has a host to itself: its postings in one response. */
export const pinpointServer = {
  platform: 'pinpoint',
  employer: true,
  silent: ['company', 'postedOn'],
  sourceId: id,
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts, base }) {
    const application = new Hono().use(etag({ weak: true }))
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    const list = () => ({ data: adverts.map(advert => posting(market, advert, base)) })
    application.get('/postings.json', context => context.json(list()))
    application.get('/en/postings.json', context => context.json(list()))
    return application
  },
} satisfies PlatformServer
