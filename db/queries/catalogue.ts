import type { Client, Database } from '../connection.ts'

/** A column as PostgreSQL describes it; `type` is written as `format_type` does. */
export interface CatalogueColumn {
  name: string
  type: string
  comment: string | null
}

/** A view of a schema, its columns in order. */
export interface CatalogueView {
  name: string
  comment: string | null
  columns: CatalogueColumn[]
}

/** A function of a schema; `columns` are those of the rows it returns, none where it returns one value. */
export interface CatalogueFunction {
  name: string
  arguments: { name: string; type: string; default: string | null }[]
  returns: string
  columns: { name: string; type: string }[]
  comment: string | null
}

type Queryable = Pick<Client | Database['pool'], 'query'>

/** The views of a schema, materialized ones included, by name. */
export async function readViews(database: Queryable, schema: string): Promise<CatalogueView[]> {
  const { rows } = await database.query<CatalogueView>(
    `select c.relname as name, obj_description(c.oid, 'pg_class') as comment,
       json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
         'comment', col_description(c.oid, a.attnum)) order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = $1::regnamespace and c.relkind in ('v', 'm')
     group by c.oid order by c.relname`,
    [schema],
  )
  return rows
}

/** The functions of a schema that a query can call, by name and arguments; those of triggers are none. */
export async function readFunctions(database: Queryable, schema: string): Promise<CatalogueFunction[]> {
  const { rows } = await database.query<CatalogueFunction>(
    `select p.proname as name, pg_get_function_result(p.oid) as returns, obj_description(p.oid, 'pg_proc') as comment,
       coalesce(json_agg(json_build_object('name', coalesce(parameter.name, ''), 'type', format_type(parameter.type, null),
         'default', pg_get_function_arg_default(p.oid, parameter.place::integer)) order by parameter.place)
         filter (where parameter.mode in ('i', 'b', 'v')), '[]') as arguments,
       coalesce(json_agg(json_build_object('name', parameter.name, 'type', format_type(parameter.type, null))
         order by parameter.place) filter (where parameter.mode in ('t', 'o', 'b')), '[]') as columns
     from pg_proc p
     left join lateral (
       select name, type, coalesce(mode, 'i') as mode, place
       from unnest(p.proargnames, coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes)
         with ordinality as each (name, type, mode, place)
       where type is not null
     ) parameter on true
     where p.pronamespace = $1::regnamespace and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
     group by p.oid order by p.proname, pg_get_function_identity_arguments(p.oid)`,
    [schema],
  )
  return rows
}
