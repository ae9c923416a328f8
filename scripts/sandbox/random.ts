/** A stream of numbers that depends on its seed alone. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** An integer in [min, max]. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Standard normal deviate, cut at ±2.5 so that no figure runs away. */
  normal(): number
  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[]
}

/** FNV-1a over the parts, as an unsigned 32-bit number. */
export function hash(...parts: (string | number)[]): number {
  let state = 0x811c9dc5
  for (const part of parts) {
    const text = `${part}|`
    for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  }
  return state >>> 0
}

/** The sfc32 generator (public domain, C. Doty-Humphrey), seeded by any words. */
export function createRandom(...seed: (string | number)[]): Random {
  let a = hash('a', ...seed)
  let b = hash('b', ...seed)
  let c = 0x9e3779b9
  let counter = 1

  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()

  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  const normal = (): number => {
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    return Math.max(-2.5, Math.min(2.5, radius * Math.cos(2 * Math.PI * next())))
  }
  const shuffle = <T>(items: readonly T[]): T[] => {
    const shuffled = [...items]
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = int(0, i)
      const held = shuffled[i]!
      shuffled[i] = shuffled[j]!
      shuffled[j] = held
    }
    return shuffled
  }
  return {
    next,
    int,
    normal,
    shuffle,
    chance: probability => next() < probability,
    pick: items => items[Math.floor(next() * items.length)]!,
  }
}

/** A draw of items in proportion to their weights. */
export function weighted<T>(items: readonly T[], weightOf: (item: T) => number): (random: Random) => T {
  const sums: number[] = []
  let total = 0
  for (const item of items) {
    total += weightOf(item)
    sums.push(total)
  }
  return random => {
    const point = random.next() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! > point) high = middle
      else low = middle + 1
    }
    return items[low]!
  }
}
