import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { styleText } from 'node:util'
import { deleteExpired } from '../../db/loaders/erase.ts'
import { findSourceStates } from '../../db/queries/source-state.ts'
import { type Addition, addBoard } from '../../pipeline/boards/add-board.ts'
import { type FoundBoard, findBoard } from '../../pipeline/boards/find-board.ts'
import { ConfigError, openConfiguration } from '../../pipeline/configuration.ts'
import { eraseAddress } from '../../pipeline/personal-data/erase.ts'
import { counted } from '../../pipeline/publish/paint.ts'
import { knownPlatforms, type Source } from '../../pipeline/sources.ts'
import { askFirstPage, type FirstPage } from '../../pipeline/stages/check-source.ts'
import { crawlSetting } from '../crawl-setting.ts'
import { configuration, project, withDatabase } from '../session.ts'
import { say } from '../terminal.ts'
import { today } from '../today.ts'
import { addedLines, describeBoard, nextSteps } from './sources/print-addition.ts'
import { printFirstPage, printOutcome, problemsIn } from './sources/print-check.ts'
import { listed, printListed } from './sources/print-list.ts'
import { printStates } from './sources/print-status.ts'

const colour = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR

/** Prints the platforms jobtide reads and the sources that are configured; reads nothing but the configuration. */
export function list({ json }: { json?: boolean }): void {
  const { sources, file } = configuration()
  const all = listed(knownPlatforms, sources)
  process.stdout.write(
    json
      ? `${JSON.stringify(all)}\n`
      : printListed(all, { colour: colour(), file: shown(file), isThere: existsSync(file) }),
  )
}

/** Prints what the database knows of each configured source: when it was last met as a whole, and whether it is put off. */
export async function status({ json }: { json?: boolean }): Promise<void> {
  await withDatabase(async ({ configuration: { sources }, database }) => {
    const known = await findSourceStates(database)
    const states = sources.map(source => ({
      source,
      state: known.find(each => each.source === source.name) ?? null,
    }))
    const all = states.map(({ source, state }) => ({
      source: source.name,
      listing: source.platform.listing,
      completeAt: state?.completeAt ?? null,
      deferredUntil: state?.deferredUntil ?? null,
      deferredReason: state?.deferredReason ?? null,
      declined: state?.blocked ?? 0,
      pausedAt: state?.pausedAt ?? null,
      pausedReason: state?.pausedReason ?? null,
    }))
    process.stdout.write(
      json ? `${JSON.stringify(all)}\n` : printStates(all, { colour: colour(), now: new Date() }),
    )
  })
}

/** How many sources are asked at a time; each host still gets one request after the other. */
const AT_ONCE = 4

/**
 * Prints everything that is wrong with the configuration, and, unless `offline`, what the first page of each source
 * says; the exit code is 1 where anything is wrong.
 */
export async function check(names: string[], { offline }: { offline?: boolean }): Promise<void> {
  const open = openConfiguration(process.env, project)
  const { sources, file, problems } = open
  if (!existsSync(file))
    throw new ConfigError(`there is no ${shown(file)} yet; "jobtide sources add URL" begins one`)
  const unknown = names.find(name => !sources.some(source => source.name === name))
  if (unknown !== undefined && problems.length === 0)
    throw new ConfigError(`no source is named "${unknown}"; "jobtide sources" lists them`)
  const chosen = names.length > 0 ? sources.filter(({ name }) => names.includes(name)) : sources

  const faults = problemsIn(open, chosen)
  for (const fault of faults) console.log(`${shown(file)}:${fault}`)
  const asked = offline ? [] : chosen.filter(({ terms }) => terms !== null)
  if (asked.length > 0) {
    if (faults.length > 0) console.log('')
    say(`Asking ${counted(asked.length, 'source')} for the first page; nothing is stored.`)
    // There is nothing to finish: Ctrl-C ends it at once.
    process.once('SIGINT', () => process.exit(130))
  }
  const width = Math.max(0, ...asked.map(({ name }) => name.length))
  let failed = 0
  for (const page of askAll(asked, { ...crawlSetting(open), log: () => {} })) {
    const said = await page
    if (said.problem !== null) failed++
    console.log(printFirstPage(said, { colour: colour(), width }))
  }
  say(printOutcome({ faults: faults.length, failed, asked: asked.length, sources: chosen.length, offline }))
  if (faults.length + failed > 0) process.exitCode = 1
}

