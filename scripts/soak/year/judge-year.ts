import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../../db/connection.ts'
import { findPublication } from '../../../db/queries/publications.ts'
import { shortDate } from '../../../pipeline/publish/format.ts'
import { COVERAGE_PATH, OPERATIONS_PATH } from '../../../pipeline/publish/paths.ts'
import { calendarMonths } from '../../../pipeline/runs/publish-day.ts'
import type { Source } from '../../../pipeline/sources.ts'
import { writePages } from '../../../pipeline/stages/publish.ts'
import type { Advert } from '../../sandbox/market.ts'
import { createTruth } from '../../sandbox/truth.ts'
import { type Course, daysOf, isWithin } from './course.ts'
import type { Observable } from './observable.ts'

/** How many things were looked at, and what is not as it should be, a sentence each. */
export interface Verdict {
  looked: Record<string, number>
  faults: string[]
}

/** What is compared of two databases, without what is of the run and not of the market. */
const FIGURES: Record<string, string> = {
  vacancies: `
    select vacancy_id::text as key, to_jsonb(v) - '{terms,areas,since,open_until}'::text[] || jsonb_build_object(
      'terms', (select jsonb_agg(kind || '/' || category || '/' || name order by kind, category, name)
        from core.terms where term_id = any (v.terms)),
      'areas', (select jsonb_agg(name order by name) from core.areas where area_id = any (v.areas))) as row
    from core.vacancies v`,
  demand: `
    select concat_ws(' / ', as_of, months, years_back, location, type, category, term) as key,
      to_jsonb(t) - '{publication_id,live}'::text[] as row from mart.term_statistics t`,
  pay: `
    select concat_ws(' / ', as_of, months, years_back, location, type, category, term, unit) as key,
      to_jsonb(t) - '{publication_id}'::text[] as row from mart.pay_statistics t`,
}

/**
 * Compares what a year of crawls left with the same adverts taken in at once, row by row, and both with the market's own
 * account of what could be observed.
 * @param asOf days that both have published
 */
export async function judgeYear(
  course: Course,
  observable: Observable,
  lived: Database,
  atOnce: Database,
  asOf: readonly string[],
): Promise<Verdict> {
  const verdict: Verdict = { looked: {}, faults: [] }
  await compareFigures(verdict, lived, atOnce, asOf)
  await compareTruth(verdict, course, observable, lived, asOf)
  await compareDays(verdict, course, observable, lived)
  await compareClosures(verdict, observable, lived)
  await lookAtRuns(verdict, lived)
  return verdict
}

async function compareFigures(
  verdict: Verdict,
  lived: Database,
  atOnce: Database,
  asOf: readonly string[],
): Promise<void> {
  for (const [what, question] of Object.entries(FIGURES)) {
    const ask = async ({ pool }: Database) => {
      const days = what === 'vacancies' ? '' : ` where row ->> 'as_of' = any($1)`
      const { rows } = await pool.query<{ key: string; row: string }>(
        `select key, row::text from (${question}) q${days}`,
        days === '' ? [] : [asOf],
      )
      return new Map(rows.map(({ key, row }) => [key, row]))
    }
    const [ours, theirs] = [await ask(lived), await ask(atOnce)]
    const keys = [...new Set([...ours.keys(), ...theirs.keys()])]
    const differing = keys.filter(key => ours.get(key) !== theirs.get(key))
    verdict.looked[what] = keys.length
    if (differing.length > 0)
      verdict.faults.push(
        `${differing.length} of ${keys.length} rows of ${what} differ, such as ${differing[0]}: ${ours.get(differing[0]!) ?? 'none'} lived, ${theirs.get(differing[0]!) ?? 'none'} at once`.slice(
          0,
          1_500,
        ),
      )
  }
}

const places = ['UK', 'England', 'London', 'Scotland', 'South East', 'UK excluding London']
const types = ['permanent', 'contract'] as const

