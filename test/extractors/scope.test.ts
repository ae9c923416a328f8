import { describe, expect, test } from 'vitest'
import { decideScope } from '../../extractors/scope.ts'

const skill = (name: string, category = 'Programming Languages') => ({ name, category })
const technical = [
  skill('Python'),
  skill('PostgreSQL', 'Database & Business Intelligence'),
  skill('Docker', 'System Software'),
]
const title = (it: boolean | null, role: string | null = null) => ({ it, role })

describe('scope', () => {
  test('a recognised IT title is in, with or without skills', () => {
    expect(decideScope({ title: title(true), skills: [], source: 'board' })).toEqual({
      inScope: true,
      reason: null,
    })
  })

  test('a role of another trade is out, however many skills it names', () => {
    const skills = [...technical, skill('Java'), skill('AWS', 'Cloud Services')]
    expect(decideScope({ title: title(false), skills, source: 'hn-hiring' })).toEqual({
      inScope: false,
      reason: 'not an IT role',
    })
  })

  test('an undecided title with a known head needs three technical skills, without one four', () => {
    const out = { inScope: false, reason: 'no IT title and too few technical skills' }
    expect(decideScope({ title: title(null, 'Engineer'), skills: technical, source: 'board' }).inScope).toBe(
      true,
    )
    expect(
      decideScope({ title: title(null, 'Engineer'), skills: technical.slice(1), source: 'board' }),
    ).toEqual(out)
    expect(decideScope({ title: title(null), skills: technical, source: 'board' })).toEqual(out)
    expect(
      decideScope({ title: title(null), skills: [...technical, skill('Java')], source: 'board' }).inScope,
    ).toBe(true)
  })

  test('skills of an office, of a field, or named twice do not count', () => {
    const skills = [
      skill('Python'),
      skill('Python'),
      skill('Office 365', 'Cloud Services'),
      skill('Retail', 'General'),
      skill('Degree', 'Qualifications'),
    ]
    expect(decideScope({ title: title(null, 'Analyst'), skills, source: 'board' }).inScope).toBe(false)
  })

  test('one technical skill is enough on a technical board', () => {
    expect(decideScope({ title: title(null), skills: [skill('Go')], source: 'hn-hiring' }).inScope).toBe(true)
    expect(decideScope({ title: title(null), skills: [skill('Go')], source: 'board' }).inScope).toBe(false)
    expect(decideScope({ title: title(null), skills: [], source: 'hn-hiring' }).inScope).toBe(false)
  })
})
