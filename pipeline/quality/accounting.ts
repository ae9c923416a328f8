/**
 * What became of the records of a run: `records` is the sum of the six that follow. `reasons` says why records are out
 * of scope or rejected, with the same sums.
 */
export interface Accounting {
  records: number
  /** New, and the first advert of its vacancy. */
  loaded: number
  /** Known, and says something else than before. */
  changed: number
  /** Known, and says the same; or an older version of what is known. */
  unchanged: number
  /** New, but another advert of a vacancy that an earlier one opened; or the same record twice in one response. */
  duplicate: number
  /** Kept, but no job in IT, or no advert. */
  outOfScope: number
  /** Not readable: kept with the reason for replay. */
  rejected: number
  reasons: { outOfScope: Record<string, number>; rejected: Record<string, number> }
}

/** What can become of one record. */
export type Fate = 'loaded' | 'changed' | 'unchanged' | 'duplicate' | 'outOfScope' | 'rejected'

const fates: readonly Fate[] = ['loaded', 'changed', 'unchanged', 'duplicate', 'outOfScope', 'rejected']

/** An account without entries. */
export const emptyAccounting = (): Accounting => ({
  records: 0,
  loaded: 0,
  changed: 0,
  unchanged: 0,
  duplicate: 0,
  outOfScope: 0,
  rejected: 0,
  reasons: { outOfScope: {}, rejected: {} },
})

/** Enters one record; a reason belongs to those out of scope and rejected. */
export function enter(account: Accounting, fate: Fate, reason?: string): void {
  account.records++
  account[fate]++
  if (fate === 'outOfScope' || fate === 'rejected') {
    const reasons = account.reasons[fate]
    const why = reason ?? 'no reason given'
    reasons[why] = (reasons[why] ?? 0) + 1
  }
}

/** Adds `part` to `account`. */
export function add(account: Accounting, part: Accounting): void {
  account.records += part.records
  for (const fate of fates) account[fate] += part[fate]
  for (const fate of ['outOfScope', 'rejected'] as const)
    for (const [reason, count] of Object.entries(part.reasons[fate]))
      account.reasons[fate][reason] = (account.reasons[fate][reason] ?? 0) + count
}

/** Moves records that turned out to be duplicates once the vacancies were made. */
export function moveToDuplicates(account: Accounting, count: number): void {
  account.loaded -= count
  account.duplicate += count
}

/** @throws Error where the account does not add up, which would be a fault of ours */
export function assertAddsUp(account: Accounting): void {
  const sum = fates.reduce((total, fate) => total + account[fate], 0)
  const reasons = (fate: 'outOfScope' | 'rejected') =>
    Object.values(account.reasons[fate]).reduce((total, count) => total + count, 0)
  if (
    fates.some(fate => account[fate] < 0) ||
    sum !== account.records ||
    reasons('outOfScope') !== account.outOfScope ||
    reasons('rejected') !== account.rejected
  )
    throw new Error(`the accounting does not add up: ${JSON.stringify(account)}`)
}
