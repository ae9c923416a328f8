import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import { escapeText, statedPay } from '../describe.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom } from '../random.ts'

const units = { year: 'per year', day: 'per day', hour: 'per hour' }
const locationTypes = { onsite: '0', remote: '1', hybrid: '2' }
const nowhere = { country: null, state: null, province: null, city: null }

/** Numbers count within a company. */
const numberOf = (advert: Advert): string => String(20 + advert.id)

/** What list and detail say alike. A remote opening may have a place of its own instead of the company's. */
function facts(market: Market, advert: Advert) {
  const random = createRandom(market.seed, 'bamboohr', advert.id)
  const { town, path } = advert.place
  const isWide = path.length === 1
  const place = { city: isWide ? null : town, state: isWide ? null : path[1] }
  const isApart = advert.workplace === 'remote' && random.chance(0.5)
  return {
    jobOpeningName: advert.title,
    departmentId: '18244',
    departmentLabel: advert.inScope ? 'Technology ' : 'Operations',
    employmentStatusLabel:
      advert.type === 'contract'
        ? 'Contractor'
        : random.pick(['Full-Time', 'Full Time', 'Permanent Full-Time']),
    employmentType: null,
    location: isApart ? { city: null, state: null } : place,
    atsLocation: isApart
      ? { country: 'United Kingdom', state: null, province: place.state, city: place.city }
      : nowhere,
    isRemote: advert.workplace === 'remote' ? 1 : null,
    locationType: locationTypes[advert.workplace],
  }
}

/** Employers write pay as they please, or leave it to the text. */
function compensation(advert: Advert, chance: number): string | null {
  const pay = statedPay(advert)
  if (!pay || chance < 0.4) return null
  const figure = (amount: number): string => `£${amount.toLocaleString('en-GB')}`
  const { min, max } = pay
  const span =
    min === null
      ? `up to ${figure(max ?? 0)}`
      : max === null
        ? `from ${figure(min)}`
        : min === max
          ? figure(min)
          : `${figure(min)} - ${figure(max)}`
  return `${span} ${units[pay.unit]}`
}

function detail(market: Market, advert: Advert): object {
  const random = createRandom(market.seed, 'bamboohr detail', advert.id)
  const said = facts(market, advert)
  return {
    meta: {},
    result: {
      jobOpening: {
        ...said,
        location: {
          ...said.location,
          postalCode: null,
          addressCountry: said.atsLocation.country === null ? 'United Kingdom' : null,
        },
        jobOpeningShareUrl: `https://${boardName(advert.company)}.bamboohr.example/careers/${numberOf(advert)}`,
        jobOpeningStatus: 'Open',
        description: market.describe(advert),
        compensation: compensation(advert, random.next()),
        datePosted: advert.flaw === 'broken-date' ? null : advert.postedOn,
        minimumExperience: random.pick([null, 'Mid-level', 'Experienced']),
      },
      formFields: { firstName: { isRequired: true }, lastName: { isRequired: true } },
    },
  }
}

export const bamboohrServer = {
  platform: 'bamboohr',
  employer: true,
  // A payload names its company by the first part of its host alone, and on site is what an empty field says too.
  silent: ['company', 'workplace', 'closedOn'],
  sourceId: (advert, base) => `${new URL(base).host}/${numberOf(advert)}`,
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts, base }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    // Each company has a host of its own; those that none has lead to BambooHR's own site.
    application.use('/careers/*', (context, next) =>
      context.req.header('host') === new URL(base).host
        ? next()
        : Promise.resolve(context.redirect('https://www.bamboohr.example/', 302)),
    )
    application.get('/careers/list', context =>
      context.json({
        // It counts openings that are not on the careers page.
        meta: { totalCount: adverts.length + (adverts.length > 3 ? 2 : 0) },
        result: adverts.toReversed().map(advert => ({ id: numberOf(advert), ...facts(market, advert) })),
      }),
    )
    application.get('/careers/:number/detail', context => {
      const advert = adverts.find(known => numberOf(known) === context.req.param('number'))
      return advert ? context.json(detail(market, advert)) : context.json({ error: 'Not found' }, 404)
    })
    // A person's page, which loads the detail by script.
    application.get('/careers/:number', context => {
      const advert = adverts.find(known => numberOf(known) === context.req.param('number'))
      if (!advert) return context.notFound()
      return context.html(`<!doctype html><title>${escapeText(advert.title)}</title><div id="root"></div>`)
    })
    return application
  },
} satisfies PlatformServer
