import type { BenchAdvert } from '../../pipeline/quality/bench-adverts.ts'
import type { Advert, Market } from '../sandbox/advert.ts'
import { createMarket } from '../sandbox/market.ts'

/** Adverts that the sandbox's market has at scale 1, a little fewer than it makes. */
const FULL_SCALE = 350_000

/** `count` adverts of the sandbox's market, the same at every call. */
export function marketAdverts(count: number): BenchAdvert[] {
  const market = createMarket({ scale: Math.max(count / FULL_SCALE, 0.005) })
  return market.adverts
    .filter(({ title }) => title !== '')
    .slice(0, count)
    .map(advert => asReported(advert, market))
}

const asReported = (advert: Advert, market: Market): BenchAdvert => ({
  source: 'bench',
  sourceId: String(advert.id),
  url: `https://bench.example/jobs/${advert.id}`,
  title: advert.title,
  description: market.describe(advert),
  company: advert.company,
  locations: [[advert.place.town, advert.place.region].filter(Boolean).join(', ')],
  postedAt: advert.postedOn,
  seenAt: `${advert.postedOn}T06:00:00Z`,
})
