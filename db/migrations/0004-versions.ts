import { type Kysely, sql } from 'kysely'

/** Vacancies are kept in versions, so that whatever a publication is asked on demand is answered from what it saw. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table core.vacancies add column since bigint not null default 0;
    comment on column core.vacancies.since is 'Number of the change that made this version of the row';

    create table core.past_vacancies (
      like core.vacancies,
      until bigint not null,
      primary key (vacancy_id, since)
    );
    create index past_vacancies_until on core.past_vacancies (until);
    create index past_vacancies_terms on core.past_vacancies using gin (terms, areas);
    comment on table core.past_vacancies is 'Versions of vacancies that changes have superseded and standing publications have seen';
    comment on column core.past_vacancies.until is 'Number of the change that superseded the version';

    drop index core.vacancies_terms;
    create index vacancies_terms on core.vacancies using gin (terms, areas);
    -- Contracts of a term are few beside its permanent vacancies, which are not to be read for them.
    create index vacancies_contract_terms on core.vacancies using gin (terms, areas) where market = 'contract';

    create function core.vacancies_of(term_id integer, area_id integer, market text, after date, upto date, change bigint)
    returns table (
      vacancy_id uuid, posted_on date, open_until date, source text, source_id text, title text, company text, url text,
      seniority text, workplace text, quote_unit text, quote_low double precision, quote_high double precision,
      areas integer[], terms integer[]
    ) language sql stable as $$
      select vacancy_id, posted_on, open_until, source, source_id, title, company, url, seniority, workplace, quote_unit,
        quote_low, quote_high, areas, terms
      from core.vacancies v
      where v.terms @> array[$1] and v.areas @> array[$2] and v.market = $3 and v.posted_on > $4 and v.posted_on <= $5
        and v.since <= $6
      union all
      select vacancy_id, posted_on, open_until, source, source_id, title, company, url, seniority, workplace, quote_unit,
        quote_low, quote_high, areas, terms
      from core.past_vacancies v
      where v.terms @> array[$1] and v.areas @> array[$2] and v.market = $3 and v.posted_on > $4 and v.posted_on <= $5
        and v.since <= $6 and v.until > $6
    $$;
    comment on function core.vacancies_of is 'Vacancies with a term, in an area, of a type, first advertised in (after, upto], as they stood at a change';
  `.execute(db)
}
