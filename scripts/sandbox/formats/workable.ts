import { Hono } from 'hono'
import type { Advert, Market } from '../advert.ts'
import { boardName } from '../board-name.ts'
import type { PlatformServer } from '../platform-server.ts'
import { createRandom, type Random } from '../random.ts'

const shortcode = (advert: Advert): string =>
  (0x9_0000_0000 + advert.id * 0x1_0003).toString(16).toUpperCase().padStart(10, '0')

/** The records of a job: some boards have it once for the town alone and once with the region. */
function records(market: Market, advert: Advert, random: Random, withDetails: boolean): object[] {
  const { town, region } = advert.place
  const isIsland = region === 'Channel Islands' || region === 'Isle of Man'
  const country = isIsland ? region : 'United Kingdom'
  const city = region === null ? '' : town
  const url = `https://apply.workable.example/j/${shortcode(advert)}`
  const record = (state: string, hasList: boolean): object => ({
    title: advert.title,
    shortcode: shortcode(advert),
    code: '',
    employment_type: advert.type === 'contract' ? 'Contract' : random.pick(['Full-time', 'Permanent']),
    telecommuting: advert.workplace === 'remote',
    department: advert.inScope ? 'Technology' : 'General',
    url,
    shortlink: url,
    application_url: `${url}/apply`,
    published_on: random.chance(0.9) ? advert.postedOn : null,
    created_at: advert.postedOn,
    country,
    city,
    state,
    education: '',
    experience: random.pick(['', 'Mid-Senior level']),
    function: advert.inScope ? 'Information Technology' : '',
    industry: '',
    ...(hasList
      ? {
          locations: [
            { country, countryCode: isIsland ? '' : 'GB', city, region: state || null, hidden: false },
          ],
        }
      : {}),
    ...(withDetails ? { description: market.describe(advert) } : {}),
  })
  const hasList = random.chance(0.8)
  const isRepeated = region !== null && random.chance(0.2)
  return isRepeated ? [record('', hasList), record(region, hasList)] : [record('', hasList)]
}

/** Workable's careers widget: an account's jobs in one response, a record for each place of each. */
export const workableServer = {
  platform: 'workable',
  employer: true,
  silent: ['closedOn'],
  sourceId: shortcode,
  options: (base, company) => ({ board: boardName(company), base }),
  application({ market, adverts }) {
    const application = new Hono()
    application.get('/robots.txt', context => context.text('User-agent: *\nAllow: /\n'))
    application.get('/api/v1/widget/accounts/:account', context => {
      const account = context.req.param('account')
      const ofAccount = adverts.filter(({ company }) => boardName(company) === account)
      if (adverts.length > 0 && ofAccount.length === 0) return context.text('Not Found', 404)
      const withDetails = context.req.query('details') === 'true'
      return context.json({
        name: ofAccount[0]?.company ?? account,
        description: null,
        jobs: ofAccount.flatMap(advert =>
          records(market, advert, createRandom(market.seed, 'workable', advert.id), withDetails),
        ),
      })
    })
    return application
  },
} satisfies PlatformServer
