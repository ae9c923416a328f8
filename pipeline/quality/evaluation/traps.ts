/** What the traps of an advert must not become, as their sentences quote it. */
export interface Traps {
  /** Whether a trap quotes one of the names as words. */
  quotes(names: readonly string[]): boolean
  /** Whether a trap quotes one of the figures: "$40M" quotes 40,000,000, "45-60k" 45,000 and 60,000. */
  quotesFigure(figures: readonly (number | null)[]): boolean
}

const QUOTED = /(?<![\p{L}\p{N}])(['"“‘])(.{1,300}?)['"”’](?![\p{L}\p{N}])/gu
/** Characters of a trap's sentence that are read. */
const LONGEST = 2000
const NUMBER = /(\d[\d,]{0,14}(?:\.\d{1,4})?)\s?(k|m|bn|million|billion)?\b/gi
const SCALES: Record<string, number> = { k: 1e3, m: 1e6, million: 1e6, bn: 1e9, billion: 1e9 }

/** Reads the quoted parts of trap sentences: `'on-call £30k' - an allowance, not the salary`. */
export function readTraps(sentences: readonly string[]): Traps {
  const quoted = sentences.flatMap(sentence =>
    [...sentence.slice(0, LONGEST).matchAll(QUOTED)].map(match => match[2]!),
  )
  const words = quoted.map(quote => ` ${quote.toLowerCase().replace(/[^\p{L}\p{N}+#.]+/gu, ' ')} `)
  const figures = new Set(quoted.flatMap(figuresOf))
  return {
    quotes: names =>
      names.some(name => {
        const plain = ` ${name
          .toLowerCase()
          .replace(/[^\p{L}\p{N}+#.]+/gu, ' ')
          .trim()} `
        return words.some(quote => quote.includes(plain))
      }),
    quotesFigure: wanted => wanted.some(figure => figure !== null && figures.has(figure)),
  }
}

/** Figures of a quote; a scale behind the second end of a range holds for the first too. */
function figuresOf(quote: string): number[] {
  const found = [...quote.matchAll(NUMBER)].map(([, digits, scale]) => ({
    value: Number(digits!.replaceAll(',', '')),
    scale: SCALES[scale?.toLowerCase() ?? ''] ?? 1,
  }))
  return found.flatMap(({ value, scale }, at) => [value * scale, value * (found[at + 1]?.scale ?? 1)])
}
