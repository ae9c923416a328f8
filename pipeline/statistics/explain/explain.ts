import { nearestName } from '../../../crawlers/nearest-name.ts'
import type { Database } from '../../../db/connection.ts'
import { type CountedScope, type CountedVacancy, listCounted } from '../../../db/queries/explain-vacancies.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import { type Area, findTerms, listNames, type Term } from '../../../db/queries/terms.ts'
import { beginOf } from '../calendar.ts'
import { UnknownName } from '../find-subject.ts'
import { payUnits } from '../read-trend-page.ts'
import type { MarketType, PayUnit } from '../trend-page.ts'
import { inOrder, isPercentile } from './basis.ts'
import { explainVacancies } from './explain-vacancies.ts'
import type { Explanation, OrderedPoint, Question } from './explanation.ts'
import { type Audience, findLeftOut } from './left-out.ts'
import { computedNumber, publishedNumber, type Subject } from './published-number.ts'

/**
 * A number of the trend page of a term, area and type: how it is computed, the vacancies behind it with all their
 * adverts and the words that made them count, and what was left out and why. Vacancies are those that the publication
 * saw; their adverts and words are as they are stored now.
 * @throws UnknownName for a skill that is not known or a unit that the type has not
 */
export async function explain(
  database: Database,
  publication: Publication,
  term: Term,
  area: Area,
  type: MarketType,
  question: Question,
  audience: Audience = 'operator',
): Promise<Explanation> {
  const { figure, yearsBack } = question
  const isPay = figure === 'quoted' || isPercentile(figure)
  const unit = unitOf(type, question.unit)
  const skill = figure === 'skill' ? await findSkill(database, question.skill) : null
  const endsOn = publication.endsOn[yearsBack]!
  const begins = beginOf(endsOn, publication.months)
  const scope: CountedScope = {
    termId: term.termId,
    withTerms: skill ? [skill.termId] : [],
    areaId: area.areaId,
    market: type,
    after: begins,
    upto: endsOn,
    changeNumber: publication.changeNumber,
    live: figure === 'live',
  }
  const subject: Subject = { publication, term, area, type, skill, unit }
  const ofTerm = await listCounted(database, scope)
  const counted = ofTerm.filter(vacancy => vacancy.isCounted && (!isPay || vacancy.unit === unit))
  const computed = await computedNumber(database, subject, question, counted, ofTerm.length)
  const published = await publishedNumber(database, subject, question)
  const { chosen, offset } = choose(counted, question, computed.basis)
  const points = new Map(chosen.map(({ vacancy, point }) => [vacancy.vacancyId, point]))
  return {
    term: term.name,
    category: term.category,
    location: area.name,
    type,
    asOf: publication.asOf,
    months: publication.months,
    publication: publication.publicationId,
    figure,
    skill: skill?.name ?? null,
    unit: isPay ? unit : null,
    yearsBack,
    begins,
    endsOn,
    // Where few vacancies have the skill, or few the term, the page itself makes the number of them.
    value: published ?? (figure === 'skill' ? computed.value : null),
    interval: computed.interval,
    recomputed: computed.value,
    basis: computed.basis,
    total: counted.length,
    offset,
    vacancies: await explainVacancies(
      database,
      publication.changeNumber,
      points,
      skill ? [term, skill] : [term],
    ),
    leftOut: await findLeftOut(database, scope, isPay ? unit : null, audience),
  }
}

function unitOf(type: MarketType, unit: PayUnit | null): PayUnit {
  if (unit === null) return payUnits[type][0]
  if (payUnits[type].includes(unit)) return unit
  throw new UnknownName(`${type} pay is quoted by the ${payUnits[type].join(' or ')}, not by the ${unit}`)
}

/** @throws UnknownName */
async function findSkill(database: Database, name: string | null): Promise<Term> {
  const found = (await findTerms(database, name ?? '')).filter(({ category }) => category !== 'Job Titles')
  if (found[0]) return found[0]
  const near = nearestName(name ?? '', await listNames(database, 'terms'))
  throw new UnknownName(`no skill is named "${name ?? ''}"${near ? `; did you mean "${near}"?` : ''}`)
}

interface Chosen {
  vacancy: CountedVacancy
  point: OrderedPoint | null
}

/** The vacancies asked for, in their order: by points for percentiles, else newest first. */
function choose(
  counted: readonly CountedVacancy[],
  { figure, limit, offset }: Question,
  basis: Explanation['basis'],
): { chosen: Chosen[]; offset: number } {
  const all: Chosen[] = isPercentile(figure)
    ? inOrder(counted, figure).map(({ quote, pounds }, at) => ({
        vacancy: quote,
        point: { rank: at + 1, pounds },
      }))
    : counted.map(vacancy => ({ vacancy, point: null }))
  const most = limit === 0 ? all.length : limit
  const centre = basis.kind === 'percentile' ? basis.below.rank - Math.ceil(most / 2) : 0
  const begin = offset ?? Math.max(0, Math.min(centre, all.length - most))
  return { chosen: all.slice(begin, begin + most), offset: begin }
}
