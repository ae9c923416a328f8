import type { BenchVacancy } from '../../pipeline/quality/bench-vacancies.ts'
import type { Advert } from '../sandbox/advert.ts'
import { createMarket } from '../sandbox/market.ts'

/** Vacancies that a market of scale 1 has, a little fewer than it makes. */
const fullScale = 250_000

/**
 * `count` vacancies of three years of sandbox markets, in parts of at most a full-scale market: the markets of several
 * seeds make up what one does not have.
 */
export function* marketVacancies(count: number): Generator<BenchVacancy[]> {
  for (let [left, seed] = [count, 1]; left > 0; seed++) {
    const market = createMarket({ scale: Math.max(Math.min(1, (1.15 * left) / fullScale), 0.005), seed })
    const seen = new Set<number>()
    const firsts = market.adverts.filter(advert => {
      if (!advert.inScope || advert.flaw === 'missing-title' || seen.has(advert.vacancy)) return false
      seen.add(advert.vacancy)
      return true
    })
    // Some from every month, so that a part of a market spans its three years too.
    const step = Math.max(1, firsts.length / left)
    const chosen = Array.from(
      { length: Math.floor(firsts.length / step) },
      (_, n) => firsts[Math.floor(n * step)]!,
    )
    yield chosen.map(advert => asVacancy(advert, seed))
    left -= chosen.length
  }
}

function asVacancy(advert: Advert, seed: number): BenchVacancy {
  const { pay } = advert
  const [low, high] = [pay?.min ?? pay?.max, pay?.max ?? pay?.min]
  const closed = Date.parse(`${advert.closedOn}T00:00:00Z`) + 86_400_000
  return {
    id: `${seed}${String(advert.id).padStart(8, '0')}`,
    postedOn: advert.postedOn,
    openUntil: new Date(closed).toISOString().slice(0, 10),
    market: advert.type,
    title: advert.title,
    company: advert.company,
    titleTerms: advert.titleTerms,
    skills: advert.skills,
    path: advert.place.path,
    seniority: advert.seniority,
    workplace: advert.workplace,
    quote: pay && low != null && high != null ? { unit: pay.unit, low, high } : null,
  }
}
