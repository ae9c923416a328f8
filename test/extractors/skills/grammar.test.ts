import { describe, expect, test } from 'vitest'
import { findSkills } from '../../../extractors/skills/find-skills.ts'
import { capitalTells, readsAs } from '../../../extractors/skills/grammar.ts'
import { createTokens, scan } from '../../../extractors/skills/tokens.ts'
import { createVocabulary } from '../../../extractors/skills/vocabulary.ts'

/** The place of a word in a text, with the tokens of the text. */
function placeOf(word: string, text: string) {
  const tokens = createTokens()
  scan(text, createVocabulary(new Map()), tokens)
  const from = tokens.starts.subarray(0, tokens.count).indexOf(text.indexOf(word))
  return { tokens, place: { from, to: from } }
}

test.each([
  ['Express', 'Express your interest in Node today', false],
  ['React', 'React quickly to incidents in JavaScript systems', false],
  ['Swift', 'Swift resolution of iOS bugs', false],
  ['Play', 'Play a key role in our Scala team', false],
  ['Go', 'Go build amazing Python services', false],
  ['Unity', 'Unity and C# are what we use', true],
  ['Slack', 'With mail and Slack we talk all day', true],
])('%s in "%s" is a noun: %s', (word, text, expected) => {
  const { tokens, place } = placeOf(word, text)
  expect(readsAs('noun', text, tokens, place)).toBe(expected)
})

test('a second reading of a sentence is the same', () => {
  const { tokens, place } = placeOf('Express', 'Express your interest in Node today')
  const read = () => readsAs('noun', 'Express your interest in Node today', tokens, place)
  expect([read(), read()]).toEqual([false, false])
})

test('a long sentence is cut around the hit', () => {
  const text = `${'we like big words '.repeat(4000)}Go ${'and more of them '.repeat(4000)}`
  const { tokens, place } = placeOf('Go', text)
  const started = performance.now()
  readsAs('noun', text, tokens, place)
  expect(performance.now() - started).toBeLessThan(500)
})

test.each([
  ['Go', 'we write Go every day', true],
  ['Go', 'Go every day', false],
  ['Go', 'Python. Go every day', false],
  ['go', 'we write go every day', false],
  ['Express', 'Please Express Your Interest', false],
])('capitals tell that %s in "%s" is a name: %s', (word, text, expected) => {
  const { tokens, place } = placeOf(word, text)
  expect(capitalTells(text, tokens, place)).toBe(expected)
})

describe('in adverts', () => {
  const names = (text: string) => findSkills(text).map(skill => skill.name)

  test.each([
    ['Express your interest in our Node team', 'Express.js'],
    ['React fast when JavaScript systems fail', 'React'],
    ['Play a key role in a Scala and Akka team', 'Play Framework'],
    ['Swift answers matter to our iOS users', 'Apple Swift'],
  ])('"%s" has no %s', (text, skill) => {
    expect(names(text)).not.toContain(skill)
  })

  test.each([
    ['React is a plus. We like JavaScript', 'React'],
    ['React and Redux', 'React'],
    ['Node\nExpress\nMongoDB', 'Express.js'],
    ['frameworks (React preferred, JavaScript)', 'React'],
    ['Go, Rust or Python', 'Go'],
  ])('"%s" has %s', (text, skill) => {
    expect(names(text)).toContain(skill)
  })
})

test('an advert full of undecided hits stays fast', () => {
  const text = 'Express wishes in Node. Play with Scala. React to JavaScript. Swift iOS moves. '.repeat(2000)
  const started = performance.now()
  findSkills(text)
  expect(performance.now() - started).toBeLessThan(1000)
})
