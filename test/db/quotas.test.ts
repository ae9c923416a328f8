import { afterEach, beforeEach, expect, it } from 'vitest'
import { spendRequest } from '../../db/queries/quotas.ts'
import { freshDatabase } from '../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

const at = (seconds: number) => new Date(Date.parse('2025-11-21T12:00:00Z') + seconds * 1000)
const spend = (seconds: number) =>
  spendRequest(fresh.database, 'adzuna', [{ requests: 25, seconds: 60 }], at(seconds))

it('lets requests through that keep to what is allowed', async () => {
  for (let request = 0; request < 60; request++) expect(await spend(request * 2.4)).toBeNull()
})

it('says when the oldest of too many is out of the span', async () => {
  for (let request = 0; request < 25; request++) expect(await spend(request)).toBeNull()
  expect(await spend(25)).toEqual(at(60))
  expect(await spend(59.999)).toEqual(at(60))
  expect(await spend(60)).toBeNull()
  expect(await spend(60.5)).toEqual(at(61))
})
