import fc from 'fast-check'
import { expect, test } from 'vitest'
import { repairJson } from '../../../../crawlers/platforms/schema-org/repair-json.ts'

test.each([
  [`{'a': 'it\\'s "so"'}`, { a: `it's "so"` }],
  ['{"a": "two\nlines\tand\u0001"}', { a: 'two\nlines\tand\u0001' }],
  ['{"a": [1, 2, ], }', { a: [1, 2] }],
  [`{"a": ",]", "b": "it's"}`, { a: ',]', b: "it's" }],
  ['{"a": "\\\\", "b": "\\u00a3"}', { a: '\\', b: '£' }],
])('%s', (text, value) => {
  expect(JSON.parse(repairJson(text))).toEqual(value)
})

test('valid JSON keeps its meaning', () => {
  fc.assert(
    fc.property(fc.json(), text => {
      expect(JSON.parse(repairJson(text))).toEqual(JSON.parse(text))
    }),
  )
})
