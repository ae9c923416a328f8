import { describe, expect, test } from 'vitest'
import {
  compileRule,
  type RuleContext,
  refused,
  supportOf,
  wellWritten,
} from '../../../extractors/skills/rules.ts'
import { createTokens, scan } from '../../../extractors/skills/tokens.ts'
import { createVocabulary } from '../../../extractors/skills/vocabulary.ts'
import { Rule } from '../../../extractors/taxonomy/skill-file.ts'

const ids = new Map<string, number>()
const context: RuleContext = {
  intern(word) {
    const id = ids.get(word) ?? ids.size + 1
    ids.set(word, id)
    return id
  },
  lists: new Map([
    ['makers', ['developer', 'engineer']],
    ['loop', ['@loop']],
    ['nested', ['@makers', 'shop']],
  ]),
  categoryBit: name => (name === 'Vendors' ? 1 : undefined),
}

/** Whether a rule of "acme" accepts the first "acme" of the text. */
function accepts(rule: object, text: string): boolean {
  const compiled = compileRule(Rule.parse(rule), 'Acme', context)
  const acme = context.intern('acme')
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) context.intern(word)
  const tokens = createTokens()
  scan(text, createVocabulary(ids), tokens)
  const from = tokens.ids.indexOf(acme)
  const place = { from, to: from }
  const categoryAt = new Int32Array(tokens.count)
  if (!wellWritten(compiled, text, tokens, place) || refused(compiled, tokens, categoryAt, place))
    return false
  return compiled.near === null && compiled.beside.length === 0
    ? true
    : supportOf(compiled, tokens, categoryAt, place) !== 'none'
}

test.each([
  [{ case: 'exact' }, 'with Acme', true],
  [{ case: 'exact' }, 'with acme', false],
  [{ case: 'exact' }, 'Acme’s tools', true],
  [{ case: ['ACME', 'acme'] }, 'with acme', true],
  [{ case: ['ACME', 'acme'] }, 'with Acme', false],
  [{ near: ['java'] }, 'Acme for our java team', true],
  [{ near: ['java'], within: 2 }, 'Acme for our java team', false],
  [{ near: ['java'] }, 'Acme', false],
  [{ near: ['@nested'] }, 'a shop that likes Acme', true],
  [{ beside: ['_ @makers'] }, 'Acme developer', true],
  [{ beside: ['_ @makers'] }, 'Acme. Developer wanted', false],
  [{ beside: ['written in _'] }, 'written in Acme', true],
  [{ beside: ['written in|with _'] }, 'written with Acme', true],
  [{ beside: ['written in _'] }, 'bought in Acme', false],
  [{ near: ['java'], beside: ['_ developer'] }, 'Acme developer', true],
  [{ not: ['_ corporation'] }, 'Acme corporation', false],
  [{ not: ['_ corporation'] }, 'Acme', true],
  [{ not: ['the _ of'] }, 'the Acme of skill', false],
])('%j reads "%s": %s', (rule, text, expected) => {
  expect(accepts(rule, text)).toBe(expected)
})

describe('faulty rules are refused', () => {
  test.each([
    [{ near: ['two words'] }, 'is not one word'],
    [{ near: ['@nothing'] }, 'no list or category'],
    [{ near: ['@loop'] }, 'contains itself'],
    [{ beside: ['developer'] }, 'needs one "_"'],
    [{ beside: ['_'] }, 'needs one "_"'],
    [{ not: ['_ @Vendors'] }, 'may refer to words only'],
  ])('%j', (rule, message) => {
    expect(() => compileRule(Rule.parse(rule), 'Acme', context)).toThrow(message)
  })
  test('a key that the language does not have', () => {
    expect(Rule.safeParse({ nearby: ['java'] }).success).toBe(false)
  })
})
