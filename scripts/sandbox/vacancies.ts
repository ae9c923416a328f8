import type { Seniority, Workplace } from './advert.ts'
import { addMonths, monthOf, weekday } from './calendar.ts'
import { meetPercentiles, meetSkillShares } from './cells.ts'
import { drawCompany, employers } from './companies.ts'
import { expectPay, type PaidRole, quotePay } from './pay.ts'
import { drawPlace } from './places.ts'
import { createRandom, type Random, weighted } from './random.ts'
import { drawSkills, isPersonal } from './skills.ts'
import { type Area, calibration, companies, type RoleTable, roles, titles } from './tables.ts'
import { createTitleCalendar } from './title-calendar.ts'
import { titleTerms } from './titles.ts'
import type { Repeat, Vacancy } from './vacancy.ts'

const { life, volume, quoted } = calibration

const roleIn = (area: Area, excluded: Set<string>): ((random: Random) => RoleTable) =>
  weighted(
    roles.roles.filter(role => !excluded.has(role.title)),
    role => role.weight * (area === 'london' ? (role.london ?? 1) : 1),
  )
const seniorityOf = Object.fromEntries(
  Object.entries(roles.ladders).map(([ladder, shares]) => [
    ladder,
    weighted(Object.keys(shares), name => shares[name] ?? 0),
  ]),
)
const workplaceOf = weighted(
  Object.keys(calibration.workplace) as Workplace[],
  name => calibration.workplace[name],
)

/** Employers post on working days, less in August and December. */
function drawDayIn(first: number, last: number): (random: Random) => number {
  const days = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const byWeekday = [0.15, 1, 1.1, 1.1, 1.05, 0.9, 0.2]
  return weighted(
    days,
    day => byWeekday[weekday(day)]! * (monthOf(day) === 11 ? 0.75 : monthOf(day) === 7 ? 0.9 : 1),
  )
}

function drawRepeats(posted: number, random: Random): { closed: number; repeats: Repeat[] } {
  const stay = (): number => random.int(...life.open)
  const repeats: Repeat[] = []
  if (random.chance(life.duplicate)) {
    const day = posted + random.int(0, life.duplicateWithin)
    repeats.push({ kind: 'duplicate', posted: day, closed: day + stay() })
  }
  if (random.chance(life.repost)) {
    const day = posted + random.int(...life.repostAfter)
    repeats.push({ kind: 'repost', posted: day, closed: day + stay() })
  }
  return { closed: posted + stay(), repeats }
}

