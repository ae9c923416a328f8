import { type Database, inTransaction } from '../../db/connection.ts'
import { replaceCells } from '../../db/loaders/window-cells.ts'
import { findWindow, lockWindow, noteWindow, type WindowKey, windowSpan } from '../../db/loaders/windows.ts'
import { cellLines } from '../statistics/windows/cell-lines.ts'
import type { TermTable } from '../statistics/windows/cells.ts'
import { computeCells } from '../statistics/windows/compute-cells.ts'
import type { FactMonths } from '../statistics/windows/fact-months.ts'
import { gatherWindow } from '../statistics/windows/window-facts.ts'
import { versions } from '../versions.ts'

/** What bringing a window up to date took. */
export interface ComputedWindow {
  windowId: number
  /** False where it stood and was fresh. */
  computed: boolean
  /** Cells written; of a window that stood, those that may have changed. */
  cells: number
}

/**
 * Brings a window up to the change of `facts`: computes it where it is missing, replaces the cells that changed where it
 * is stale, and leaves it alone where it is fresh. One process does so at a time.
 * @param listsFrom vacancies from which a cell of a whole window carries its lists
 */
export async function computeWindow(
  database: Database,
  key: WindowKey,
  facts: FactMonths,
  terms: TermTable,
  listsFrom: number,
): Promise<ComputedWindow> {
  const standing = await findWindow(database.pool, key, versions)
  if (standing?.fresh) return { windowId: standing.windowId, computed: false, cells: 0 }
  return inTransaction(database.pool, async client => {
    await lockWindow(client, key)
    const former = await findWindow(client, key, versions)
    // Another process has done it meanwhile, or is further than this one.
    if (former && (former.fresh || former.change >= facts.change))
      return { windowId: former.windowId, computed: false, cells: 0 }
    const span = await windowSpan(client, key.endsOn, key.months)
    const chunks = await facts.of(client, span.begins, key.endsOn)
    const window = gatherWindow(chunks, span, facts.change, former?.change ?? null)
    const keep = { least: key.least, listsFrom: key.least === 1 ? listsFrom : null }
    const windowId = await noteWindow(client, key, facts.change, versions)
    const areas = computeCells(window, terms, keep, former === null)
    const cells = await replaceCells(client, windowId, facts.change, cellLines(areas))
    return { windowId, computed: true, cells }
  })
}
