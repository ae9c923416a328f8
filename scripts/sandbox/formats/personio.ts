import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { escapeText, statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'

const positionId = (advert: Advert): string => String(1_900_000 + advert.id)
const periods = { year: 'yearly', hour: 'hourly', day: null }

const element = (name: string, content: string): string => `    <${name}>${content}</${name}>\n`
const text = (name: string, content: string): string => element(name, escapeText(content))

/** The advert's text in named blocks, as its headings cut it. */
function blocks(html: string): string {
  const [opening = '', ...rest] = html.split(/<h3>([^<]*)<\/h3>/)
  const block = (name: string, value: string): string =>
    `<jobDescription><name>${name}</name><value>\n<![CDATA[${value}]]>\n</value></jobDescription>`
  const named = rest.flatMap((name, at) => (at % 2 === 0 ? [block(name, rest[at + 1] ?? '')] : []))
  return [block('The job', opening), ...named].join('')
}

/** Employers seldom fill it in; a day's rate has no word there. */
function salary(advert: Advert, random: Random): string {
  const pay = advert.pay && statedPay(advert)
  const type = pay && periods[pay.unit]
  if (!pay || !type || random.chance(0.5)) return ''
  const bound = (name: string, amount: number | null): string =>
    amount === null ? '' : text(name, amount.toFixed(2))
  return element(
    'salaryInformation',
    `${bound('min', pay.min)}${bound('max', pay.max)}<currencySymbol>£</currencySymbol><currencyCode>GBP</currencyCode><type>${type}</type>`,
  )
}

/** @param language of which the texts are wanted; the sandbox's are English, and Personio does not translate */
function position(market: Market, advert: Advert, language: string | undefined): string {
  const random = createRandom(market.seed, 'personio', advert.id)
  const { town, region } = advert.place
  const record =
    '<position>\n' +
    text('id', positionId(advert)) +
    text('subcompany', advert.company) +
    text('office', region !== null && random.chance(0.3) ? `${town}, ${region}` : town) +
    (random.chance(0.5) ? '    <additionalOffices></additionalOffices>\n' : '') +
    text('department', advert.inScope ? 'Technology' : 'General') +
    (random.chance(0.8) ? text('recruitingCategory', 'Professionals') : '') +
    text('name', advert.title) +
    element('jobDescriptions', language === 'en' ? blocks(market.describe(advert)) : '') +
    text('employmentType', advert.type === 'contract' ? 'freelance' : 'permanent') +
    text('seniority', 'experienced') +
    text('schedule', 'full-time') +
    (random.chance(0.6) ? text('yearsOfExperience', '2-5') : '') +
    text('createdAt', `${advert.postedOn}T${random.int(10, 16)}:10:41+00:00`) +
    salary(advert, random) +
    '</position>\n'
  // Now and then the feed has a position twice.
  return random.chance(0.05) ? record + record : record
}

/** A company's job page, which has a host to itself: its positions in one XML document. */
export const personioServer = {
  platform: 'personio',
  employer: true,
  silent: ['workplace', 'closedOn'],
  sourceId: positionId,
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/xml', context => {
      const language = context.req.query('language')
      const positions = adverts.map(advert => position(market, advert, language)).join('')
      return context.body(
        `<?xml version="1.0" encoding="UTF-8"?>\n<workzag-jobs>\n${positions}</workzag-jobs>\n`,
        200,
        { 'content-type': 'text/xml;charset=UTF-8' },
      )
    })
    application.notFound(context =>
      context.html('<!doctype html><title>Page not found</title><h1>Page not found</h1>', 404),
    )
    return application
  },
} satisfies PlatformServer