/** An advert in a hundred may be misread; a market this small turns one vacancy into more than that. */
const allowed = (expected: number): number => 2 + expected / 100

async function compareTruth(
  verdict: Verdict,
  { market }: Course,
  { adverts }: Observable,
  { pool }: Database,
  asOf: readonly string[],
): Promise<void> {
  const truth = createTruth(market.adverts.filter(advert => adverts.has(advert)))
  verdict.looked.truth = 0
  for (const day of asOf)
    for (const months of [6, 3]) {
      const { rows } = await pool.query<{ from: string; location: string; type: 'permanent'; n: number }>(
        `select ($1::date - make_interval(months => $2))::date::text as from, a.name as location, m.type, (
           select count(*)::int from core.vacancies v
           where v.areas @> array[a.area_id] and v.market = m.type
             and v.posted_on > ($1::date - make_interval(months => $2))::date and v.posted_on <= $1::date) as n
         from core.areas a, unnest($4::text[]) as m (type) where a.name = any($3)`,
        [day, months, places, types],
      )
      for (const { from, location, type, n } of rows) {
        const expected = truth.vacancies({ from, to: day, type, area: location })
        verdict.looked.truth += 1
        if (Math.abs(n - expected) > allowed(expected))
          verdict.faults.push(
            `${n} ${type} vacancies in ${location} in the ${months} months to ${day}; the market had ${expected}`,
          )
      }
    }
}

async function compareDays(
  verdict: Verdict,
  course: Course,
  { days }: Observable,
  { pool }: Database,
): Promise<void> {
  const { rows } = await pool.query<{ board: string; day: string; partial: boolean }>(
    `select board, day::text, bool_and(partial) as partial from core.observed_days where board <> ''
     group by board, day order by day`,
  )
  const whole = Map.groupBy(
    rows.filter(({ partial }) => !partial),
    ({ board }) => board,
  )
  verdict.looked['observed days'] = rows.length
  for (const [source, expected] of days) {
    const found = (whole.get(source) ?? []).map(({ day }) => day)
    const without = (days: readonly string[], others: readonly string[]) =>
      days.filter(day => !others.includes(day))
    for (const [wrong, odd] of [
      ['are not observed', without(expected, found)],
      ['are observed and should not be', without(found, expected)],
    ] as const)
      if (odd.length > 0)
        verdict.faults.push(`${source}: ${odd.length} days ${wrong}: ${odd.slice(0, 5).join(', ')}`)
  }
  for (const { board, day, partial } of rows)
    if (partial && !course.incidents.some(incident => isWithin(incident, day)))
      verdict.faults.push(`${board} was met in part on ${day}, when nothing happened to it`)
}

const recordOf = ({ board, boardId, id }: Advert): string => {
  if (board === 'greenhouse') return String(4_100_000_000 + id)
  if (board === 'jobwire') return `https://jobwire.example/jobs/${boardId}`
  return `${board === 'tideboard' ? 'www.' : ''}${board}.example:${boardId}`
}

async function compareClosures(
  verdict: Verdict,
  { stretches, days }: Observable,
  { pool }: Database,
): Promise<void> {
  const { rows } = await pool.query<{ id: string; days: string[] }>(
    `select source_id as id, array_agg((closed_at at time zone 'UTC')::date::text order by closed_at) as days
     from raw.closures group by source_id`,
  )
  const found = new Map(rows.map(({ id, days }) => [id, days.join(' ')]))
  const odd: string[] = []
  let looked = 0
  for (const [{ board, name }, ofSource] of stretches) {
    /** The first day after one on which the source could be read; empty where there is none. */
    const next = (day: string) => days.get(name)!.find(each => each > day) ?? ''
    // Of a feed nobody knows what has closed.
    if (board === 'jobwire') continue
    for (const [advert, known] of ofSource) {
      if (advert.flaw === 'missing-title') continue
      looked += 1
      const expected = known.flatMap(({ gone }) => gone ?? []).join(' ')
      const id = recordOf(advert)
      const closed = found.get(id) ?? ''
      if (closed !== expected && !(board === 'tideboard' && lingered(closed, expected, next)))
        odd.push(`${id} closed on ${closed || 'no day'} instead of ${expected || 'no day'}`)
    }
  }
  verdict.looked.closures = looked
  if (odd.length > 0) verdict.faults.push(`${odd.length} closures differ: ${odd.slice(0, 3).join('; ')}`)
}

