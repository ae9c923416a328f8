import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../../db/connection.ts'
import { findPublication, type Publication } from '../../../../db/queries/publications.ts'
import { printedNumber } from '../../../../pipeline/publish/explained-number.ts'
import { headlineTable } from '../../../../pipeline/publish/trend-table.ts'
import { explain } from '../../../../pipeline/statistics/explain/explain.ts'
import type { Explanation, Figure, Question } from '../../../../pipeline/statistics/explain/explanation.ts'
import { findLocation, findTerm } from '../../../../pipeline/statistics/find-subject.ts'
import { payUnits, readTrendPage } from '../../../../pipeline/statistics/read-trend-page.ts'
import type { MarketType, PayUnit, TrendPage } from '../../../../pipeline/statistics/trend-page.ts'
import { freshDatabase } from '../../../database.ts'
import { createUniform } from '../uniform.ts'

const asOf = '2025-11-21'
let fresh: Awaited<ReturnType<typeof freshDatabase>>
let database: Database
let publication: Publication

beforeAll(async () => {
  fresh = await freshDatabase('sandbox')
  database = fresh.database
  publication = (await findPublication(database, asOf, 6))!
}, 240_000)
afterAll(() => fresh.drop())

/** Cells of all sizes, the same in every run. */
async function pickCells(many: number): Promise<{ term: string; location: string; type: MarketType }[]> {
  const { rows } = await database.pool.query(
    `select term, location, type from (
       select term, location, type, md5(term || location || type) as draw, row_number() over (
         partition by type, width_bucket(ln(vacancies), 0, 8, 12) order by md5(term || location || type)) as nth
       from mart.term_statistics where as_of = $1 and years_back = 0
     ) d where nth <= 2 order by draw limit $2`,
    [asOf, many],
  )
  return rows
}

const percentileNames = ['p10', 'p25', 'p50', 'p75', 'p90'] as const

/** What the page carries for a question. */
function onPage(page: TrendPage, { figure, yearsBack, skill }: Question, unit: PayUnit): number | null {
  const column = page.columns[yearsBack]
  const pay = column.pay[unit]!
  if (figure === 'vacancies' || figure === 'rank') return column[figure]
  if (figure === 'share') return column.shareOfAll
  if (figure === 'skill')
    return page.skillsByCategory.flatMap(({ skills }) => skills).find(({ name }) => name === skill)!.vacancies
  return pay[figure as 'quoted' | 'p50']
}

