import { expect, it } from 'vitest'
import { isTracker } from '../../../crawlers/browser/trackers.ts'

it.each([
  ['https://www.googletagmanager.com/gtm.js?id=1', true],
  ['https://stats.g.doubleclick.net/collect', true],
  ['https://hotjar.com/x', true],
  ['https://nothotjar.com/x', false],
  ['https://boards.example/google-analytics.com.js', false],
  ['https://www.google.com/jobs', false],
  ['data:text/plain,hotjar.com', false],
])('%s', (address, tracks) => {
  expect(isTracker(address)).toBe(tracks)
})