/** Every vacancy in scope of the three years to `until` (a day number), in no order. */
export function drawVacancies(scale: number, seed: number, until: number): Vacancy[] {
  const all: Vacancy[] = []
  const isFree = createTitleCalendar()
  const edges = Array.from({ length: 7 }, (_, i) => addMonths(until, (i - 6) * 6))
  const earlier = new Map<string, Vacancy[]>()

  const settle = (draft: Vacancy, random: Random): void => {
    const employed = random.chance(calibration.boards.greenhouse)
    for (let attempt = 0; ; attempt++) {
      const company = employed && attempt < 5 ? random.pick(employers) : drawCompany(draft.area, random)
      Object.assign(draft, { company: company.name, sector: company.sector, token: company.token })
      if (isFree(draft)) break
      // A small list of companies could be full of one title at great scales: another day makes room.
      if (attempt > 40) draft.place = drawPlace(draft.area, random)
    }
    const sectorSkill = companies.sectorSkills[draft.sector]
    if (sectorSkill && random.chance(companies.sectorMentioned)) draft.skills.add(sectorSkill)
    draft.worth = expectPay({ ...draft, role: paidRole(draft) }, random)
  }

  for (let half = 0; half < 6; half++) {
    const drawDay = drawDayIn(edges[half]! + 1, edges[half + 1]!)
    const london = volume.londonPermanent[half]! * scale
    const contract = london * volume.ukToLondon * volume.contractToPermanent
    const groups = [
      ['permanent', 'london', london],
      ['permanent', 'rest', london * (volume.ukToLondon - 1)],
      ['contract', 'london', contract * volume.londonShareOfContract],
      ['contract', 'rest', contract * (1 - volume.londonShareOfContract)],
    ] as const

    for (const [type, area, expected] of groups) {
      const random = createRandom(seed, 'vacancies', half, type, area)
      const count = Math.round(expected)
      const cells = calibration.cells.filter(cell => cell.type === type && cell.area === area)
      const drawRole = roleIn(area, new Set(cells.map(cell => cell.term)))
      const recognised = (type === 'permanent' ? volume.recognisedPermanent : volume.recognisedContract)[
        half
      ]!
      const unrecognised = Math.round(count * (1 - recognised))
      const quotedShare =
        type === 'contract'
          ? quoted.contract[half]!
          : (area === 'london' ? quoted.londonPermanent : quoted.restPermanent)[half]!
      const pool = earlier.get(`${type} ${area}`) ?? []
      earlier.set(`${type} ${area}`, pool)

      const draft = (role: RoleTable | null): Vacancy => {
        const named = role ?? random.pick(roles.unrecognised)
        const level = role ? seniorityOf[role.ladder]!(random) : 'none'
        const seniority = role?.seniority ?? (level === 'none' ? null : (level as Seniority))
        const isLead = seniority === 'lead' || seniority === 'principal'
        const posted = drawDay(random)
        return {
          role,
          plain: named.title,
          terms: [],
          seniority,
          tech: null,
          skills: drawSkills(
            named,
            { isLead, isUndecided: !role || role.bundles.includes('business') },
            random,
          ),
          company: '',
          sector: '',
          token: null,
          place: drawPlace(area, random),
          workplace: workplaceOf(random),
          type,
          area,
          half,
          ir35:
            type === 'contract' && random.chance(0.7) ? (random.chance(0.5) ? 'inside' : 'outside') : null,
          months: random.pick([3, 6, 6, 6, 9, 12]),
          pay: null,
          worth: 0,
          posted,
          ...drawRepeats(posted, random),
          readvertised: false,
        }
      }

      const finish = (vacancy: Vacancy): void => {
        const { role } = vacancy
        if (role) {
          const techs = (role.techs ?? []).filter(tech => vacancy.skills.has(tech))
          if (techs.length > 0 && random.chance(titles.told.tech)) vacancy.tech = random.pick(techs)
          vacancy.terms = titleTerms(role, vacancy.seniority, vacancy.tech)
        }
        settle(vacancy, random)
        all.push(vacancy)
      }

      let left = count
      for (const cell of cells) {
        const role = roles.roles.find(({ title }) => title === cell.term)!
        const size = Math.min(left, Math.round(cell.vacancies[half]! * scale))
        const drafts = Array.from({ length: size }, () => draft(role))
        meetSkillShares(cell, drafts, random)
        drafts.forEach(finish)
        const quotes = Math.min(size, Math.round(cell.quoted[half]! * scale))
        meetPercentiles(cell, half, drafts, quotes, random)
        left -= size
      }
      for (let i = 0; i < left; i++) {
        const again =
          i >= unrecognised && random.chance(life.readvertised) ? readvertise(pool, drawDay, random) : null
        if (again && isFree(again)) {
          all.push(again)
          pool.push(again)
          continue
        }
        const vacancy = draft(i < unrecognised ? null : drawRole(random))
        finish(vacancy)
        if (random.chance(quotedShare))
          vacancy.pay = quotePay(vacancy.worth, { type, role: paidRole(vacancy) }, random)
        if (vacancy.role) pool.push(vacancy)
      }
    }
  }
  return all
}

/** What pay goes by; titles without a role are paid like the middle of the market. */
const paidRole = ({ role, plain }: Vacancy): PaidRole =>
  role ?? { title: plain, bundles: [], median: 45_000, day: 400 }

/** An earlier job, advertised anew as a vacancy of its own; null where none is old enough. */
function readvertise(pool: Vacancy[], drawDay: (random: Random) => number, random: Random): Vacancy | null {
  if (pool.length === 0) return null
  const former = random.pick(pool)
  const posted = drawDay(random)
  if (posted <= former.closed + life.readvertisedAfter) return null
  return { ...former, posted, ...drawRepeats(posted, random), readvertised: true }
}

/** Skills that the title may name behind the role. */
export const titleSkills = (vacancy: Vacancy): string[] =>
  [...vacancy.skills].filter(
    skill => !isPersonal(skill) && !vacancy.plain.includes(skill) && skill.length < 12,
  )
