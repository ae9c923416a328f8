/** A quoted range in pounds; one figure has both ends alike. */
export type Quote = readonly [low: number, high: number]

/** P10, P25, P50, P75, P90 as printed; null where a dash stands: equal to the inner neighbour, or nothing quoted. */
export type Printed = readonly (number | null)[]

const shares = [0.1, 0.25, 0.5, 0.75, 0.9]
/** How much of the upper end each percentile takes: of (3a+b)/4, (a+b)/2 and (a+3b)/4. */
const upperPart = [0.25, 0.25, 0.5, 0.75, 0.75]

/** Where a percentile of n figures lies between two of them. */
function between(share: number, n: number): { below: number; above: number; part: number } {
  const at = share * (n - 1)
  const below = Math.floor(at + 1e-9)
  const part = Math.max(0, at - below)
  return { below, above: part < 1e-9 ? below : below + 1, part }
}

/** A sum of variables that must lie within bounds. */
interface Bound {
  terms: readonly (readonly [variable: number, factor: number])[]
  least: number
  most: number
}

/**
 * Ranges, both ends ascending, whose percentiles print as given: the ranges at the percentiles' places are found by
 * projecting onto what is asked of them, those between lie between.
 * @param median the unrounded median
 * @param rounding half of the last printed place: 0.5 or 0.005
 * @throws Error where no such ranges are found
 */
export function quotesFor(printed: Printed, median: number, n: number, rounding: number): Quote[] {
  const places = shares.map(share => between(share, n))
  const anchors = [...new Set(places.flatMap(({ below, above }) => [below, above]))].sort((a, b) => a - b)
  const at = (index: number) => anchors.indexOf(index)
  const target = targets(printed, median)
  const same = alike(printed, places, anchors)
  const low = (anchor: number) => same[2 * anchor]!
  const high = (anchor: number) => same[2 * anchor + 1]!
  const order: Bound[] = anchors
    .slice(1)
    .flatMap((_, anchor) => [
      ascending(low(anchor), low(anchor + 1)),
      ascending(high(anchor), high(anchor + 1)),
    ])
  order.push(...anchors.map((_, anchor) => ascending(low(anchor), high(anchor))))
  const percentiles = (slack: number): Bound[] =>
    places.flatMap(({ below, above, part }, which) => {
      if (printed[which] == null) return []
      const upper = upperPart[which]!
      const off = which === 2 ? 0 : rounding * slack
      const terms = [
        [low(at(below)), (1 - upper) * (1 - part)],
        [high(at(below)), upper * (1 - part)],
        [low(at(above)), (1 - upper) * part],
        [high(at(above)), upper * part],
      ] as const
      return { terms, least: target[which]! - off, most: target[which]! + off * 0.98 }
    })
  // Well within what prints alike where that can be, so that the last bits do not matter.
  for (const slack of [0.8, 1]) {
    const start = startFrom(printed, target, places, anchors, same)
    const values = project(start, [...order, ...percentiles(slack)])
    if (!values) continue
    const ranges = anchors.map((_, anchor): Quote => [values[low(anchor)]!, values[high(anchor)]!])
    return fill(ranges, anchors, n)
  }
  throw new Error(`no ${n} ranges have the percentiles ${printed.join(', ')}`)
}

/** Each percentile's figure; a dash has its inner neighbour's. */
function targets(printed: Printed, median: number): number[] {
  const [p10, p25, , p75, p90] = printed
  const lower = p25 ?? median
  const upper = p75 ?? median
  return [p10 ?? lower, lower, median, upper, p90 ?? upper]
}

/**
 * The variable of each anchor's low (2k) and high (2k+1) end, one for those that a dash makes equal: where P10 = P25 the
 * ranges there are alike, where P25 = P50 they are one figure, since the two are taken of different points of a range.
 */
function alike(printed: Printed, places: ReturnType<typeof between>[], anchors: number[]): number[] {
  const variable = Array.from({ length: anchors.length * 2 }, (_, index) => index)
  const join = (a: number, b: number) => {
    const [from, to] = [variable[a]!, variable[b]!]
    variable.forEach((value, index) => {
      if (value === from) variable[index] = to
    })
  }
  const joinRange = (from: number, to: number, single: boolean) => {
    const range = [...anchors.keys()].filter(
      k => anchors[k]! >= places[from]!.below && anchors[k]! <= places[to]!.above,
    )
    for (const k of range) {
      join(2 * range[0]!, 2 * k)
      join(2 * range[0]! + 1, 2 * k + 1)
      if (single) join(2 * k, 2 * k + 1)
    }
  }
  if (printed[1] == null) joinRange(1, 2, true)
  if (printed[3] == null) joinRange(2, 3, true)
  if (printed[0] == null) joinRange(0, 1, false)
  if (printed[4] == null) joinRange(3, 4, false)
  return variable
}

