import type { Database } from '../../../db/connection.ts'
import { type AdvertRow, readAdverts } from '../../../db/queries/explain-adverts.ts'
import { readVacancies, type VacancyRow } from '../../../db/queries/explain-vacancies.ts'
import type { ExplainedAdvert, ExplainedVacancy, OrderedPoint } from './explanation.ts'
import { matchedTitle, matchedWords, type NamedTerm } from './matched-words.ts'
import { payWords } from './pay-words.ts'
import { readWords } from './read-words.ts'
import { type Replayed, replayAdverts } from './replay-adverts.ts'

type Words = ExplainedVacancy['words']

/**
 * Vacancies with all their adverts, and the words of those that speak for them.
 * @param points the vacancies' ids in the order in which they are given, with their places in a percentile's order
 */
export async function explainVacancies(
  database: Database,
  changeNumber: number,
  points: ReadonlyMap<string, OrderedPoint | null>,
  terms: readonly NamedTerm[],
): Promise<ExplainedVacancy[]> {
  const ids = [...points.keys()]
  const rows = new Map((await readVacancies(database, ids, changeNumber)).map(row => [row.vacancyId, row]))
  const adverts = Map.groupBy(await readAdverts(database, ids), ({ vacancyId }) => vacancyId)
  const speakers = [...rows.values()].flatMap(row => speakerOf(row, adverts.get(row.vacancyId) ?? []) ?? [])
  const words = new Map<AdvertRow, Words>()
  await replayAdverts(database, speakers, (advert, replayed) => {
    words.set(advert, wordsOf(advert, replayed, terms))
  })
  return ids.map(id => {
    const row = rows.get(id)!
    const ofVacancy = adverts.get(id) ?? []
    const speaker = speakerOf(row, ofVacancy)
    const { title, company, places, postedOn, openUntil, pay } = row
    return {
      vacancyId: id,
      title,
      company,
      places,
      postedOn,
      openUntil,
      quote: pay,
      point: points.get(id) ?? null,
      adverts: ofVacancy.map(advert => explainedAdvert(advert, advert === speaker)),
      words: (speaker && words.get(speaker)) ?? withoutBody(title, terms, 'unknown'),
    }
  })
}

const speakerOf = ({ source, sourceId }: VacancyRow, adverts: readonly AdvertRow[]): AdvertRow | undefined =>
  adverts.find(advert => advert.source === source && advert.sourceId === sourceId)

function wordsOf(advert: AdvertRow, replayed: Replayed | 'gone', terms: readonly NamedTerm[]): Words {
  if (replayed === 'gone') return withoutBody(advert.title, terms, 'gone')
  const words = readWords(replayed, advert.sourceId)
  if (words === null) return withoutBody(advert.title, terms, 'unknown')
  return {
    state: 'read',
    terms: terms.map(term => matchedWords(words, term)),
    pay: payWords(words, payOf(advert)),
  }
}

const withoutBody = (title: string, terms: readonly NamedTerm[], state: Words['state']): Words => ({
  state,
  terms: terms.map(term => matchedTitle(title, term)),
  pay: null,
})

function explainedAdvert(advert: AdvertRow, speaks: boolean): ExplainedAdvert {
  const { source, sourceId, url, title, company, postedOn, postedStated } = advert
  return { source, sourceId, url, title, company, postedOn, postedStated, speaks, pay: payOf(advert) }
}

function payOf({ payMin, payMax, payCurrency, payPeriod, payQuoted }: AdvertRow): ExplainedAdvert['pay'] {
  if (payCurrency === null || payPeriod === null) return null
  return { min: payMin, max: payMax, currency: payCurrency, period: payPeriod, quoted: payQuoted === true }
}
