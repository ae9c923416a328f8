import { spellingKey } from '../taxonomy/spelling-clashes.ts'
import { endsBefore } from './clauses.ts'
import type { Place } from './rules.ts'
import type { Tokens } from './tokens.ts'

/** Words that make a mention of the advertiser's own product a demand: "5 years of Elasticsearch", "Snowflake certified". */
export const demandWords: readonly string[] = [
  'experience',
  'experienced',
  'knowledge',
  'proficiency',
  'proficient',
  'expertise',
  'familiarity',
  'familiar',
  'skills',
  'skilled',
  'certified',
  'certification',
  'fluent',
  'administrator',
  'administrators',
]

/** Words to either side of a hit that are looked at. */
const reach = 12

/** Legal forms and the like, which the name of a firm has and that of its product has not. */
const legalForm =
  /[\s,](?:ltd|limited|inc|incorporated|plc|llc|llp|gmbh|corp|corporation|company|group|technologies|labs|ai|io|hq|uk)\.?$/i

/** The name of a firm or of its board, as products are named after it: "Cloudflare, Inc." is `cloudflare`. */
export function productNameOf(company: string): string {
  let name = company.trim().slice(0, 200)
  for (let pass = 0; pass < 3; pass++) {
    const shorter = name.replace(legalForm, '').replace(/[\s,]$/, '')
    if (shorter === name) break
    name = shorter
  }
  return spellingKey(name)
}

/** Whether a hit bears the name of a firm: its own name, or its name first ("Cloudflare Workers"). */
export function bearsName(text: string, tokens: Tokens, { from, to }: Place, name: string): boolean {
  const written = spellingKey(text.slice(tokens.starts[from], tokens.ends[to]))
  return written === name || written.startsWith(`${name} `)
}

/** Whether the sentence of a hit asks for it, by one of the numbers of `demandWords` within twelve words. */
export function isDemanded(text: string, tokens: Tokens, { from, to }: Place, asking: ReadonlySet<number>) {
  for (let at = from, left = reach; left > 0 && !endsBefore(text, tokens, at); left--) {
    at--
    if (asking.has(tokens.ids[at]!)) return true
  }
  for (let at = to + 1, left = reach; left > 0 && !endsBefore(text, tokens, at); at++, left--) {
    if (asking.has(tokens.ids[at]!)) return true
  }
  return false
}
