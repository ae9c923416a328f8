import type { Client } from '../connection.ts'

/** A source whose data is not to be published before a person has looked at it. */
export interface HeldSource {
  source: string
  /** The latest run that found so. */
  runId: number
  judgedAt: Date
  /** The day of that run by the clock that crawls go by: ISO, in UTC. */
  heldOn: string
  /** What was found, one sentence each. */
  messages: string[]
  /** Vacancies of the window that rest on an advert of the source, and their share of all (0..1). */
  vacancies: number
  share: number
}

/**
 * The sources that are held: of some expectation their latest verdict says so, and nobody has accepted them since. Those
 * with most vacancies come first.
 * @param window vacancies first advertised in so many months up to this day (ISO), as of now
 */
export async function findHeldSources(
  client: Pick<Client, 'query'>,
  window: { asOf: string; months: number },
): Promise<HeldSource[]> {
  const { rows } = await client.query(
    `with held as (
       select v.subject as source, max(v.run_id) as run_id, max(v.judged_at) as judged_at,
         array_agg(v.message order by v.message) as messages
       from ops.verdicts v left join ops.sources s on s.source = v.subject
       where v.outcome = 'hold' and v.run_id > coalesce(s.accepted_run, 0)
         and not exists (
           select from ops.verdicts l
           where l.subject = v.subject and l.expectation = v.expectation and l.run_id > v.run_id)
       group by v.subject
     ), considered as (
       select vacancy_id, source, source_id from core.vacancies
       where posted_on > ($1::date - make_interval(months => $2))::date and posted_on <= $1::date
         and exists (select from held)
     ), counted as (
       select l.board, count(distinct c.vacancy_id) as vacancies
       from considered c
       join core.postings p on p.source = c.source and p.source_id = c.source_id
       join raw.listed l on l.source = p.source and l.source_id = p.record_id
       where l.board in (select source from held) group by l.board
     )
     select h.source, h.run_id as "runId", h.judged_at as "judgedAt",
       coalesce((u.coverage ->> 'beganAt')::timestamptz, u.started_at)::date::text as "heldOn", h.messages, coalesce(c.vacancies, 0) as vacancies,
       coalesce(c.vacancies::float8 / nullif((select count(*) from considered), 0), 0) as share
     from held h join ops.runs u on u.run_id = h.run_id left join counted c on c.board = h.source
     order by 6 desc, 1`,
    [window.asOf, window.months],
  )
  return rows
}
