/** What was looked at, and how it is. */
export interface Finding {
  /** `database`, `disk` */
  check: string
  /** `warning`: to be looked at some time; `broken`: something cannot do its work. */
  state: 'well' | 'warning' | 'broken'
  /** How it is, in one line. */
  says: string
  /** What to do; null where nothing needs to be done. */
  todo: string | null
}

export const well = (check: string, says: string): Finding => ({ check, state: 'well', says, todo: null })
export const warning = (check: string, says: string, todo: string): Finding => ({
  check,
  state: 'warning',
  says,
  todo,
})
export const broken = (check: string, says: string, todo: string): Finding => ({
  check,
  state: 'broken',
  says,
  todo,
})

/** A length of time as people say it: `40 s`, `12 min`, `5 h`, `3 days`. */
export function lasting(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} days`
}

/** `12 MB`, `3.4 GB`; powers of ten, as disks are sold. */
export function sized(bytes: number): string {
  if (bytes < 1e9) return `${Math.round(bytes / 1e6)} MB`
  return `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`
}
