/** The premiums of skills that a publication carries, and the view that readers have of them. */
export const premiumView = `
create table mart.publication_premiums (
  publication_id bigint not null references mart.publications on delete cascade,
  area_id integer not null,
  market "char" not null,
  term_id integer not null,
  skill_id integer not null,
  quoted_with integer not null,
  quoted_without integer not null,
  raw_premium double precision not null,
  raw_low double precision,
  raw_high double precision,
  adjusted_premium double precision not null,
  adjusted_low double precision not null,
  adjusted_high double precision not null,
  observations integer not null,
  r2 double precision not null,
  primary key (publication_id, area_id, market, term_id, skill_id)
);
comment on table mart.publication_premiums is 'What skills go with in pay, for the most quoted title terms of a publication';

create view mart.skill_premiums as
select p.as_of, p.months, a.name as location, case s.market when 'p' then 'permanent' else 'contract' end as type,
  t.name as term, k.category, k.name as skill, case s.market when 'p' then 'year' else 'day' end as unit, s.quoted_with,
  s.quoted_without, s.raw_premium, s.raw_low, s.raw_high, s.adjusted_premium, s.adjusted_low, s.adjusted_high,
  s.observations, s.r2, p.publication_id
from mart.publications p
join mart.publication_premiums s on s.publication_id = p.publication_id
join core.areas a on a.area_id = s.area_id
join core.terms t on t.term_id = s.term_id
join core.terms k on k.term_id = s.skill_id
where p.current;
comment on view mart.skill_premiums is 'What skills go with in quoted pay, for the most quoted title terms in the UK, in the current publications of six months that carry it: the medians as they are, and a regression that holds role, seniority, region, sector, month and the other skills equal. It describes adverts and is no proof of cause';
${Object.entries({
  as_of: 'The day the publication looks back from',
  months: 'Length of the window in calendar months',
  location: 'Name of the area',
  type: 'permanent or contract',
  term: 'Title term: the vacancies compared are those with it',
  category: "The skill's category",
  skill: 'The skill that some of these vacancies cite and others do not; at least 20 quotes on either side',
  unit: 'year or day: the unit of the quotes compared',
  quoted_with: 'Vacancies with the skill and a quote in the unit',
  quoted_without: 'Vacancies without the skill and with a quote in the unit',
  raw_premium:
    'Median with the skill over median without, less 1: 0.1 is 10 % more pay, nothing else held equal',
  raw_low:
    'Lower bound of the 95 % interval of raw_premium, by order statistics; null where a side is too small',
  raw_high:
    'Upper bound of the 95 % interval of raw_premium, by order statistics; null where a side is too small',
  adjusted_premium:
    'What the skill goes with, all else in the model equal: 0.1 is 10 % more pay, by least squares of the logarithm of pay',
  adjusted_low: 'Lower bound of the 95 % interval of adjusted_premium, by HC3 standard errors',
  adjusted_high: 'Upper bound of the 95 % interval of adjusted_premium, by HC3 standard errors',
  observations: 'Vacancies with a quote in the unit: the sample of the model of this term',
  r2: "Fraction of the variance of the logarithm of pay that the term's model explains",
  publication_id: 'The publication the row belongs to',
})
  .map(
    ([column, meaning]) =>
      `comment on column mart.skill_premiums.${column} is '${meaning.replaceAll("'", "''")}';`,
  )
  .join('\n')}
`
