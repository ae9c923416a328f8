/** 95 % intervals in SQL, the same as `pipeline/statistics/intervals.ts` and `guide/compare-medians.ts` compute. */
export const intervalFunctions = `
create function core.percentile_ranks(n integer, percentile double precision) returns integer[]
language plpgsql immutable strict parallel safe as $$
declare
  odds double precision := percentile / (1 - percentile);
  mode integer := least(n, floor((n + 1) * percentile));
  below double precision[] := array[1];
  above double precision[] := '{}';
  weight double precision := 1;
  total double precision := 0;
  tail double precision;
  missed double precision := 0;
  lowest integer := 0;
  highest integer := 0;
begin
  for k in reverse mode .. 1 loop
    exit when weight <= 1e-20;
    weight := weight * k / ((n - k + 1) * odds);
    below := below || weight;
  end loop;
  weight := 1;
  for k in mode .. n - 1 loop
    exit when weight <= 1e-20;
    weight := weight * (n - k) * odds / (k + 1);
    above := above || weight;
  end loop;
  tail := 0.025 * ((select sum(w) from unnest(below) w) + coalesce((select sum(w) from unnest(above) w), 0));
  lowest := mode - cardinality(below) + 1;
  for i in reverse cardinality(below) .. 1 loop
    missed := missed + below[i];
    exit when missed > tail;
    lowest := lowest + 1;
  end loop;
  if missed <= tail then
    foreach weight in array above loop
      missed := missed + weight;
      exit when missed > tail;
      lowest := lowest + 1;
    end loop;
  end if;
  missed := 0;
  highest := mode + cardinality(above) + 1;
  for i in reverse cardinality(above) .. 1 loop
    missed := missed + above[i];
    exit when missed > tail;
    highest := highest - 1;
  end loop;
  if missed <= tail then
    foreach weight in array below loop
      missed := missed + weight;
      exit when missed > tail;
      highest := highest - 1;
    end loop;
  end if;
  return case when lowest >= 1 and highest <= n then array[lowest, highest] end;
end $$;
comment on function core.percentile_ranks is 'The order statistics (from 1) that hold a percentile between them in 95 % of samples of n; null where n is too small';

create function core.percentile_interval(ascending double precision[], percentile double precision) returns double precision[]
language sql immutable strict parallel safe as $$
  select array[$1[r[1]], $1[r[2]]] from core.percentile_ranks(cardinality($1), $2) r where r is not null
$$;
comment on function core.percentile_interval is '95 % interval of a percentile of a whole sample in order; null where the sample is too small';

create function core.wilson(part bigint, whole bigint) returns double precision[]
language sql immutable strict parallel safe as $$
  select array[
    case when part = 0 then 0 else (centre - reach) / scale end,
    case when part = n then 1 else (centre + reach) / scale end]
  from (select whole::double precision as n, 1.959963984540054::double precision as z where whole > 0) s
  cross join lateral (select part / n as share) f
  cross join lateral (
    select share + z * z / (2 * n) as centre, z * sqrt(share * (1 - share) / n + z * z / (4 * n ^ 2)) as reach,
      1 + z * z / n as scale
  ) w
$$;
comment on function core.wilson is '95 % interval of a share by Wilson''s score, fractions of 1; null for an empty whole';

create function core.difference_interval(
  mine double precision, mine_interval double precision[], other double precision, other_interval double precision[]
) returns double precision[] language sql immutable strict parallel safe as $$
  select array[
    $1 - $3 - sqrt(($1 - $2[1]) ^ 2 + ($4[2] - $3) ^ 2),
    $1 - $3 + sqrt(($2[2] - $1) ^ 2 + ($3 - $4[1]) ^ 2)]
$$;
comment on function core.difference_interval is '95 % interval of a difference from those of its two sides (MOVER; Zou and Donner 2008)';

create function core.ratio_interval(
  mine double precision, mine_interval double precision[], other double precision, other_interval double precision[]
) returns double precision[] language sql immutable strict parallel safe as $$
  select array[exp(d[1]), exp(d[2])]
  from core.difference_interval(ln($1), array[ln($2[1]), ln($2[2])], ln($3), array[ln($4[1]), ln($4[2])]) d
$$;
comment on function core.ratio_interval is '95 % interval of a ratio of positive figures: that of the difference of their logarithms';
`
