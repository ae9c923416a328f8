import type { Found } from './find-mentions.ts'
import type { Gap, PlaceWord } from './place-words.ts'

/** A place name, postcode or state code in a text, and how it stands to the one before. */
export interface Mention extends Found {
  /** The widest gap between the mention before and this one. */
  readonly gap: Gap
  /** In brackets after the mention before, or nearer to it than a list's next item: "Reading (London)". */
  readonly aside: boolean
}

const LINKS = new Set(['or', 'and'])
const NEAR = new Set(['near', 'nr'])

/** Joins what was found in the words of one text, in the order of the text. */
export function linkMentions(words: readonly PlaceWord[], found: readonly Found[]): Mention[] {
  let end = 0
  return found.map((mention, at) => {
    let gap: Gap = at === 0 ? 'list' : 'none'
    let aside = false
    for (let word = end; word <= mention.start; word++) {
      const { text, gap: before, bracket } = words[word] as PlaceWord
      if (at > 0 && (bracket || NEAR.has(text))) aside = true
      if (word < mention.start && LINKS.has(text)) gap = 'list'
      if (before === 'list' || gap === 'none') gap = before
    }
    end = mention.end
    return { ...mention, gap, aside }
  })
}
