import type { Client } from '../../../db/connection.ts'
import { countAdvertisedDays, writeCoverage } from '../../../db/loaders/coverage.ts'
import { type ObservedWindows, observeWindows } from '../../../db/queries/coverage.ts'
import { compareWindows } from './compare-windows.ts'
import type { Coverage, WindowCoverage } from './coverage.ts'

/**
 * Writes what a publication rests on, in the transaction that publishes it. Call it for a publication that stands as well:
 * a day may have been observed since without any advert that is new.
 * @param ends last days of the publication's windows, newest first
 */
export async function publishCoverage(
  client: Client,
  publicationId: number,
  months: number,
  ends: readonly string[],
): Promise<void> {
  await countAdvertisedDays(client)
  await writeCoverage(client, publicationId, compareAll(await observeWindows(client, months, ends)))
}

/**
 * Windows with the judgement of each against its neighbour.
 * @param whole the windows that tell how sources were observed, where `windows` has a part of their vacancies only
 */
export const compareAll = (
  { observedSince, windows }: ObservedWindows,
  whole: readonly WindowCoverage[] = windows,
): Coverage => ({
  observedSince,
  windows,
  comparability: windows.slice(0, -1).map((now, at) =>
    compareWindows({ now, earlier: windows[at + 1]! }, observedSince, {
      now: whole[at]!,
      earlier: whole[at + 1]!,
    }),
  ),
})
