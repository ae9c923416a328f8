/** Words of a firm's name that other firms share. */
const COMMON =
  /\b(?:ltd|limited|plc|llp|llc|inc|incorporated|corp|corporation|gmbh|ag|sa|bv|co|company|group|holdings|uk|usa|europe|international|global|technologies|technology|solutions|services|systems|consulting|recruitment|labs|software|the|com|io)\b/g

/** The form in which names of firms are compared: "Acme Labs Ltd" as "acme". Empty where nothing is left. */
export function employerKey(name: string): string {
  const bare = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')
  return bare.replace(COMMON, ' ').replace(/\s+/g, ' ').trim() || bare.trim()
}

/** The employers of a run, numbered. */
export interface Employers {
  /** The number of the employer of that name. */
  number(name: string): number
  /** Whether a term is how one of them is called. */
  has(term: string): boolean
  readonly size: number
}

export function createEmployers(): Employers {
  const numbers = new Map<string, number>()
  return {
    number(name) {
      const key = employerKey(name)
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, numbers.size)
      return numbers.size - 1
    },
    has: term => numbers.has(employerKey(term)),
    get size() {
      return numbers.size
    },
  }
}
