import type { Ratio } from './rounds.ts'

/** One result: a ratio and what is set against what. */
export interface Line {
  what: string
  ratio: Ratio
}

const factor = (value: number): string => `${value.toPrecision(3)} ×`

/** Ratios with the spread of their rounds. */
export const printRatios = (lines: readonly Line[]): string =>
  lines
    .map(
      ({ what, ratio: { median, least, most } }) =>
        `${factor(median).padStart(9)}  ${what} (${factor(least)} to ${factor(most)})`,
    )
    .join('\n')
