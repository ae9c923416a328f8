import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Sets the time that all processes of a simulation go by. */
export function setClock(file: string, now: Date): void {
  const draft = `${file}.draft`
  writeFileSync(draft, now.toISOString())
  renameSync(draft, file)
}

/** The time that was set; it stands still until it is set again. */
export const readClock = (file: string): Date => new Date(readFileSync(file, 'utf8'))
