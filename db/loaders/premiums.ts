import type { Client } from '../connection.ts'
import type { Market } from '../schema.ts'

/** What a skill goes with in pay among the vacancies of a title; premiums as fractions of 1. */
export interface PremiumRow {
  areaId: number
  market: Market
  termId: number
  skillId: number
  quotedWith: number
  quotedWithout: number
  rawPremium: number
  rawInterval: readonly [low: number, high: number] | null
  adjustedPremium: number
  adjustedInterval: readonly [low: number, high: number]
  /** Of the title's model. */
  observations: number
  r2: number
}

/** Whether a publication carries premiums. */
export async function hasPremiums(client: Client, publicationId: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from mart.publication_premiums where publication_id = $1 limit 1',
    [publicationId],
  )
  return rowCount === 1
}

/** Stores the premiums of a publication that has none; they go with it. */
export async function writePremiums(
  client: Client,
  publicationId: number,
  rows: readonly PremiumRow[],
): Promise<void> {
  await client.query(
    `insert into mart.publication_premiums (publication_id, area_id, market, term_id, skill_id, quoted_with, quoted_without,
       raw_premium, raw_low, raw_high, adjusted_premium, adjusted_low, adjusted_high, observations, r2)
     select $1, r."areaId", left(r.market, 1)::"char", r."termId", r."skillId", r."quotedWith", r."quotedWithout",
       r."rawPremium", r."rawInterval"[1], r."rawInterval"[2], r."adjustedPremium", r."adjustedInterval"[1],
       r."adjustedInterval"[2], r.observations, r.r2
     from jsonb_to_recordset($2) as r ("areaId" integer, market text, "termId" integer, "skillId" integer,
       "quotedWith" integer, "quotedWithout" integer, "rawPremium" double precision, "rawInterval" double precision[],
       "adjustedPremium" double precision, "adjustedInterval" double precision[], observations integer,
       r2 double precision)`,
    [publicationId, JSON.stringify(rows)],
  )
}
