import { describe, expect, it } from 'vitest'
import {
  adjustPremiums,
  type PayObservation,
} from '../../../../pipeline/statistics/premiums/adjusted-premiums.ts'
import { createUniform } from '../uniform.ts'

const plain = { seniority: null, location: null, sector: null, month: '2025-10' }
const pounds = [40_000, 45_000, 50_000, 55_000, 60_000]

/** Seniors hold Go more often; Go pays 10 %, seniors 40 % and London 20 % more, all told apart only by a model. */
function drawMarket(size: number, seed: number): PayObservation[] {
  const uniform = createUniform(seed)
  return Array.from({ length: size }, (_, i) => {
    const seniority = uniform() < 0.3 ? 'senior' : uniform() < 0.6 ? null : 'mid'
    const skills = ['Git', 'Jira'].filter(() => uniform() < 0.4)
    if (uniform() < (seniority === 'senior' ? 0.6 : 0.1)) skills.push('Go')
    const location = uniform() < 0.5 ? 'London' : 'Leeds'
    const pay =
      50_000 *
      (seniority === 'senior' ? 1.4 : 1) *
      (skills.includes('Go') ? 1.1 : 1) *
      (location === 'London' ? 1.2 : 1) *
      Math.exp(0.3 * (uniform() - 0.5))
    return { pay, skills, seniority, location, sector: null, month: i % 3 ? '2025-09' : '2025-10' }
  })
}

it('of one skill alone is the ratio of geometric means', () => {
  const withIt = pounds.flatMap(pay => Array<number>(5).fill(pay * 1.1))
  const without = pounds.flatMap(pay => Array<number>(6).fill(pay))
  const result = adjustPremiums([
    ...withIt.map(pay => ({ ...plain, pay, skills: ['Go', 'Go'] })),
    ...without.map(pay => ({ ...plain, pay, skills: [] })),
  ])!
  const [go] = result.skills
  expect(go).toMatchObject({ name: 'Go', with: 25, without: 30 })
  expect(go!.premium).toBeCloseTo(0.1, 10)
  expect(go!.rawPremium).toBeCloseTo(0.1, 10)

  // Spread of logs by hand: HC3 in groups of 25 and 30, Student's t with 53 degrees of freedom
  const logs = pounds.map(Math.log)
  const middle = logs.reduce((sum, log) => sum + log / 5, 0)
  const variance = logs.reduce((sum, log) => sum + (log - middle) ** 2 / 5, 0)
  const error = Math.sqrt(variance * (25 / 24 ** 2 + 30 / 29 ** 2))
  expect(go!.interval[0]).toBeCloseTo(1.1 * Math.exp(-2.00575 * error) - 1, 5)
  expect(go!.interval[1]).toBeCloseTo(1.1 * Math.exp(2.00575 * error) - 1, 5)
  expect(result).toMatchObject({ observations: 55, degreesOfFreedom: 53, leftOut: [], coinciding: [] })
})

describe('a market where seniors hold a skill', () => {
  const market = drawMarket(2000, 5)
  const result = adjustPremiums(market)!
  const go = result.skills.find(({ name }) => name === 'Go')!

  it('tells the skill from the seniority, which the raw premium cannot', () => {
    expect(go.interval[0]).toBeLessThan(0.1)
    expect(go.interval[1]).toBeGreaterThan(0.1)
    expect(go.premium).toBeCloseTo(0.1, 1)
    expect(go.rawInterval![0]).toBeGreaterThan(0.2)
    expect(go.with + go.without).toBe(2000)
  })

  it('compares levels with the most common, "not stated" being one', () => {
    expect(result.seniority.base!.name).toBeNull()
    expect(result.seniority.levels.map(({ name }) => name)).toEqual(['senior', 'mid'])
    expect(result.seniority.levels[0]!.premium).toBeCloseTo(0.4, 1)
    expect(result.seniority.levels[1]!.premium).toBeCloseTo(0, 1)
    expect(result.sector).toEqual({ base: { name: null, observations: 2000 }, levels: [] })
  })

  it('does not depend on the order of observations', () => {
    const back = adjustPremiums(market.toReversed())!
    expect(back.skills.map(({ name }) => name)).toEqual(result.skills.map(({ name }) => name))
    for (const [i, skill] of result.skills.entries()) {
      const same = back.skills[i]!
      expect(same.premium).toBeCloseTo(skill.premium, 10)
      expect(same.interval[0]).toBeCloseTo(skill.interval[0], 10)
      expect(same.rawInterval).toEqual(skill.rawInterval)
    }
  })

  it('gives skills the same effects whatever the base levels, and levels the reciprocal', () => {
    const other = adjustPremiums(market, { seniority: 'senior', location: 'Leeds' })!
    expect(other.seniority.base!.name).toBe('senior')
    expect(other.location.base!.name).toBe('Leeds')
    for (const [i, skill] of result.skills.entries()) {
      expect(other.skills[i]!.premium).toBeCloseTo(skill.premium, 10)
      expect(other.skills[i]!.interval[1]).toBeCloseTo(skill.interval[1], 10)
    }
    const senior = result.seniority.levels.find(({ name }) => name === 'senior')!
    const notStated = other.seniority.levels.find(({ name }) => name === null)!
    expect(notStated.premium).toBeCloseTo(1 / (1 + senior.premium) - 1, 10)
    expect(notStated.interval[0]).toBeCloseTo(1 / (1 + senior.interval[1]) - 1, 10)
    expect(other.r2).toBeCloseTo(result.r2, 10)
  })
})