const ascending = (lesser: number, greater: number): Bound => ({
  terms: [
    [greater, 1],
    [lesser, -1],
  ],
  least: 0,
  most: Number.POSITIVE_INFINITY,
})

/** Ranges around the targets, as wide as the gaps between these allow. */
function startFrom(
  printed: Printed,
  target: number[],
  places: ReturnType<typeof between>[],
  anchors: number[],
  same: number[],
): number[] {
  const gaps = target.slice(1).map((value, index) => value - target[index]!)
  const width = printed.includes(null) ? 0 : Math.floor(Math.min(...gaps) / 4 / 250) * 250
  const values = same.map(() => 0)
  anchors.forEach((anchor, k) => {
    const which = places.findIndex(({ below, above }) => anchor === below || anchor === above)
    const upper = upperPart[which]!
    values[same[2 * k]!] = target[which]! - 4 * width * upper
    values[same[2 * k + 1]!] = target[which]! + 4 * width * (1 - upper)
  })
  return values
}

/** Moves the values, bound by bound, by as little as each needs, until all hold; null where they do not come to. */
function project(values: number[], bounds: Bound[]): number[] | null {
  for (let sweep = 0; sweep < 20_000; sweep++) {
    let worst = 0
    for (const { terms, least, most } of bounds) {
      const factors = new Map<number, number>()
      for (const [variable, factor] of terms) factors.set(variable, (factors.get(variable) ?? 0) + factor)
      const sum = [...factors].reduce((total, [variable, factor]) => total + factor * values[variable]!, 0)
      const off = sum < least ? least - sum : sum > most ? most - sum : 0
      if (Math.abs(off) < 1e-11) continue
      worst = Math.max(worst, Math.abs(off))
      const length = [...factors.values()].reduce((total, factor) => total + factor * factor, 0)
      for (const [variable, factor] of factors) values[variable]! += (off * factor) / length
    }
    if (worst < 1e-10) return values
  }
  return null
}

/** Ranges for every place, whole pounds between the anchors. */
function fill(ranges: Quote[], anchors: number[], n: number): Quote[] {
  return Array.from({ length: n }, (_, index) => {
    const next = anchors.findIndex(anchor => anchor >= index)
    if (next <= 0) return ranges.at(next)!
    if (anchors[next] === index) return ranges[next]!
    const part = (index - anchors[next - 1]!) / (anchors[next]! - anchors[next - 1]!)
    const end = (side: 0 | 1) => {
      const [from, to] = [ranges[next - 1]![side], ranges[next]![side]]
      return Math.max(from, Math.floor(from + part * (to - from)))
    }
    return [end(0), end(1)]
  })
}

/**
 * Single figures that, put beside any `others` further quotes, have the given percentiles: around each place they are
 * alike over a stretch that the others cannot leave.
 * @param n how many all are together
 */
export function steadyQuotes(percentiles: readonly number[], n: number, others: number): Quote[] {
  const stretches = shares.map((share, which) => {
    const { below, above } = between(share, n)
    return { from: below - others, to: above, value: percentiles[which]! }
  })
  if (stretches.some(({ from }, which) => from <= (stretches[which - 1]?.to ?? 0)))
    throw new Error(`${others} of ${n} quotes are too many`)
  return Array.from({ length: n - others }, (_, index) => {
    const next = stretches.findIndex(({ to }) => index <= to)
    if (next === -1) return [stretches[4]!.value, stretches[4]!.value]
    const { from, value } = stretches[next]!
    const before = stretches[next - 1]
    if (index >= from || before === undefined) return [value, value]
    const part = (index - before.to) / (from - before.to)
    const figure = Math.floor(before.value + part * (value - before.value))
    return [figure, figure]
  })
}

/** Single figures that bring the median of the quotes beside them to `median`, as few as do it and at least one. */
export function weightsAt(median: number, beside: readonly Quote[]): Quote[] {
  const middles = beside.map(([low, high]) => (low + high) / 2)
  const less = middles.filter(middle => middle < median).length
  const more = middles.filter(middle => middle > median).length
  let count = 1
  while (Math.max(less, more) > Math.floor((middles.length + count - 1) / 2)) count++
  return Array.from({ length: count }, () => [median, median])
}

/** The quotes with one range around `middle` in them, where it leaves order and percentiles as they are. */
export function withMiddle(quotes: readonly Quote[], middle: number): { quotes: Quote[]; index: number } {
  const fixed = new Set(
    shares.flatMap(share => {
      const { below, above } = between(share, quotes.length)
      return [below, above]
    }),
  )
  for (const index of quotes.keys())
    for (let half = 0; half < middle / 2 && !fixed.has(index); half += 500) {
      const range: Quote = [middle - half, middle + half]
      const [before, after] = [quotes[index - 1] ?? range, quotes[index + 1] ?? range]
      const fits = range.every((end, side) => before[side]! <= end && end <= after[side]!)
      if (fits) return { quotes: quotes.with(index, range), index }
    }
  throw new Error(`no quote around ${middle} fits`)
}
