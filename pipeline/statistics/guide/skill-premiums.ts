import type { GuideVacancy } from '../../../db/queries/guide-figures.ts'
import type { AdjustedPremiums, Effect } from '../premiums/adjusted-premiums.ts'
import type { PayUnit } from '../trend-page.ts'
import { compareMedians } from './compare-medians.ts'
import { shareFigure } from './figures.ts'
import type { AdjustedPremium, MedianComparison, SectorPremium, SkillPremium } from './guide-page.ts'
import { middleOf } from './quotes-in.ts'
import { isSector } from './sectors.ts'
import { leastQuoted, type SkillGroup } from './skill-groups.ts'

/**
 * What skills and sectors go with in pay: raw for each with enough quotes on both sides, and all else equal where the
 * model tells it.
 */
export function skillPremiums(
  vacancies: readonly GuideVacancy[],
  groups: readonly SkillGroup[],
  unit: PayUnit,
  model: AdjustedPremiums | null,
): { skillPremiums: SkillPremium[]; sectorPremiums: SectorPremium[] } {
  const quoted = vacancies
    .flatMap(vacancy => (vacancy.quote?.unit === unit ? [{ vacancy, middle: middleOf(vacancy.quote) }] : []))
    .sort((a, b) => a.middle - b.middle)
  const ascending = Float64Array.from(quoted, ({ middle }) => middle)
  const places = new Map(quoted.map(({ vacancy }, place) => [vacancy, place]))
  const skills: SkillPremium[] = []
  const sectors: SectorPremium[] = []
  for (const group of groups) {
    const { name, category, members } = group
    const raw = rawPremium(ascending, places, members)
    if (raw === null) continue
    const share = shareFigure(members.length, vacancies.length)
    if (isSector(group)) {
      const level = model?.sector.levels.find(effect => effect.name === name)
      sectors.push({ sector: name, share, raw, adjusted: adjusted(model, level, level?.observations) })
    } else {
      const effect = model?.skills.find(skill => skill.name === name)
      skills.push({ skill: name, category, share, raw, adjusted: adjusted(model, effect, effect?.with) })
    }
  }
  return {
    skillPremiums: skills.sort((a, b) => byPremium(a, b) || (a.skill < b.skill ? -1 : 1)),
    sectorPremiums: sectors.sort((a, b) => byPremium(a, b) || (a.sector < b.sector ? -1 : 1)),
  }
}

/** Those the model tells come first, then the raw ones; each highest first. */
function byPremium(
  a: { adjusted: AdjustedPremium | null; raw: MedianComparison },
  b: { adjusted: AdjustedPremium | null; raw: MedianComparison },
): number {
  if (a.adjusted && b.adjusted) return b.adjusted.ratio - a.adjusted.ratio
  if (a.adjusted || b.adjusted) return a.adjusted ? -1 : 1
  return (b.raw.ratio ?? 0) - (a.raw.ratio ?? 0)
}

function adjusted(
  model: AdjustedPremiums | null,
  effect: Effect | undefined,
  vacancies = 0,
): AdjustedPremium | null {
  if (!model || !effect) return null
  const [low, high] = effect.interval
  return {
    ratio: 1 + effect.premium,
    ratioInterval: [1 + low, 1 + high],
    vacancies,
    observations: model.observations,
  }
}

/**
 * @param ascending middles of all quotes
 * @param places where each quoted vacancy stands among them
 * @returns null where either side quotes too little
 */
function rawPremium(
  ascending: Float64Array,
  places: ReadonlyMap<GuideVacancy, number>,
  members: readonly GuideVacancy[],
): MedianComparison | null {
  const cites = new Uint8Array(ascending.length)
  let count = 0
  for (const vacancy of members) {
    const place = places.get(vacancy)
    if (place === undefined) continue
    cites[place] = 1
    count++
  }
  if (count < leastQuoted || ascending.length - count < leastQuoted) return null
  return compareMedians(
    ascending.filter((_, place) => cites[place] === 1),
    ascending.filter((_, place) => cites[place] === 0),
  )
}
