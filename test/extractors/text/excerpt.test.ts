import { expect, test } from 'vitest'
import { defineCue } from '../../../extractors/text/cues.ts'
import { excerptAround } from '../../../extractors/text/excerpt.ts'

const cue = defineCue(['remote', 'office'], /remote|office/iy)
const long = 'x'.repeat(300)

test.each([
  ['no cue, nothing', 'We make shoes.\nBy hand.', ''],
  ['the line of the cue only', 'First\nFully remote role\nLast', 'Fully remote role'],
  ['lines that follow one another stay apart', 'remote\noffice', 'remote\noffice'],
  ['two cues of one line are one passage', 'remote or in the office', 'remote or in the office'],
  [
    'a long line is cut on both sides',
    `${long} remote ${long}`,
    `…${long.slice(161)} remote ${long.slice(161)}…`,
  ],
  [
    'distant cues of a line are two passages',
    `remote ${long} office`,
    `remote ${long.slice(161)}…\n…${long.slice(161)} office`,
  ],
  ['a cue at the very start', 'Remote', 'Remote'],
])('%s', (_, text, excerpt) => {
  expect(excerptAround(text, cue)).toBe(excerpt)
})

test('is bounded whatever the number of cues', () => {
  expect(excerptAround('remote\n'.repeat(100_000), cue).length).toBeLessThan(1000)
})
