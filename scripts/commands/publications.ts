import type { Client } from '../../db/connection.ts'
import { readStoredCoverage } from '../../db/queries/coverage.ts'
import {
  listOfBackfill,
  listPastPublications,
  type PastPublication,
  readVerdictsOf,
} from '../../db/queries/publication-history.ts'
import { readPublicationTotals } from '../../db/queries/publication-totals.ts'
import { atOneMoment } from '../../db/queries/view-rows.ts'
import { ConfigError } from '../../pipeline/configuration.ts'
import { printBackfillDiff } from '../../pipeline/publish/diff-terminal/backfill.ts'
import { printPublicationDiff } from '../../pipeline/publish/diff-terminal.ts'
import { counted } from '../../pipeline/publish/paint.ts'
import {
  type ListedPublication,
  printPublication,
  printPublications,
} from '../../pipeline/publish/publications-terminal.ts'
import type { TerminalOptions } from '../../pipeline/publish/text-table.ts'
import { nameOf } from '../../pipeline/quality/publication-judgement.ts'
import * as decisions from '../../pipeline/stages/publication-decisions.ts'
import { findLocation } from '../../pipeline/statistics/find-subject.ts'
import { readHistoryDiff } from '../../pipeline/statistics/publication-diff/history-diff.ts'
import { readPublicationDiff, sideOf } from '../../pipeline/statistics/publication-diff/read-diff.ts'
import type { MarketType } from '../../pipeline/statistics/trend-page.ts'
import { withDatabase } from '../session.ts'
import { number, say } from '../terminal.ts'

/** Prints the publications that are kept, newest day first. */
export async function list({ held, json }: { held?: boolean; json?: boolean }): Promise<void> {
  await withDatabase(async ({ database }) => {
    const listed = await atOneMoment(database, async client =>
      withTotals(
        client,
        (await listPastPublications(client)).filter(({ state }) => !held || state === 'held'),
      ),
    )
    if (json) console.log(JSON.stringify(listed.map(described)))
    else if (held && listed.length === 0) console.log('No publication is held.')
    else process.stdout.write(printPublications(listed, terminal()))
  })
}

/** Prints all that is known of a publication. */
export async function show(id: number, { json }: { json?: boolean }): Promise<void> {
  await withDatabase(async ({ database }) => {
    const shown = await atOneMoment(database, async client => {
      const publication = await decisions.findKept(client, id)
      const former = await decisions.findReplaced(client, publication).catch(whereNone)
      const listed = await withTotals(client, former ? [publication, former] : [publication])
      return {
        ...listed[0]!,
        replaced: listed[1] ?? null,
        coverage: await readStoredCoverage(client, id),
        verdicts: await readVerdictsOf(client, id),
      }
    })
    if (json)
      console.log(
        JSON.stringify({
          ...described(shown),
          windows: shown.endsOn.map((endsOn, at) => ({ window: shown.windowIds[at], endsOn })),
          trendWindows: shown.trendWindowIds,
          replaced: shown.replaced && described(shown.replaced),
          coverage: shown.coverage,
          verdicts: shown.verdicts,
        }),
      )
    else process.stdout.write(printPublication(shown, terminal()))
  })
}

interface DiffOptions {
  backfill?: number
  location: string
  type?: MarketType
  limit: number
  json?: boolean
}

/** Prints what differs between two publications, or between one and what it replaces; of a backfill all of them. */
export async function diff(
  fromId: number | undefined,
  toId: number | undefined,
  options: DiffOptions,
): Promise<void> {
  const { backfill, location, type, limit, json } = options
  if (backfill !== undefined && fromId !== undefined)
    throw new ConfigError('say either which publications to compare, or --backfill ID')
  await withDatabase(async ({ database }) => {
    const area = await findLocation(database, location)
    const types: MarketType[] = type ? [type] : ['permanent', 'contract']
    const said = await atOneMoment(database, async client => {
      if (backfill !== undefined) {
        const publications = await listOfBackfill(client, backfill)
        if (publications.length === 0)
          throw new ConfigError(`backfill ${backfill} has made no publication that is kept`)
        const pairs = []
        for (const to of publications) {
          const from = await decisions.findReplaced(client, to).catch(whereNone)
          // One of an earlier day is not what it replaces.
          pairs.push({ from: from?.asOf === to.asOf ? from : null, to })
        }
        const totals = await readPublicationTotals(
          client,
          pairs.flatMap(({ from, to }) => [to.publicationId, ...(from ? [from.publicationId] : [])]),
          area.name,
        )
        const side = (each: PastPublication) => sideOf(each, totals.get(each.publicationId)!)
        const replaced = pairs.flatMap(({ from, to }) => (from ? [{ from, to }] : []))
        return {
          backfill,
          publications: pairs.map(({ from, to }) => ({ from: from && side(from), to: side(to) })),
          history: replaced.length > 0 ? await readHistoryDiff(client, replaced, { area, types }) : null,
        }
      }
      const [from, to] = await chooseTwo(client, fromId, toId)
      return readPublicationDiff(client, from, to, { area, types })
    })
    if (json) console.log(JSON.stringify(said))
    else
      process.stdout.write(
        'backfill' in said
          ? printBackfillDiff(said, limit, terminal())
          : printPublicationDiff(said, limit, terminal()),
      )
  })
}

