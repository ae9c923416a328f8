import { type BenchAdvert, benchTerms, extractFully } from '../../pipeline/quality/bench-adverts.ts'
import { number } from '../terminal.ts'
import { fullLookup, plainLookup } from './library-way.ts'
import type { Line } from './print-ratios.ts'
import { type Contender, interleave, ratio } from './rounds.ts'
import { splitWords } from './text-floor.ts'

/** `compromise` is too slow for all adverts of a round; its rate over so many is enough. */
const SAMPLE = { full: 12, plain: 60 }

/**
 * Full extraction (HTML to Posting) against the floor of reading and splitting the text, and against `compromise`
 * looking up the same terms. Costs are CPU time of one thread per character, so that samples compare with the whole.
 */
export function benchExtract(
  adverts: readonly BenchAdvert[],
  rounds: number,
  onRound: (round: number) => void,
): Line[] {
  const terms = benchTerms()
  const full = fullLookup(terms)
  const plain = plainLookup(terms)
  const costs = interleave(
    [
      over('extraction', adverts, extractFully),
      over('floor', adverts, advert => splitWords(advert.description ?? '')),
      over('full', every(adverts, SAMPLE.full), advert => full(advert.description ?? '')),
      over('plain', every(adverts, SAMPLE.plain), advert => plain(advert.description ?? '')),
    ],
    rounds,
    onRound,
  )
  const of = (name: string) => costs.get(name)!
  const looked = `looking up the same ${number(terms.length)} terms`
  return [
    {
      what: 'time of full extraction to that of htmlparser2, lower case and one split',
      ratio: ratio(of('extraction'), of('floor')),
    },
    {
      what: `time of compromise ${looked} to that of full extraction`,
      ratio: ratio(of('full'), of('extraction')),
    },
    {
      what: 'time of compromise/one (no tagging), the same lookup, to that of full extraction',
      ratio: ratio(of('plain'), of('extraction')),
    },
  ]
}

/** Reads adverts one after the other; what is read is summed, so that no call can be left out as useless. */
function over(
  name: string,
  adverts: readonly BenchAdvert[],
  read: (advert: BenchAdvert) => number,
): Contender {
  const characters = adverts.reduce((sum, { description }) => sum + (description?.length ?? 0), 0)
  return {
    name,
    run() {
      let found = 0
      for (const advert of adverts) found += read(advert)
      return found < 0 ? 0 : characters
    },
  }
}

const every = (adverts: readonly BenchAdvert[], count: number): BenchAdvert[] => {
  const step = Math.max(1, Math.floor(adverts.length / count))
  return adverts.filter((_, at) => at % step === 0).slice(0, count)
}
