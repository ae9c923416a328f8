import type { Client, Database } from '../connection.ts'
import type { Publication } from './publications.ts'

/** What is known of one source in one window. */
export interface SourceCoverage {
  /** The platform that the adverts are from, as in `core.vacancies.source`. */
  source: string
  /** Unique vacancies first advertised in the window for which an advert of this source speaks. */
  vacancies: number
  /** Days of the window on which any of these was first advertised. */
  daysAdvertised: number
  /** Days of the window on which the source was looked at: an advert of it was seen, or a crawl of it ended. */
  daysObserved: number
  /** Those of them on which more than a tenth of the boards crawled were met in part only. */
  partialDays: number
  /** The source's boards that were crawled in the window; 0 where only archives tell of it. */
  boards: number
  /** Those of them that were crawled in the window one year earlier too; 0 in the oldest window. */
  boardsKept: number
  /** First and last day of the window on which it was looked at; null where it never was. */
  firstObserved: string | null
  lastObserved: string | null
}

/** What one window of a publication rests on. */
export interface WindowCoverage {
  /** 0: the window up to the as-of day; 1, 2, 3: the same one that many years earlier. */
  yearsBack: number
  /** First and last day of the window. */
  beginsOn: string
  endsOn: string
  /** Calendar days of the window. */
  days: number
  /** Days on which any source was looked at. */
  daysObserved: number
  /** The sum over the sources. */
  vacancies: number
  /** By vacancies, most first, then by name; without those that tell nothing of the window. */
  sources: SourceCoverage[]
}

/** The windows of a publication as they are covered, and since when there is any observation at all. */
export interface ObservedWindows {
  /** First day on which any source was looked at; null where none was. */
  observedSince: string | null
  windows: WindowCoverage[]
}

const windowsGiven = `windows as (
  select ordinality - 1 as years_back, ends_on, (ends_on - make_interval(months => $1))::date as begins
  from unnest($2::date[]) with ordinality as w (ends_on, ordinality)
)`

/** A board in part among ten that were met whole hardly thins a day. */
const partialShare = 0.1

/**
 * What windows of vacancies in the UK rest on, from the days that are counted.
 * @param ends last days of the windows, newest first, a year between them
 */
export async function observeWindows(
  client: Pick<Client, 'query'>,
  months: number,
  ends: readonly string[],
): Promise<ObservedWindows> {
  const { rows } = await client.query(
    `with ${windowsGiven}, seen as (
       select years_back, source, board, day, partial
       from windows join core.observed_days on day > begins and day <= ends_on
     ), days as (
       select years_back, source, day,
         count(*) filter (where partial) > ${partialShare} * count(*) filter (where board <> '') as partial
       from seen group by years_back, source, day
     ), observed as (
       select years_back, source, count(*) as days, count(*) filter (where partial) as partial_days,
         min(day) as first_day, max(day) as last_day
       from days group by years_back, source
     ), boards as (
       select distinct years_back, source, board from seen where board <> ''
     ), crawled as (
       select b.years_back, b.source, count(*) as boards, count(e.board) as kept
       from boards b
       left join boards e on e.years_back = b.years_back + 1 and e.source = b.source and e.board = b.board
       group by b.years_back, b.source
     ), advertised as (
       select years_back, source, sum(vacancies) as vacancies, count(*) as days
       from windows join core.advertised_days on day > begins and day <= ends_on
       group by years_back, source
     )
     select w.years_back as "yearsBack", (w.begins + 1)::text as "beginsOn", w.ends_on::text as "endsOn",
       w.ends_on - w.begins as days, (select min(day) from core.observed_days)::text as "observedSince",
       (select count(distinct d.day) from days d where d.years_back = w.years_back) as "daysObserved",
       (select coalesce(sum(a.vacancies), 0) from advertised a where a.years_back = w.years_back) as vacancies,
       coalesce((
         select json_agg(json_build_object('source', source, 'vacancies', coalesce(a.vacancies, 0),
           'daysAdvertised', coalesce(a.days, 0), 'daysObserved', coalesce(o.days, 0),
           'partialDays', coalesce(o.partial_days, 0), 'boards', coalesce(c.boards, 0), 'boardsKept', coalesce(c.kept, 0),
           'firstObserved', o.first_day, 'lastObserved', o.last_day)
           order by coalesce(a.vacancies, 0) desc, source collate "C")
         from (select * from observed where years_back = w.years_back) o
         full join (select * from advertised where years_back = w.years_back) a using (source)
         left join (select * from crawled where years_back = w.years_back) c using (source)
       ), '[]') as sources
     from windows w order by w.years_back`,
    [months, ends],
  )
  return {
    observedSince: rows[0]?.observedSince ?? null,
    windows: rows.map(({ observedSince: _, ...window }) => window),
  }
}

/** What is stored of a publication: `comparability[n]` is that of window `n` with window `n + 1`. */
export interface StoredCoverage extends ObservedWindows {
  comparability: StoredComparability[]
}

