/** A bin of quoted pay: [from, to). */
export interface Bin {
  from: number
  to: number
  vacancies: number
}

const mostBins = 200

/**
 * Bins quotes by a round width (1, 2 or 5 times a power of ten) that gives at most 16 bins over the middle 96 % of the
 * quotes; empty bins in between are kept, so that the axis is even. The width is our own choice: the reference does not
 * publish its own.
 * @param quotes ascending midpoints in pounds
 */
export function histogram(quotes: ArrayLike<number>): Bin[] {
  if (quotes.length === 0) return []
  const lowest = quotes[Math.floor(0.02 * (quotes.length - 1))]!
  const highest = quotes[Math.ceil(0.98 * (quotes.length - 1))]!
  let width = roundWidth((highest - lowest) / 16 || quotes[0]! / 16)
  const index = (quote: number) => Math.floor(quote / width)
  // A lone quote far out would stretch the axis over hundreds of empty bins.
  while (index(quotes[quotes.length - 1]!) - index(quotes[0]!) >= mostBins) width = roundWidth(width * 1.01)
  const first = index(quotes[0]!)
  const bins = Array.from({ length: index(quotes[quotes.length - 1]!) - first + 1 }, (_, bin) => ({
    from: (first + bin) * width,
    to: (first + bin + 1) * width,
    vacancies: 0,
  }))
  for (let at = 0; at < quotes.length; at++) bins[index(quotes[at]!) - first]!.vacancies++
  return bins
}

function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  const step = [1, 2, 5, 10].find(candidate => candidate * power >= width) ?? 10
  return Math.max(1, step * power)
}
