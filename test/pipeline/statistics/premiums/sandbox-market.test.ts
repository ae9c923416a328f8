import { describe, expect, it } from 'vitest'
import {
  type AdjustedPremiums,
  adjustPremiums,
  type Effect,
} from '../../../../pipeline/statistics/premiums/adjusted-premiums.ts'
import { createMarket } from '../../../../scripts/sandbox/market.ts'
import { calibration, companies } from '../../../../scripts/sandbox/tables.ts'

const { skillPremium, seniority, region, sector } = calibration.pay
const sectorWords = new Set(Object.values(companies.sectorSkills))

/** Backend Developer's pay is set to published percentiles (`cells`), so no premiums made it. */
const observations = createMarket({ scale: 0.1 }).adverts.flatMap(advert => {
  const { pay, skills, place, role, postedOn } = advert
  if (pay?.unit !== 'year' || !advert.inScope || advert.flaw || advert.repeat) return []
  if (role === 'Backend Developer') return []
  return {
    pay: ((pay.min ?? pay.max)! + (pay.max ?? pay.min)!) / 2,
    skills: skills.filter(skill => !sectorWords.has(skill)),
    role,
    seniority: advert.seniority,
    location: place.region ?? 'Remote',
    sector: skills.find(skill => sectorWords.has(skill)) ?? null,
    month: postedOn.slice(0, 7),
    postedOn,
  }
})

/** The market's half-years, in each of which London's trend against the rest is one factor. */
const edges = [
  '2022-11-21',
  '2023-05-21',
  '2023-11-21',
  '2024-05-21',
  '2024-11-21',
  '2025-05-21',
  '2025-11-21',
]
const halves = edges.slice(1).map((to, half) => {
  const window = observations.filter(({ postedOn }) => postedOn > edges[half]! && postedOn <= to)
  return adjustPremiums(window, { seniority: 'senior', location: 'London', sector: 'Fintech' })!
})

const holds = ({ interval }: Effect, truth: number) => interval[0] <= truth && truth <= interval[1]

const shareHeld = (judged: { effect: Effect; truth: number }[]) =>
  judged.filter(({ effect, truth }) => holds(effect, truth)).length / judged.length

const skillsOf = ({ skills }: AdjustedPremiums) =>
  skills.map(effect => ({ effect, truth: skillPremium[effect.name] ?? 0 }))

/** Levels that are stated, against the truth relative to the base's. */
const levelsOf = (
  half: number,
  factor: 'seniority' | 'location' | 'sector',
  truth: (name: string) => number,
) => {
  const { base, levels } = halves[half]![factor]
  return levels.flatMap(effect =>
    effect.name === null ? [] : { effect, truth: truth(effect.name) / truth(base!.name!) - 1 },
  )
}

describe('the true premiums of the sandbox market', () => {
  // 95 % intervals of 360 effects hold 95 ± 1.1 % of truths, were they independent
  it('of skills lie in at least 92 % of the intervals of half-years', () => {
    const judged = halves.flatMap(skillsOf)
    expect(judged).toHaveLength(360)
    expect(shareHeld(judged)).toBeGreaterThanOrEqual(0.92)
    expect(shareHeld(judged)).toBeLessThan(1)
  })

  it('of skills lie in at least 90 % of the intervals of three years', () => {
    const result = adjustPremiums(observations)!
    expect(result.observations).toBeGreaterThan(15_000)
    expect(shareHeld(skillsOf(result))).toBeGreaterThanOrEqual(0.9)

    const widths = result.skills.map(({ interval }) => interval[1] - interval[0])
    expect(Math.max(...widths)).toBeLessThan(0.15)
    const found = result.skills.filter(({ name, interval }) => skillPremium[name]! > 0 && interval[0] > 0)
    expect(found.map(({ name }) => name).sort()).toEqual(['Kafka', 'Kubernetes', 'PostgreSQL'])
  })

  it('of seniority, place and sector lie in at least 90 % of theirs', () => {
    const judged = halves.flatMap((_, half) => [
      ...levelsOf(half, 'seniority', name => seniority[name as keyof typeof seniority]),
      ...levelsOf(
        half,
        'location',
        name => region[name]! * calibration.pay.trend[name === 'London' ? 'london' : 'rest'][half]!,
      ),
      ...levelsOf(half, 'sector', name => sector[name]!),
    ])
    expect(judged.length).toBeGreaterThan(130)
    expect(shareHeld(judged)).toBeGreaterThanOrEqual(0.9)
  })

  it('are missed by raw medians, where seniors or better paid roles hold the skill', () => {
    const result = adjustPremiums(observations)!
    const mentoring = result.skills.find(({ name }) => name === 'Mentoring')!
    expect(mentoring.rawInterval![0]).toBeGreaterThan(0.15)
    expect(holds(mentoring, 0)).toBe(true)
    const rawHeld = result.skills.filter(({ name, rawInterval }) => {
      const truth = skillPremium[name] ?? 0
      return rawInterval![0] <= truth && truth <= rawInterval![1]
    })
    expect(rawHeld.length / result.skills.length).toBeLessThan(0.5)
  })
})
