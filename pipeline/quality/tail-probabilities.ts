/** Coefficients of Stirling's series for the logarithm of the gamma function (Abramowitz and Stegun 6.1.41). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680] as const

/** The natural logarithm of n!, to 12 digits. @throws RangeError of a negative n */
export function logFactorial(n: number): number {
  if (!(n >= 0)) throw new RangeError(`no factorial: ${n}`)
  let x = n + 1
  let product = 1
  // The series is exact enough from ten on.
  while (x < 10) product *= x++
  const series = STIRLING.reduce((sum, coefficient, at) => sum + coefficient / x ** (2 * at + 1), 0)
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series - Math.log(product)
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

/**
 * Fisher's exact test, one-sided: how likely a share as low as `part` of `whole` is beside `otherPart` of `otherWhole`
 * where both are samples of the same (hypergeometric distribution, all four margins given). It holds for the smallest
 * samples: nothing is approximated.
 * @returns a probability; 1 where either sample is empty
 */
export function fisherLower(part: number, whole: number, otherPart: number, otherWhole: number): number {
  if (whole === 0 || otherWhole === 0) return 1
  const all = whole + otherWhole
  const having = part + otherPart
  const least = Math.max(0, having - otherWhole)
  const chance = (k: number) =>
    Math.exp(logChoose(having, k) + logChoose(all - having, whole - k) - logChoose(all, whole))
  return sumBetween(least, part, chance)
}

/** How likely `part` or fewer of `whole` are where each is one with the given share (binomial distribution). */
export function binomialLower(part: number, whole: number, share: number): number {
  if (part >= whole || share <= 0) return 1
  if (share >= 1) return 0
  const chance = (k: number) =>
    Math.exp(logChoose(whole, k) + k * Math.log(share) + (whole - k) * Math.log1p(-share))
  return sumBetween(0, part, chance)
}

/** How likely `count` or fewer are where `mean` are usual (Poisson distribution). */
export function poissonLower(count: number, mean: number): number {
  if (mean <= 0) return 1
  return sumBetween(0, count, k => Math.exp(k * Math.log(mean) - mean - logFactorial(k)))
}

/** From the upper end, where the greatest terms are, until further ones add nothing. */
function sumBetween(from: number, to: number, chance: (k: number) => number): number {
  let sum = 0
  let before = 0
  for (let k = to; k >= from; k--) {
    const term = chance(k)
    sum += term
    // Terms fall for good once they have begun to: the distributions have one peak.
    if (term < before && term < sum * 1e-15) break
    before = term
  }
  return Math.min(sum, 1)
}
