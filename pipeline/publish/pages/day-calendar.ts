import { html } from 'hono/html'
import { latestDue } from '../../runs/schedule.ts'
import { shortDate, shortMonth } from '../format.ts'
import type { Markup } from './layout.ts'

/** What is known of a day: the listing was met whole, in part, or not at all. */
export type DayState = 'whole' | 'part' | 'none'

/** Days in a row of one state. */
export interface Stretch {
  state: DayState
  from: string
  to: string
  days: number
}

const DAY = 86_400_000
const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY

/** Whether a schedule (cron, UTC) comes round on a day, up to the moment `at`. */
export function isDueOn(schedule: string, day: string, at: Date): boolean {
  const end = new Date(Math.min(Date.parse(dayAfter(day)) - 1, at.getTime()))
  return latestDue(schedule, end) >= new Date(day)
}

/**
 * The days from the first that is observed up to `to`, both included, as stretches of one state. A source that was not
 * looked at before is not missed then, nor on a day on which it was not due.
 */
export function stretchesOf(
  observed: readonly { day: string; partial: boolean }[],
  to: string,
  isDue: (day: string) => boolean = () => true,
): Stretch[] {
  const states = new Map(observed.map(({ day, partial }) => [day, partial ? 'part' : 'whole'] as const))
  const first = observed[0]?.day
  if (first === undefined) return []
  const stretches: Stretch[] = []
  for (let day = first; day <= to; day = dayAfter(day)) {
    const state = states.get(day) ?? 'none'
    if (state === 'none' && !isDue(day)) continue
    const last = stretches.at(-1)
    if (last?.state === state && dayAfter(last.to) === day) {
      last.to = day
      last.days += 1
    } else stretches.push({ state, from: day, to: day, days: 1 })
  }
  return stretches
}

/** A strip of days, as wide as its cell; the words beside it say the same. */
export function dayStrip(stretches: readonly Stretch[], from: string, to: string): Markup {
  const width = daysBetween(from, to) + 1
  return html`<svg class="days" viewBox="0 0 ${width} 8" preserveAspectRatio="none" aria-hidden="true">${stretches.map(
    ({ state, from: begin, days }) =>
      html`<rect class="${state}" x="${daysBetween(from, begin)}" width="${days}" height="8"/>`,
  )}</svg>`
}

const shortDay = (day: string): string => shortDate(day).replace(/ \d{4}$/, '')

/** The months of the strip, or its days where it is a short one, named where there is room: at its ends and in between. */
export function monthScale(from: string, to: string): Markup {
  const length = daysBetween(from, to)
  const names = [from, dayAfter(from, Math.floor(length / 2)), to].map(length < 100 ? shortDay : shortMonth)
  return html`<span class="scale">${names.map(name => html`<span>${name}</span>`)}</span>`
}

/** At most so many stretches are named. */
const NAMED = 3

/** The stretches of a state in words: `3 Mar 2024 to 9 Mar 2024, 4 May 2024`; the latest first. */
export function namedStretches(stretches: readonly Stretch[], state: DayState): string {
  const found = stretches.filter(stretch => stretch.state === state).reverse()
  const named = found
    .slice(0, NAMED)
    .map(({ from, to }) => (from === to ? shortDate(from) : `${shortDate(from)} to ${shortDate(to)}`))
  const rest = found.length - named.length
  return [...named, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ')
}

/** How many days are of a state. */
export const daysOf = (stretches: readonly Stretch[], state: DayState): number =>
  stretches.reduce((sum, stretch) => sum + (stretch.state === state ? stretch.days : 0), 0)