/** The first page of each, in order, `AT_ONCE` at a time. */
function askAll(sources: readonly Source[], setting: ReturnType<typeof crawlSetting>): Promise<FirstPage>[] {
  const pages: Promise<FirstPage>[] = []
  for (const [index, source] of sources.entries())
    pages.push(Promise.resolve(pages[index - AT_ONCE]).then(() => askFirstPage(source, setting)))
  return pages
}

/** Adds the boards of addresses to the configuration; where one cannot be added, none is. */
export async function add(
  addresses: string[],
  { name, dryRun }: { name?: string; dryRun?: boolean },
): Promise<void> {
  if (name !== undefined && addresses.length > 1) throw new ConfigError('--name is for one board')
  const open = openConfiguration(process.env, project)
  process.once('SIGINT', () => process.exit(130))
  const added: { board: FoundBoard; addition: Addition; lines: string }[] = []
  let text = existsSync(open.file) ? readFileSync(open.file, 'utf8') : null
  for (const address of addresses) {
    const board = await findBoard(webAddress(address), crawlSetting(open))
    const addition = addBoard(text, board, { name })
    added.push({ board, addition, lines: addedLines(text ?? '', addition.text) })
    text = addition.text
  }
  if (!dryRun) writeFileSync(open.file, text!)
  for (const { board, addition, lines } of added) {
    const source = styleText('bold', addition.source, { stream: process.stderr })
    const written = dryRun ? 'It would be written' : 'Written'
    say(`${source}: ${board.how}. ${written} to ${shown(open.file)}:\n`)
    console.log(lines)
    say(`\n${describeBoard(board)}\n`)
  }
  say(
    nextSteps(
      added.map(({ addition }) => addition),
      { hasContact: /^contact:/m.test(text!) },
    ),
  )
}

function webAddress(text: string): URL {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(address) || !new URL(address).hostname.includes('.'))
    throw new ConfigError(`"${text}" is no address of the web; give the one of a board or careers page`)
  return new URL(address)
}

/** Erases the advert of an address, and says what went. */
export async function erase(address: string): Promise<void> {
  await withDatabase(async ({ database }) => {
    const went = await eraseAddress(database, address)
    console.log(
      [
        counted(went.postings, 'posting'),
        counted(went.sightings, 'sighting'),
        counted(went.rejections, 'rejected record'),
        `${counted(went.bodiesDeleted + went.bodiesCut, 'stored body', 'stored bodies')} (${went.bodiesDeleted} deleted, ${went.bodiesCut} without it now)`,
      ].join('\n'),
    )
    say(
      went.postings + went.sightings + went.rejections + went.bodiesCut + went.bodiesDeleted === 0
        ? 'Nothing of this address is stored. Should it be met, it is left out.'
        : 'Erased; should it be met again, it is left out. Figures that count it are published again by "jobtide aggregate --stale".',
    )
  })
}

/** Deletes stored bodies and rejected records whose retention is over. */
export async function purge(): Promise<void> {
  await withDatabase(async ({ database }) => {
    const bodies = await deleteExpired(database.pool, today())
    say(
      bodies === 0
        ? 'No stored body is past its retention.'
        : `Deleted ${counted(bodies, 'stored body', 'stored bodies')} past retention.`,
    )
  })
}

/** A path as it is shortest from here. */
function shown(path: string): string {
  const fromHere = relative(process.cwd(), path)
  return fromHere.startsWith('..') ? path : fromHere
}