describe('what cannot have an effect of its own', () => {
  const market = drawMarket(600, 9)

  it('is left out with its reason', () => {
    const observations = market.map((observation, i) => ({
      ...observation,
      skills: [
        ...observation.skills,
        ...(i < 19 ? ['Cobol'] : []),
        ...(i >= 19 ? ['Agile'] : []),
        ...(observation.location === 'London' ? ['Tube'] : []),
      ],
      sector: i < 5 ? 'Games' : null,
    }))
    const result = adjustPremiums(observations)!
    expect(result.leftOut).toEqual([
      { kind: 'skill', name: 'Agile', observations: 581, reason: 'fewer than 20 without it' },
      { kind: 'skill', name: 'Cobol', observations: 19, reason: 'fewer than 20 with it' },
      { kind: 'sector', name: 'Games', observations: 5, reason: 'too few of it: pooled with others' },
      {
        kind: 'skill',
        name: 'Tube',
        observations: observations.filter(({ location }) => location === 'London').length,
        reason: 'cannot be told from the others in the model',
      },
    ])
    expect(result.skills.map(({ name }) => name).sort()).toEqual(['Git', 'Go', 'Jira'])
  })

  it('is said where skills nearly coincide, or coincide', () => {
    const observations = market.map((observation, i) => {
      const hasGit = observation.skills.includes('Git')
      const twins = hasGit ? ['GitHub', ...(i % 40 ? ['GitLab'] : [])] : []
      return { ...observation, skills: [...observation.skills, ...twins] }
    })
    const result = adjustPremiums(observations)!
    const pairs = result.coinciding.map(({ names }) => names.join(' & '))
    expect(pairs.sort()).toEqual(['Git & GitHub', 'Git & GitLab', 'GitHub & GitLab'])
    expect(result.coinciding.find(({ names }) => names[1] === 'GitHub')!.correlation).toBeCloseTo(1, 12)
    expect(result.leftOut).toMatchObject([{ name: 'GitHub' }])
    expect(
      result.skills.every(({ premium, interval }) => [premium, ...interval].every(Number.isFinite)),
    ).toBe(true)
  })

  it('is a rarer skill where the sample bears few', () => {
    const uniform = createUniform(3)
    const names = Array.from({ length: 30 }, (_, i) => `Skill ${i}`)
    const observations = Array.from({ length: 100 }, () => ({
      ...plain,
      pay: 50_000 * Math.exp(uniform()),
      skills: names.filter(() => uniform() < 0.5),
    }))
    const result = adjustPremiums(observations)!
    expect(result.skills).toHaveLength(19)
    expect(result.degreesOfFreedom).toBe(80)
    expect(result.leftOut.map(({ reason }) => reason)).toEqual(
      Array(11).fill('the sample bears only the 19 most common'),
    )
    const fewest = Math.min(...result.skills.map(skill => skill.with))
    expect(Math.max(...result.leftOut.map(({ observations: count }) => count))).toBeLessThanOrEqual(fewest)
  })
})

it('has no answer for a small sample, and refuses what is no pay', () => {
  const observations = Array.from({ length: 39 }, () => ({ ...plain, pay: 50_000, skills: [] }))
  expect(adjustPremiums(observations)).toBeNull()
  expect(adjustPremiums([])).toBeNull()
  expect(() => adjustPremiums([{ ...plain, pay: 0, skills: [] }])).toThrow('no pay: 0')
  expect(() => adjustPremiums([{ ...plain, pay: Number.NaN, skills: [] }])).toThrow(RangeError)
})
