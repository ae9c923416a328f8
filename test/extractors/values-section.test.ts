import { expect, test } from 'vitest'
import { extract } from '../../extractors/extract.ts'
import { withoutValues } from '../../extractors/values-section.ts'

test.each([
  [
    'a section of sentences ends at the next heading',
    'Needs Java.\nOur values\nCraft: from the words to the system architecture, we care.\nTrust: we keep it.\nWhat we offer\nTea',
    'Needs Java.\n\nWhat we offer\nTea',
  ],
  [
    'a list ends there too',
    'Our core values:\n\n- Clear writing\n- Design\nThe role\nPython',
    '\nThe role\nPython',
  ],
  ['at the end of the text', 'Go\nCompany values\n- Leadership', 'Go\n'],
  ['what is valued in a candidate is a demand', 'What we value\n- Rust', 'What we value\n- Rust'],
  ['a sentence is no heading', 'We share our values\nLinux', 'We share our values\nLinux'],
  ['nor is a part of one', 'Our values and Kotlin\nLinux', 'Our values and Kotlin\nLinux'],
  ['nothing to leave out', 'C++\nRust', 'C++\nRust'],
])('%s', (_, text, kept) => {
  expect(withoutValues(text)).toBe(kept)
})

test('only so much is left out where no heading follows', () => {
  const text = `Our values\n${'- We are kind and we write well.\n'.repeat(300)}`
  expect(withoutValues(text).length).toBeGreaterThan(4000)
})

test('what a firm values is no demand of the role', () => {
  const description =
    '<p>You write Kotlin.</p><h3>Our values</h3><p>Craft: we care for system architecture.</p><h3>Apply</h3>'
  const [posting] = extract({
    source: 's',
    sourceId: '1',
    title: 'Kotlin Developer',
    seenAt: '2025-01-01',
    description,
  })
  expect(posting?.skills.map(({ name }) => name)).toEqual(['Kotlin'])
})
