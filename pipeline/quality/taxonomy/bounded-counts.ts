/** What was counted of one term. */
export interface TermCount {
  /** How most write it. */
  form: string
  /** Adverts by which `form` is ahead of other forms. */
  lead: number
  adverts: number
  /** Who used it, each once; at most `mostEmployers` are told apart. */
  employers: Set<number>
  /** Adverts in which it stood beside a known technical skill. */
  beside: number
  /** Where it was first met. */
  example: string
}

/** One advert that names a term. */
export interface Sighting {
  /** Terms of one key are one. */
  key: string
  /** As it is written there. */
  form: string
  employer: number
  /** Whether it stands beside a known technical skill. */
  beside: boolean
  /** The text around it; asked for at the first sighting only. */
  example(): string
}

/** Counts of terms within a bound of memory: rare ones are forgotten when there are too many. */
export interface TermCounts {
  add(sighting: Sighting): void
  entries(): Iterable<[string, TermCount]>
}

/** More do not change a rank that an editor cares for. */
const mostEmployers = 2000

/**
 * @param most terms held at once; when there are more, those with the fewest adverts are forgotten until half are left.
 * What is frequent enough to be of use is met again.
 */
export function createTermCounts(most: number): TermCounts {
  const counts = new Map<string, TermCount>()
  const prune = () => {
    for (let rare = 1; counts.size > most / 2; rare++)
      for (const [term, { adverts }] of counts) if (adverts <= rare) counts.delete(term)
  }
  return {
    add({ key, form, employer, beside, example }) {
      const known = counts.get(key)
      if (known === undefined) {
        if (counts.size >= most) prune()
        const employers = new Set([employer])
        counts.set(key, { form, lead: 1, adverts: 1, employers, beside: beside ? 1 : 0, example: example() })
        return
      }
      known.adverts++
      if (beside) known.beside++
      if (known.employers.size < mostEmployers) known.employers.add(employer)
      // A majority vote that remembers one candidate.
      if (form === known.form) known.lead++
      else if (--known.lead < 0) Object.assign(known, { form, lead: 1 })
    },
    entries: () => counts,
  }
}

/** How often words were met, within a bound of memory. */
export function createWordCounts(most: number): { add(word: string): void; of(word: string): number } {
  const counts = new Map<string, number>()
  return {
    add(word) {
      if (counts.size >= most && !counts.has(word))
        for (const [rare, count] of counts) if (count <= 2) counts.delete(rare)
      if (counts.size < most || counts.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
    },
    of: word => counts.get(word) ?? 0,
  }
}
