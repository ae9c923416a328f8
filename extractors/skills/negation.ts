import type { Place } from './rules.ts'
import { gap, type Tokens } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

const lead = [
  'no',
  'not',
  'non',
  'without',
  'never',
  'nor',
  'neither',
  'dont',
  'doesnt',
  'isnt',
  'arent',
  'wont',
]
const exceptions = ['only', 'just', 'limited', 'least', 'less', 'matter', 'doubt', 'necessarily', 'be']
const fillers = [
  'a',
  'an',
  'the',
  'any',
  'prior',
  'previous',
  'prerequisite',
  'specific',
  'direct',
  'formal',
  'existing',
  'need',
  'want',
  'use',
  'require',
  'required',
  'do',
  'have',
  'to',
  'know',
  'you',
  'experience',
  'knowledge',
  'of',
  'in',
  'with',
  'commercial',
  'professional',
  'background',
  'looking',
  'for',
  'another',
  'your',
  'typical',
  'more',
]
const needs = [
  'needed',
  'required',
  'necessary',
  'requirement',
  'prerequisite',
  'expected',
  'mandatory',
  'need',
  'require',
]
const objects = [
  'experience',
  'knowledge',
  'skill',
  'skills',
  'background',
  'expertise',
  'understanding',
  'exposure',
]
const verbs = ['is', 'are', 'was', 'be', 'isnt', 'arent', 'not', 'a', 'an', 'strictly', 'absolutely']
const joins = ['or', 'and', 'nor']

/** Words that `createNegation` needs in the vocabulary. */
export const negationWords: readonly string[] = [
  ...new Set([...lead, ...exceptions, ...fillers, ...needs, ...objects, ...verbs, ...joins]),
]

/** Words read to either side of a hit. */
const reach = 6

/**
 * A test whether the advert says that a hit is not wanted: "no prior Java experience", "not a PHP shop", "Java is
 * not required". Reads at most six words to either side within the clause. `afterNegated` tells that the hit before
 * was negated and only a comma, slash, "or" or "and" lies between, so "no Java or PHP needed" drops both.
 */
export function createNegation(vocabulary: Vocabulary) {
  const setOf = (words: readonly string[]) => new Set(words.map(word => vocabulary.idOf(word)))
  const [leads, exempt, passed, needed, thing, linking, joining] = [
    lead,
    exceptions,
    fillers,
    needs,
    objects,
    verbs,
    joins,
  ].map(setOf) as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>, Set<number>, Set<number>]
  const nots = setOf(['not', 'isnt', 'arent'])

  const before = (tokens: Tokens, { from }: Place): boolean => {
    for (let at = from, left = reach; left > 0 && at > 0 && tokens.gaps[at]! <= gap.slash; left--) {
      at--
      const id = tokens.ids[at]!
      if (leads.has(id)) return at + 1 >= tokens.count || !exempt.has(tokens.ids[at + 1]!)
      if (!passed.has(id)) return false
    }
    return false
  }

  const after = (tokens: Tokens, { to }: Place): boolean => {
    let denied = false
    for (
      let at = to + 1, left = reach;
      left > 0 && at < tokens.count && tokens.gaps[at]! <= gap.slash;
      at++, left--
    ) {
      const id = tokens.ids[at]!
      if (nots.has(id)) denied = true
      if (denied && needed.has(id)) return true
      if (!thing.has(id) && !linking.has(id)) return false
    }
    return false
  }

  const continues = (tokens: Tokens, last: Place, { from }: Place): boolean => {
    if (from === last.to + 1) return tokens.gaps[from] === gap.comma || tokens.gaps[from] === gap.slash
    return from === last.to + 2 && joining.has(tokens.ids[from - 1]!)
  }

  return (tokens: Tokens, place: Place, lastNegated: Place | null): boolean =>
    before(tokens, place) ||
    after(tokens, place) ||
    (lastNegated !== null && continues(tokens, lastNegated, place))
}