const pageLabels: Partial<Record<Figure, RegExp>> = {
  vacancies: /^(Permanent|Contract) jobs /,
  rank: /^Rank$/,
  share: /^As % of all/,
  quoted: /^Number of/,
  p10: /^10th/,
  p25: /^25th/,
  p50: /^Median .* \(50th/,
  p75: /^75th/,
  p90: /^90th/,
}

/** What the page prints for a question of the type's main unit; rows that are empty throughout are left out of it. */
function onPrint(page: TrendPage, { figure, yearsBack }: Question): string {
  const rows = headlineTable(page)
    .blocks.slice(0, 2)
    .flatMap(block => block.rows)
  return rows.find(({ label }) => pageLabels[figure]!.test(label))?.cells[yearsBack] ?? '-'
}

/** Adverts of the vacancies behind a number, and of these those that speak for one. */
function countedAdverts({ vacancies }: Explanation) {
  const key = ({ source, sourceId }: { source: string; sourceId: string }) => `${source} ${sourceId}`
  const adverts = vacancies.flatMap(vacancy => vacancy.adverts)
  return {
    key,
    all: new Set(adverts.map(key)),
    speaking: new Set(adverts.filter(({ speaks }) => speaks).map(key)),
  }
}

function assertLeftOut(explanation: Explanation): void {
  const { key, all, speaking } = countedAdverts(explanation)
  for (const { reason, total, examples } of explanation.leftOut) {
    expect(examples).toHaveLength(Math.min(total, 3))
    for (const example of examples) {
      expect([reason, key(example), speaking.has(key(example))]).toEqual([reason, key(example), false])
      const isMerged = reason === 'duplicate' && explanation.unit === null
      if (reason !== 'duplicate') expect([reason, all.has(key(example))]).toEqual([reason, false])
      if (isMerged) expect(all.has(key(example))).toBe(true)
    }
  }
}

it('every number of random pages is made of the vacancies that its explanation lists', async () => {
  const random = createUniform(7)
  const cells = await pickCells(18)
  expect(cells).toHaveLength(18)
  let compared = 0
  for (const { term: termName, location, type } of cells) {
    const term = await findTerm(database, termName)
    const area = await findLocation(database, location)
    const page = await readTrendPage(database, publication, term, area, type)
    const skills = page.skillsByCategory.flatMap(each => each.skills)
    const questions: Question[] = []
    const add = (figure: Figure, more: Partial<Question> = {}) =>
      questions.push({ figure, skill: null, unit: null, yearsBack: 0, limit: 0, offset: null, ...more })
    const yearsBack = Math.floor(3 * random()) as 0 | 1 | 2
    for (const figure of ['vacancies', 'share', 'rank'] as const) add(figure, { yearsBack })
    add('vacancies')
    for (const unit of payUnits[type]) {
      add('quoted', { unit, yearsBack })
      add(percentileNames[Math.floor(5 * random())]!, { unit })
      add(percentileNames[Math.floor(5 * random())]!, { unit, yearsBack })
    }
    if (skills.length > 0) add('skill', { skill: skills[Math.floor(skills.length * random())]!.name })
    for (const question of questions) {
      const explanation = await explain(database, publication, term, area, type, question)
      const unit = question.unit ?? payUnits[type][0]
      const name = JSON.stringify([termName, location, type, question])
      const published = onPage(page, question, unit)
      expect([name, explanation.value]).toEqual([name, published])
      expect([name, explanation.recomputed]).toEqual([name, published])
      expect(explanation.vacancies).toHaveLength(explanation.total)
      if (question.figure !== 'skill' && unit === payUnits[type][0])
        expect([name, printedNumber(explanation)]).toEqual([name, onPrint(page, question)])
      for (const { adverts, words } of explanation.vacancies) {
        expect(adverts.filter(({ speaks }) => speaks)).toHaveLength(1)
        expect([name, words.state, words.terms.every(({ excerpt }) => excerpt !== null)]).toEqual([
          name,
          'read',
          true,
        ])
      }
      assertLeftOut(explanation)
      compared++
    }
  }
  expect(compared).toBeGreaterThan(100)
}, 240_000)

it('adverts of the window that name a term are counted, merged, or left out for one reason each', async () => {
  const term = await findTerm(database, 'Developer')
  const area = await findLocation(database, 'London')
  const explanation = await explain(database, publication, term, area, 'permanent', {
    figure: 'vacancies',
    skill: null,
    unit: null,
    yearsBack: 0,
    limit: 0,
    offset: null,
  })
  const { rows } = await database.pool.query(
    `select count(*) as adverts,
       count(*) filter (where in_scope and publishable and market = 'permanent' and areas @> array[$2::int]) as candidates
     from core.postings where terms @> array[$1::int] and posted_on > $3 and posted_on <= $4`,
    [term.termId, area.areaId, explanation.begins, explanation.endsOn],
  )
  const counted = explanation.vacancies.flatMap(({ adverts }) => adverts)
  const inWindow = counted.filter(
    ({ postedOn }) => postedOn > explanation.begins && postedOn <= explanation.endsOn,
  )
  const total = (reason: string) =>
    explanation.leftOut.filter(each => each.reason === reason).reduce((sum, each) => sum + each.total, 0)
  expect(counted).toHaveLength(explanation.total + total('duplicate'))
  expect(inWindow.length).toBeGreaterThan(20)
  // What is missing was advertised in the window again, of a job first advertised before it.
  expect(rows[0].candidates - inWindow.length).toBeGreaterThanOrEqual(0)
  expect(rows[0].candidates - inWindow.length).toBeLessThanOrEqual(total('before') + total('spokenFor'))
  expect(total('place')).toBeGreaterThan(20)
})