/** Two, or one and what it replaces; where none is named, the newest that waits for a person, else the newest. */
async function chooseTwo(
  client: Client,
  fromId: number | undefined,
  toId: number | undefined,
): Promise<[PastPublication, PastPublication]> {
  if (fromId !== undefined && toId !== undefined)
    return [await decisions.findKept(client, fromId), await decisions.findKept(client, toId)]
  const id = fromId ?? (await newest(client))
  const to = await decisions.findKept(client, id)
  return [await decisions.findReplaced(client, to), to]
}

async function newest(client: Client): Promise<number> {
  const listed = await listPastPublications(client)
  const found =
    listed.find(({ state }) => state === 'held') ?? listed.find(({ state }) => state === 'current')
  if (found) return found.publicationId
  throw new ConfigError('nothing is published yet: there are no two publications to compare')
}

interface ReleaseOptions {
  backfill?: number
  all?: boolean
}

/** So many of those released are named; "publications list" has all. */
const named = 5

/** Shows held publications to readers. */
export async function release(ids: number[], { backfill, all }: ReleaseOptions): Promise<void> {
  if ([ids.length > 0, backfill !== undefined, all === true].filter(Boolean).length !== 1)
    throw new ConfigError(
      'say which publications: their numbers, or --backfill ID, or --all; "publications list --held" has them',
    )
  await withDatabase(async ({ database }) => {
    const released = await decisions.release(
      database,
      all ? { all: true } : backfill !== undefined ? { backfillId: backfill } : { ids },
    )
    for (const publication of released.slice(0, named))
      say(`Publication ${publication.publicationId} is what readers see of the ${nameOf(publication)}.`)
    if (released.length > named) say(`… and ${number(released.length - named)} more.`)
    if (released.length > 1) say(`${number(released.length)} publications released, all at once.`)
    say(pagesNote)
  })
}

/** Puts the publication before in the place of one, or those before in the place of all of a backfill. */
export async function rollback(id: number | undefined, { backfill }: { backfill?: number }): Promise<void> {
  if ((id === undefined) === (backfill === undefined))
    throw new ConfigError('say which publication: its number, or --backfill ID for all of a backfill')
  await withDatabase(async ({ database }) => {
    if (backfill !== undefined) {
      const { back, staying } = await decisions.rollBackBackfill(database, backfill)
      say(
        `${counted(back.length, 'publication')} of backfill ${backfill} withdrawn, all at once: readers see what was there before. "jobtide publications release NUMBER" takes one of them back.`,
      )
      if (staying.length > 0)
        say(
          `${counted(staying.length, 'publication')} of it stayed: nothing of their days is kept from before.`,
        )
      say(pagesNote)
      return
    }
    if (id === undefined) return
    const { withdrawn, current } = await decisions.rollBack(database, id)
    say(
      `Publication ${withdrawn.publicationId} is withdrawn; readers see ${current.publicationId} of the ${nameOf(current)} again. "jobtide publications release ${withdrawn.publicationId}" takes that back.`,
    )
    say(pagesNote)
  })
}

const pagesNote = 'Static pages are written anew by "jobtide report".'

const whereNone = (error: unknown): null => {
  if (error instanceof ConfigError) return null
  throw error
}

async function withTotals(
  client: Client,
  publications: readonly PastPublication[],
): Promise<ListedPublication[]> {
  const totals = await readPublicationTotals(
    client,
    publications.map(({ publicationId }) => publicationId),
  )
  return publications.map(each => ({ ...each, totals: totals.get(each.publicationId)! }))
}

/** A publication as JSON has it. */
const described = ({
  publicationId: publication,
  windowIds: _windows,
  endsOn: _ends,
  trendWindowIds: _trend,
  totals,
  asOf,
  months,
  state,
  kind,
  publishedAt,
  code,
  taxonomy,
  changeNumber,
  held,
  releasedAt,
  withdrawnAt,
  backfillId: backfill,
}: ListedPublication) => ({
  ...{ publication, asOf, months, state, kind, publishedAt, code, taxonomy, changeNumber },
  ...{ held, releasedAt, withdrawnAt, backfill, totals },
})

const terminal = (): TerminalOptions => ({
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  width: process.stdout.columns ?? 100,
})
