import { describe, expect, it } from 'vitest'
import { excerptOf } from '../../../../pipeline/statistics/explain/excerpts.ts'
import { matchedWords, partOfTitle } from '../../../../pipeline/statistics/explain/matched-words.ts'
import type { AdvertWords } from '../../../../pipeline/statistics/explain/read-words.ts'

const words = (over: Partial<AdvertWords>): AdvertWords => ({
  title: 'Developer',
  text: '',
  asked: '',
  announcement: null,
  company: null,
  salaryText: null,
  typedPay: null,
  ...over,
})

const titles: [title: string, term: string, part: string | null][] = [
  ['Senior Python Developer', 'Developer', 'Developer'],
  ['Senior Python Developer', 'Python Developer', 'Python Developer'],
  ['Senior Python Developer', 'Senior Developer', 'Senior Python Developer'],
  ['Principal Data Scientist: R, Python, SQL', 'Data Scientist', 'Data Scientist'],
  ['Big Data Consultant / Data Scientist (London)', 'Data Scientist', 'Data Scientist'],
  ['C# .NET Developer', '.NET Developer', '.NET Developer'],
  ['Pastry Chef', 'Developer', null],
]
it.each(titles)('%s has %s by %s', (title, term, part) => {
  const span = partOfTitle(title, term)
  expect(span && title.slice(span.start, span.end)).toBe(part)
})

describe('the words of a skill', () => {
  const marked = (asked: string, name: string, category: string) => {
    const { excerpt, mentions } = matchedWords(words({ asked }), { name, category })
    const [mark] = excerpt?.marks ?? []
    return [excerpt && mark ? excerpt.text.slice(...mark) : null, mentions]
  }
  it('are its mentions, those of its versions, and none where the text demands none', () => {
    const text =
      'Developer\nWe ask for experience with Java 8 and Python. Python is what we write.\nNo PHP needed.'
    expect(marked(text, 'Python', 'Programming Languages')).toEqual(['Python', 2])
    expect(marked(text, 'Java', 'Programming Languages')).toEqual(['Java 8', 1])
    expect(marked(text, 'PHP', 'Programming Languages')).toEqual([null, 0])
  })

  it('are those of the announcement where the title was made by reading one', () => {
    const announcement = 'Acme | London, UK | Backend Developers, Designers | ONSITE\nWe do things.'
    const { excerpt } = matchedWords(words({ title: 'Backend Developer', announcement }), {
      name: 'Developer',
      category: 'Job Titles',
    })
    expect(excerpt).toEqual({
      text: 'Acme | London, UK | Backend Developers, Designers | ONSITE',
      marks: [[20, 37]],
    })
  })
})

describe('an excerpt', () => {
  const around = (text: string, word: string) => {
    const start = text.indexOf(word)
    const { text: cut, marks } = excerptOf(text, { start, end: start + word.length })
    expect(cut.slice(...marks[0]!)).toBe(word)
    return cut
  }
  it('is the sentence', () => {
    expect(around('One line.\nWe are nice. You know Go well. Apply now.\nThe end.', 'Go')).toBe(
      'You know Go well.',
    )
    expect(around('Go', 'Go')).toBe('Go')
    expect(around('A\nGo\nB', 'Go')).toBe('Go')
  })
  it('is cut between words where the sentence is long, and never holds half a character', () => {
    const long = `${'word '.repeat(60)}Go${' more'.repeat(60)}`
    expect(around(long, 'Go')).toMatch(/^…(word ){17}Go( more){17}…$/)
    expect(around(`${'😀'.repeat(100)}Go${'😀'.repeat(100)}`, 'Go').isWellFormed()).toBe(true)
  })
})
