import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'

const offerId = (advert: Advert): number => 3_000_000 + advert.id
const NO_PAY = { min: null, max: null, period: null, currency: null }
const codes = {
  permanent: ['fulltime_permanent', 'fulltime_permanent', 'fulltime'],
  contract: ['contract', 'freelance'],
}

function salary(advert: Advert, random: Random): object {
  const pay = advert.pay && statedPay(advert)
  if (!pay || random.chance(0.25)) return NO_PAY
  const text = (amount: number | null): string | null =>
    amount === null ? null : pay.unit === 'hour' ? amount.toFixed(2) : String(amount)
  return { min: text(pay.min), max: text(pay.max), period: pay.unit, currency: 'GBP' }
}

/** What the job is stands in the one text, what it asks for in the other. */
function wordsOf(html: string): { description: string; requirements: string | null } {
  const [, description = html, requirements = null] = /^(.*<\/ul>)(<h3>.*)$/.exec(html) ?? []
  return { description, requirements }
}

function place({ place: { town, region } }: Advert): Record<string, string | null> {
  const isIsland = region === 'Channel Islands' || region === 'Isle of Man'
  return {
    city: region === null ? null : town,
    state: isIsland ? null : region,
    country: isIsland ? region : 'United Kingdom',
    country_code: isIsland ? null : 'GB',
  }
}

/** The offer, and before it the same one in Dutch where the site has both languages. */
function records(market: Market, advert: Advert, base: string): object[] {
  const random = createRandom(market.seed, 'recruitee', advert.id)
  const id = offerId(advert)
  const at = place(advert)
  const words = { title: advert.title, highlight: null, ...wordsOf(market.describe(advert)) }
  const slug = `${boardName(advert.title) || 'offer'}-${id}`
  const moment = `${advert.postedOn} ${random.int(10, 16)}:40:34 UTC`
  const offer = {
    id,
    guid: id.toString(36),
    slug,
    position: advert.id,
    status: 'published',
    ...words,
    company_name: advert.company,
    department: advert.inScope ? 'Technology' : 'General',
    employment_type_code: random.pick(codes[advert.type]),
    experience_code: 'mid_level',
    category_code: advert.inScope ? 'information_technology' : 'other',
    ...at,
    state_name: at.state,
    location: Object.values({ ...at, country_code: null })
      .filter(Boolean)
      .join(', '),
    locations: [{ id: advert.id, name: advert.place.town, ...at, note: null }],
    remote: advert.workplace === 'remote',
    hybrid: advert.workplace === 'hybrid',
    on_site: advert.workplace === 'onsite' || (advert.workplace === 'hybrid' && random.chance(0.2)),
    min_hours: 37,
    max_hours: 40,
    salary: salary(advert, random),
    created_at: moment,
    published_at: moment,
    updated_at: moment,
    close_at: `${advert.closedOn} 22:59:59 UTC`,
    careers_url: `${base}/o/${slug}`,
    careers_apply_url: `${base}/o/${slug}/c/new`,
    mailbox_email: `job.${id.toString(36)}@recruitee.example`,
    tags: [],
    open_questions: [],
    translations: { en: words },
  }
  if (!random.chance(0.15)) return [offer]
  const dutch = {
    title: `Vacature ${id}`,
    highlight: null,
    description: '<p>Wij zoeken een collega die met ons mee wil bouwen.</p>',
    requirements: null,
  }
  return [{ ...offer, ...dutch, translations: { nl: dutch } }, offer]
}

/** A careers site on Recruitee, which has a host to itself: all of its offers in one response. */
export const recruiteeServer = {
  platform: 'recruitee',
  employer: true,
  silent: [],
  sourceId: advert => String(offerId(advert)),
  options: base => ({ base }),
  application({ market, adverts, base }) {
    const application = new Hono().use(etag())
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    const offers = () => ({ offers: adverts.flatMap(advert => records(market, advert, base)) })
    application.get('/api/offers', context => context.json(offers()))
    application.get('/api/offers/', context => context.json(offers()))
    application.notFound(context => context.json({ error: 'Not Found' }, 404))
    return application
  },
} satisfies PlatformServer
