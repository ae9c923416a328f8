import type { Client } from '../../db/connection.ts'
import type { Verdict } from '../../db/loaders/verdicts.ts'
import { readStoredCoverage } from '../../db/queries/coverage.ts'
import { findHeldSources } from '../../db/queries/held-sources.ts'
import {
  findPastPublication,
  findStandingBefore,
  type PastPublication,
  readVerdictsOf,
} from '../../db/queries/publication-history.ts'
import { readPublicationTotals } from '../../db/queries/publication-totals.ts'
import { longDate, period } from '../publish/format.ts'
import { type Bounds, judgeAgainst, type PublicationFacts } from './publication-expectations.ts'

/** The name of what a caller, and not a figure, holds a publication for. */
const asked = 'asked'

/** What was judged of a publication. */
export interface Judgement {
  verdicts: Verdict[]
  /** Why it is not to be shown to readers before a person has looked at it: sentences; null where it may. */
  held: string[] | null
}

/**
 * Judges a publication against what readers see: the current one of its day, or the calendar's latest of an earlier day
 * whose window overlaps with its own. Where there is none, nothing is expected of it.
 * @param bounds null: its figures are not judged
 * @param reasons for which it is held in any case, as sentences
 */
export async function judgePublication(
  client: Client,
  publicationId: number,
  bounds: Bounds | null,
  reasons: readonly string[],
): Promise<Judgement> {
  const publication = (await findPastPublication(client, publicationId))!
  const subject = nameOf(publication)
  const verdicts: Verdict[] = reasons.map(message => ({
    subject,
    expectation: asked,
    outcome: 'hold',
    observed: null,
    expected: null,
    message: sentence(message),
  }))
  const before = bounds && (await findStandingBefore(client, publication))
  if (bounds && before) {
    const [facts, earlier] = await readFacts(client, publication, before)
    const against =
      before.asOf === publication.asOf
        ? `publication ${before.publicationId}, which readers see`
        : `publication ${before.publicationId} of ${longDate(before.asOf)}`
    for (const finding of judgeAgainst({ now: facts, before: earlier }, bounds))
      verdicts.push({
        ...finding,
        subject,
        message: sentence(
          finding.outcome === 'hold'
            ? `${finding.message}; expected ${finding.expected}, by ${against}`
            : finding.message,
        ),
      })
  }
  if (bounds) verdicts.push(...(await judgeSources(client, publication, subject)))
  const held = verdicts.filter(({ outcome }) => outcome === 'hold').map(({ message }) => message)
  return { verdicts, held: held.length > 0 ? held : null }
}

/** The share of the vacancies from which on a source that is held holds what rests on it. */
const leastShare = 0.05

/** What is held of the sources that a publication rests on; a day before a source was held does not wait for it. */
async function judgeSources(
  client: Client,
  { asOf, months }: PastPublication,
  subject: string,
): Promise<Verdict[]> {
  const held = (await findHeldSources(client, { asOf, months })).filter(({ heldOn }) => heldOn <= asOf)
  return held.map(({ source, share, messages }) => ({
    subject,
    expectation: `source:${source}`,
    outcome: share >= leastShare ? 'hold' : 'warn',
    observed: share,
    expected: 'no held source',
    message: `${source} is held and gives ${percent(share)} of the vacancies: ${messages.join(' ')}`,
  }))
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** Why a caller held a publication: what is made in its place waits for the same person. */
export async function askedReasons(client: Client, publicationId: number): Promise<string[]> {
  const verdicts = await readVerdictsOf(client, publicationId)
  return verdicts.filter(({ expectation }) => expectation === asked).map(({ message }) => message)
}

/** `6 months to 21 November 2025`. */
export const nameOf = ({ asOf, months }: { asOf: string; months: number }): string =>
  `${period(months)} to ${longDate(asOf)}`

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

async function readFacts(
  client: Client,
  ...publications: [PastPublication, PastPublication]
): Promise<[PublicationFacts, PublicationFacts]> {
  const totals = await readPublicationTotals(
    client,
    publications.map(({ publicationId }) => publicationId),
  )
  const facts: PublicationFacts[] = []
  for (const { publicationId, asOf } of publications) {
    const coverage = (await readStoredCoverage(client, publicationId))!
    const { days, daysObserved, beginsOn, sources } = coverage.windows[0]!
    facts.push({
      asOf,
      days,
      daysObserved,
      beginsOn,
      observedSince: coverage.observedSince,
      totals: totals.get(publicationId)!,
      sources,
    })
  }
  return [facts[0]!, facts[1]!]
}