/** The board's sitemap still names some adverts on the day after their last; whoever does not ask for their pages that day learns of it on the next. */
const lingered = (closed: string, expected: string, next: (day: string) => string): boolean =>
  expected !== '' && closed === next(expected)

/** Each due moment is served once, and nothing is left. */
async function lookAtRuns(verdict: Verdict, { pool }: Database): Promise<void> {
  const { rows: twice } = await pool.query<{ subject: string; due: string; n: number }>(
    `select subject, due_at::text as due, count(*)::int as n from ops.runs
     where kind in ('crawl', 'publish') and state = 'done' and due_at is not null
     group by kind, subject, due_at having count(*) > 1`,
  )
  for (const { subject, due, n } of twice) verdict.faults.push(`${subject} was done ${n} times for ${due}`)
  const { rows: open } = await pool.query<{ subject: string }>(
    `select subject from ops.runs where state = 'running'`,
  )
  for (const { subject } of open) verdict.faults.push(`a run of ${subject} is still open`)
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from ops.runs')
  verdict.looked.runs = rows[0]!.n
}

/** Whether readers saw the publication of a day on that day; null where there was none. */
export async function wasHeld({ pool }: Database, day: string): Promise<boolean | null> {
  const { rows } = await pool.query<{ held: boolean | null }>(
    'select bool_or(not current) as held from mart.publications where as_of = $1',
    [day],
  )
  return rows[0]!.held
}

/**
 * Publications of days on which a source wrote what nobody could read are held, all others are not.
 * @param held by day, as it was at its end
 */
export function judgeHolding(course: Course, held: ReadonlyMap<string, boolean | null>): Verdict {
  const faults: string[] = []
  for (const day of daysOf(course)) {
    const expected = course.incidents.some(incident => incident.what === 'format' && isWithin(incident, day))
    const found = held.get(day) ?? null
    if (found === null) faults.push(`${day} was not published`)
    else if (found !== expected)
      faults.push(
        found
          ? `${day} was held without a reason`
          : `${day} was published although a source could not be read`,
      )
  }
  return { looked: { 'published days': held.size }, faults }
}

/**
 * The page that operators look at shows when boards were down, and so does the page on coverage.
 * @param folder for the pages
 */
export async function judgePages(
  course: Course,
  database: Database,
  sources: readonly Source[],
  folder: string,
): Promise<Verdict> {
  const publication = await findPublication(database, course.until, calendarMonths[0]!)
  if (!publication)
    return { looked: {}, faults: [`${course.until} has no pages: nothing of it is published`] }
  await writePages(
    database,
    publication,
    folder,
    { locations: ['UK'], types: ['permanent'], top: 0, terms: [] },
    { sources, at: new Date(`${course.until}T12:00:00Z`), day: course.until },
  )
  const pages = [OPERATIONS_PATH, COVERAGE_PATH].map(path => ({
    path,
    html: readFileSync(join(folder, path), 'utf8'),
  }))
  const down = course.incidents.filter(({ what }) => what === 'down')
  return {
    looked: { outages: down.length },
    faults: down.flatMap(({ from, to }) =>
      pages.flatMap(({ path, html }) =>
        html.includes(`${shortDate(from)} to ${shortDate(to)}`)
          ? []
          : `${path} does not show the outage from ${from}`,
      ),
    ),
  }
}
