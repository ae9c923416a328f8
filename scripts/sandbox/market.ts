import type { Advert, BoardName, Draft, Flaw, Market } from './advert.ts'
import { addMonths, toDay, toIso } from './calendar.ts'
import { describe } from './describe.ts'
import { drawNoise } from './noise.ts'
import { createRandom, type Random } from './random.ts'
import { calibration, companies } from './tables.ts'
import { spellTitle } from './titles.ts'
import { createTruth } from './truth.ts'
import { drawVacancies, titleSkills } from './vacancies.ts'
import type { Vacancy } from './vacancy.ts'

export type * from './advert.ts'

const { boards, flaws, life } = calibration

/** Titles and companies as a second board writes them now and then. */
function respell(draft: Draft, random: Random): void {
  if (!random.chance(life.duplicateRespelled)) return
  if (random.chance(0.5))
    draft.company = / (Ltd|Limited|plc)$/.test(draft.company)
      ? draft.company.replace(/ \w+$/, '')
      : `${draft.company} Ltd`
  else draft.title = random.chance(0.5) ? draft.title.toUpperCase() : `${draft.title} - ${draft.place.town}`
}

function drawFlaw(vacancy: Vacancy, random: Random): Flaw | null {
  if (vacancy.repeats.length > 0 || vacancy.readvertised) return null
  if (random.chance(flaws['broken-date'])) return vacancy.token ? null : 'broken-date'
  const { pay } = vacancy
  if (pay) {
    const twoSided = pay.min !== null && pay.max !== null && pay.min < pay.max
    return twoSided && random.chance(flaws['swapped-salary']) ? 'swapped-salary' : null
  }
  if (random.chance(flaws['absurd-salary'])) return 'absurd-salary'
  return random.chance(flaws.competitive) ? 'competitive' : null
}

/** The adverts of one vacancy: the first, and what repeats it. */
function advertise(vacancy: Vacancy, number: number, seed: number): Draft[] {
  const random = createRandom(seed, 'advert', number)
  const skill = vacancy.role ? titleSkills(vacancy) : []
  const board: BoardName = vacancy.token
    ? 'greenhouse'
    : random.chance(boards.jobwire / (1 - boards.greenhouse))
      ? 'jobwire'
      : 'tideboard'
  const title = spellTitle(
    {
      ...vacancy,
      town: vacancy.place.town,
      statesType: board === 'greenhouse' && vacancy.type === 'contract',
      skill: skill.length > 0 ? random.pick(skill) : null,
    },
    random,
  )
  const first: Draft = {
    board,
    token: vacancy.token,
    title,
    titleTerms: vacancy.terms,
    role: vacancy.role?.title ?? null,
    seniority: vacancy.seniority,
    skills: [...vacancy.skills].sort(),
    company: vacancy.company,
    place: vacancy.place,
    workplace: vacancy.workplace,
    type: vacancy.type,
    ir35: vacancy.ir35,
    pay: vacancy.pay,
    inScope: true,
    posted: vacancy.posted,
    closed: vacancy.closed,
    vacancy: number,
    repeat: vacancy.readvertised ? 'readvertised' : null,
    flaw: drawFlaw(vacancy, random),
  }
  const repeats = vacancy.repeats.map(({ kind, posted, closed }) => {
    const repeat: Draft = { ...first, repeat: kind, posted, closed }
    if (kind === 'duplicate') {
      repeat.board = board === 'jobwire' ? 'tideboard' : 'jobwire'
      repeat.token = null
      respell(repeat, random)
    }
    return repeat
  })
  const untitled: Draft[] = random.chance(flaws['missing-title'])
    ? [{ ...first, title: '', titleTerms: [], flaw: 'missing-title', repeat: null, vacancy: -number }]
    : []
  return [first, ...repeats, ...untitled]
}

/** Moves adverts of young companies to the board that needs a browser, never more at a time than it may show. */
function fillBrightboard(drafts: Draft[], scale: number): void {
  const most = Math.max(3, Math.min(boards.brightboardMost, Math.round(boards.brightboardOpen * scale)))
  let closings: number[] = []
  for (const draft of drafts) {
    if (draft.board !== 'tideboard' || draft.repeat || draft.flaw || !draft.skills.includes('Fintech'))
      continue
    closings = closings.filter(day => day >= draft.posted)
    if (closings.length >= most) continue
    draft.board = 'brightboard'
    closings.push(draft.closed)
  }
}

/** Ids in each board's own manner; Greenhouse's are integers. */
function numberOn(board: BoardName, id: number): string {
  if (board === 'greenhouse') return String(4_100_000_000 + id)
  if (board === 'tideboard') return `TB${String(id).padStart(7, '0')}`
  return `${board === 'brightboard' ? 'bb' : 'jw'}-${id}`
}

/**
 * Three years of adverts up to `until` (an ISO day, inclusive), the same for the same arguments on any machine.
 *
 * `scale` multiplies the number of vacancies; at 1 it is that of the published market (`data/calibration.yaml`).
 * @throws RangeError where `until` is no day or `scale` is not above 0
 */
export function createMarket({ scale = 0.1, seed = 1, until = '2025-11-21' } = {}): Market {
  if (!(scale > 0)) throw new RangeError(`scale must be above 0: ${scale}`)
  const last = toDay(until)
  const first = addMonths(last, -36) + 1

  const drafts = drawVacancies(scale, seed, last).flatMap((vacancy, i) => advertise(vacancy, i + 1, seed))
  drafts.push(
    ...drawNoise(Math.round(drafts.length * calibration.volume.noise), first, last, seed, drafts.length),
  )
  const shown = drafts.filter(draft => draft.posted <= last)
  shown.sort((a, b) => a.posted - b.posted || a.vacancy - b.vacancy)
  fillBrightboard(shown, scale)

  const adverts = shown.map(({ posted, closed, ...draft }, i): Advert => {
    const id = i + 1
    return {
      id,
      boardId: numberOn(draft.board, id),
      ...draft,
      postedOn: toIso(posted),
      closedOn: toIso(closed),
    }
  })
  return {
    scale,
    seed,
    from: toIso(first),
    until,
    adverts,
    employers: companies.employers.map(({ token, name }) => ({ token, name })),
    open: (day, board) =>
      adverts.filter(
        advert => advert.postedOn <= day && advert.closedOn >= day && (!board || advert.board === board),
      ),
    describe: advert => describe(advert, seed),
    truth: createTruth(adverts),
  }
}
