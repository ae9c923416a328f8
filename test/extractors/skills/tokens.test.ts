import { expect, test } from 'vitest'
import { americanSpelling, pluralOf } from '../../../extractors/skills/spelling-variants.ts'
import { createTokens, gap, scan, splitWords } from '../../../extractors/skills/tokens.ts'
import { createVocabulary } from '../../../extractors/skills/vocabulary.ts'

test.each([
  ['C++ and C#', ['c++', 'and', 'c#']],
  ['ASP.NET', ['asp', '.net']],
  ['Node.js', ['node', 'js']],
  ['R&D', ['r', 'and', 'd']],
  ['CI/CD', ['ci', 'cd']],
  ["Master's", ['masters']],
  ['a well-known tool', ['a', 'well', 'known', 'tool']],
  ['see https://acme.io/java?x=1 now', ['see', 'now']],
  ['by @acme', ['by']],
  ['Ängström', ['ängström']],
  ['**bold**', ['bold']],
])('%s', (text, words) => {
  expect(splitWords(text).map(({ word }) => word)).toEqual(words)
})

test.each([
  ['a b', gap.space],
  ['a.b', gap.dot],
  ['a-b', gap.hyphen],
  ['a/b', gap.slash],
  ['a / b', gap.slash],
  ['a, b', gap.comma],
  ['a. b', gap.stop],
  ['a (b', gap.stop],
  ['a\nB', gap.stop],
  ['a\nb', gap.space],
  ['a - b', gap.stop],
])('between the words of %j', (text, expected) => {
  expect(splitWords(text)[1]?.gap).toBe(expected)
})

test('a version, a possessive and a glued item opener are parted from a known word', () => {
  const vocabulary = createVocabulary(
    new Map([
      ['python', 1],
      ['strong', 2],
    ]),
  )
  const tokens = createTokens()
  scan('Python3, Python’s, PythonStrong, PythonStrange', vocabulary, tokens, new Set([2]))
  expect([...tokens.ids.subarray(0, tokens.count)]).toEqual([1, 1, 1, 2, 0])
})

test.each([
  ['containerisation', 'containerization'],
  ['modelling', 'modeling'],
  ['behaviour', 'behavior'],
  ['programme', 'program'],
  ['data', null],
])('American spelling of %s', (british, american) => {
  expect(americanSpelling(british)).toBe(american)
})

test.each([
  ['database', 'databases'],
  ['library', 'libraries'],
  ['index', 'indexes'],
  ['css', null],
  ['c++', null],
  ['s3', null],
])('plural of %s', (word, plural) => {
  expect(pluralOf(word)).toBe(plural)
})