/** Whether a window's figures may be set beside those of the window one year earlier. */
export interface StoredComparability {
  yearsBack: number
  comparable: boolean
  /** Why not, without a full stop; null where they are comparable. */
  reason: string | null
  /** Sources that were observed alike in both windows. */
  sharedSources: string[]
  /** Share (0..1) of this window's, and of the earlier one's, vacancies that those sources speak for; null of none. */
  sharedNow: number | null
  sharedEarlier: number | null
}

/** The coverage that was published with a publication; null where it has none. */
export const readCoverage = ({ pool }: Database, publicationId: number): Promise<StoredCoverage | null> =>
  readStoredCoverage(pool, publicationId)

/** The same, within a transaction. */
export async function readStoredCoverage(
  client: Pick<Client, 'query'>,
  publicationId: number,
): Promise<StoredCoverage | null> {
  const { rows } = await client.query(
    `select w.years_back as "yearsBack", (w.ends_on - w.days + 1)::text as "beginsOn", w.ends_on::text as "endsOn", w.days,
       w.days_observed as "daysObserved", w.vacancies, w.observed_since::text as "observedSince", w.comparable, w.reason,
       w.shared_sources as "sharedSources", w.shared_now as "sharedNow", w.shared_earlier as "sharedEarlier",
       coalesce((
         select json_agg(json_build_object('source', source, 'vacancies', vacancies, 'daysAdvertised', days_advertised,
           'daysObserved', days_observed, 'partialDays', partial_days, 'boards', boards, 'boardsKept', boards_kept,
           'firstObserved', first_observed, 'lastObserved', last_observed) order by vacancies desc, source collate "C")
         from mart.publication_sources s
         where s.publication_id = w.publication_id and s.years_back = w.years_back
       ), '[]') as sources
     from mart.publication_windows w where w.publication_id = $1 order by w.years_back`,
    [publicationId],
  )
  if (rows.length === 0) return null
  return {
    observedSince: rows[0].observedSince,
    windows: rows.map(
      ({ yearsBack, beginsOn, endsOn, days, daysObserved, vacancies, sources }): WindowCoverage => ({
        yearsBack,
        beginsOn,
        endsOn,
        days,
        daysObserved,
        vacancies,
        sources,
      }),
    ),
    comparability: rows.flatMap(row =>
      row.comparable === null
        ? []
        : {
            yearsBack: row.yearsBack,
            comparable: row.comparable,
            reason: row.reason,
            sharedSources: row.sharedSources,
            sharedNow: row.sharedNow,
            sharedEarlier: row.sharedEarlier,
          },
    ),
  }
}

/** Vacancies of a page's term, place and type in a window, by the source that speaks for them. */
export interface SpokenFor {
  yearsBack: number
  source: string
  vacancies: number
  daysAdvertised: number
}

/** The vacancies behind a page in each window of its publication, by source, as the publication saw them. */
export async function countBySource(
  { pool }: Database,
  { endsOn, months, changeNumber }: Publication,
  { termId, areaId, market }: { termId: number; areaId: number; market: string },
): Promise<SpokenFor[]> {
  const { rows } = await pool.query(
    `with ${windowsGiven}
     select years_back as "yearsBack", source, count(*) as vacancies, count(distinct posted_on) as "daysAdvertised"
     -- Once over all windows: finding a term's vacancies in a large area takes longer than reading those in between.
     from core.vacancies_of($3, $4, $5, ($7::date - make_interval(months => $1))::date, $8, $6)
     join windows on posted_on > begins and posted_on <= ends_on
     group by years_back, source order by years_back, vacancies desc, source collate "C"`,
    [months, endsOn, termId, areaId, market, changeNumber, endsOn.at(-1), endsOn[0]],
  )
  return rows
}

/** Days on which a board was not crawled although it was before. */
export interface Interruption {
  /** The configured source. */
  board: string
  /** First and last day of it, both included. */
  from: string
  to: string
  days: number
  /** Whether the board has been crawled since. */
  isOver: boolean
}

/**
 * When boards were not crawled for two days or more and at least twice as long as usual, which is the median of the days
 * between their crawls; the latest first.
 * @param period days, both included
 */
export async function readInterruptions(
  client: Pick<Client, 'query'>,
  { from, to }: { from: string; to: string },
): Promise<Interruption[]> {
  const { rows } = await client.query(
    `with watched as (
       select board, day, lead(day) over (partition by board order by day) as next
       from (select distinct board, day from core.observed_days where board <> '' and day <= $2::date) d
     ), steps as (
       select board, day, coalesce(next, $2::date + 1) as next, next is not null as is_over from watched
     ), usual as (
       select board, percentile_disc(0.5) within group (order by next - day) as days from steps group by board
     )
     select board, (day + 1)::text as "from", (next - 1)::text as "to", next - day - 1 as days, is_over as "isOver"
     from steps s join usual u using (board)
     where next - day > 2 and next - day >= 2 * u.days and next > $1::date
     order by next desc, day, board`,
    [from, to],
  )
  return rows
}
