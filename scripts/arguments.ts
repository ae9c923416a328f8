import { InvalidArgumentError } from 'commander'

/** Lengths of the windows that are published where nothing else is said, in months. */
export const defaultMonths = [6, 3]

export function day(text: string): string {
  const parsed = new Date(`${text}T00:00:00Z`)
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(parsed.getTime()) ||
    parsed.toISOString().slice(0, 10) !== text
  )
    throw new InvalidArgumentError('write a day of the calendar as 2025-11-21.')
  if (text < '1990' || text > '2101') throw new InvalidArgumentError('the days go from 1990 to 2100.')
  return text
}

/** A month as the calendar writes it. */
export function month(text: string): string {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('write a month as 2016-01.')
  day(`${text}-01`)
  return text
}

export const days = (text: string, before: string[] = []): string[] => [...before, day(text)]

export function marketType(text: string): string {
  if (text !== 'permanent' && text !== 'contract')
    throw new InvalidArgumentError('it is permanent or contract.')
  return text
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('write a whole number.')
  return Number(text)
}

/** Of a run, a publication, a backfill. */
export function ledgerNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('write its number.')
  return Number(text)
}

export const ledgerNumbers = (text: string, before: number[] = []): number[] => [
  ...before,
  ledgerNumber(text),
]

export function port(text: string): number {
  const value = wholeNumber(text)
  if (value > 65_535) throw new InvalidArgumentError('ports go up to 65535.')
  return value
}

export function threads(text: string): number {
  const value = wholeNumber(text)
  if (value < 1 || value > 256) throw new InvalidArgumentError('write a number from 1 to 256.')
  return value
}

export const names = (text: string): string[] =>
  text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')

export function concurrency(text: string): number {
  const value = wholeNumber(text)
  if (value < 1 || value > 64) throw new InvalidArgumentError('write a number from 1 to 64.')
  return value
}

export function months(text: string): number {
  const value = wholeNumber(text)
  if (value < 1 || value > 120) throw new InvalidArgumentError('a window has 1 to 120 months.')
  return value
}

/** Commander calls it with each value, and with the default before the first. */
export const monthsList = (text: string, before: number[]): number[] =>
  before === defaultMonths ? [months(text)] : [...before, months(text)]

export function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 10)) throw new InvalidArgumentError('write a number above 0, at most 10.')
  return value
}
