import { describe, expect, it } from 'vitest'
import { readTaxonomyFile } from '../../../../extractors/taxonomy/taxonomy-files.ts'
import { LevelsFile } from '../../../../extractors/title/title-files.ts'
import { familyOf, levelWords } from '../../../../pipeline/statistics/guide/title-family.ts'

describe('what the taxonomy says of a title', () => {
  it.each([
    ['Backend Developer', { role: 'Backend Developer', level: null, wider: ['Developer'] }],
    ['Senior Backend Developer', { role: 'Backend Developer', level: 'Senior', wider: ['Developer'] }],
    ['Entry Level Developer', { role: 'Developer', level: 'Entry Level', wider: [] }],
    ['Lead Data Engineer', { role: 'Data Engineer', level: 'Lead', wider: ['Engineer'] }],
    [
      'Java Backend Developer',
      {
        role: 'Java Backend Developer',
        level: null,
        wider: ['Java Developer', 'Backend Developer', 'Developer'],
      },
    ],
    ['Data Scientist', { role: 'Data Scientist', level: null, wider: [] }],
    // A lead by its head has no level before it.
    ['Tech Lead', { role: 'Tech Lead', level: null, wider: ['Lead'] }],
    ['Head of Engineering', { role: 'Head of Engineering', level: null, wider: [] }],
  ])('%s', (term, family) => expect(familyOf(term)).toEqual(family))

  it('reads no role in a skill', () => expect(familyOf('Python')).toBeNull())

  it('knows every level of the taxonomy that is a step of a role', () => {
    const { levels } = readTaxonomyFile('titles/levels.yaml', LevelsFile)
    const steps = levels.flatMap(({ level, term }) => (term && level !== 'executive' ? [term] : []))
    expect([...levelWords].sort()).toEqual([...steps, 'Lead'].sort())
  })
})
