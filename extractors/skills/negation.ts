import type { Place } from './rules.ts'
import { gap, type Tokens } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

const lead = [
  ...['no', 'not', 'non', 'without', 'never', 'nor', 'neither', 'dont', 'doesnt', 'isnt', 'arent', 'wont'],
  ...['neednt', 'cannot'],
]
/** Right behind one of `lead`: the sentence goes on to want it, or says nothing of it. */
const exceptions = [
  'only',
  'just',
  'limited',
  'least',
  'less',
  'matter',
  'doubt',
  'necessarily',
  'be',
  'merely',
]
/** Shortly before one of `lead` it is a case that is put, not a denial: "if you have no Java experience, do not apply". */
const conditions = ['if', 'unless', 'whether', 'why']
/** What may stand between a word of `lead` and the hit. */
const fillers = `
  a an the any another your typical more just pure strict traditional prior previous prerequisite specific
  direct formal existing commercial deep professional advanced depth highly skilled seasoned senior
  experienced hardcore need needed want use using require required do doing have having has to know
  knowing be being write writing see touch worry about work working looking seeking hiring you we
  experience knowledge understanding background qualification qualifications expertise skills of in with
  for longer uses necessary expect expecting currently already is are there
`
  .trim()
  .split(/\s+/)
const needs = [
  ...['needed', 'required', 'necessary', 'requirement', 'prerequisite', 'expected', 'mandatory', 'need'],
  ...['require', 'must'],
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
const verbs = [
  ...['is', 'are', 'was', 'be', 'isnt', 'arent', 'not', 'a', 'an', 'strictly', 'absolutely', 'will', 'would'],
  ...['wont', 'never', 'itself'],
]
const joins = ['or', 'and', 'nor']
/** "rather than Java": the two words right before the hit say that another takes its place. */
const instead = [
  ['rather', 'than'],
  ['instead', 'of'],
  ['opposed', 'to'],
] as const
/** The job has left it behind: "moved off Heroku", "moving away from PHP". A plain "migrate from" still asks for it. */
const left = [
  ['away', 'from'],
  ['off', 'of'],
  ['moved', 'from'],
  ['moved', 'off'],
  ['moving', 'off'],
  ['migrated', 'off'],
  ['migrating', 'off'],
] as const
/** The sentence takes the denial back: "not required but a plus". */
const takenBack = ['but', 'though', 'although', 'however']

const pairs = [...instead, ...left]

/** Words that `createNegation` needs in the vocabulary. */
export const negationWords: readonly string[] = [
  ...new Set([
    ...[lead, exceptions, conditions, fillers, needs, objects, verbs, joins, takenBack].flat(),
    ...pairs.flat(),
  ]),
]

/** Words read to either side of a hit, and before a denial for what it hangs on. */
const reach = 7
const conditionReach = 4

/**
 * Tests whether the advert says that a hit is not wanted, before it ("no prior Java experience", "not a PHP shop",
 * "Kotlin rather than Java") or after it ("Java is not required"); they read at most seven words within the clause.
 * `continues` tells whether only a comma, a slash, "or" or "and" lies between two hits.
 */
export function createNegation(vocabulary: Vocabulary) {
  const setOf = (words: readonly string[]) =>
    new Set(words.map(word => vocabulary.idOf(word)).filter(id => id > 0))
  const [leads, exempt, putting, passed, needed, thing, linking, joining, back] = [
    lead,
    exceptions,
    conditions,
    fillers,
    needs,
    objects,
    verbs,
    joins,
    takenBack,
  ].map(setOf) as [
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
  ]
  const nots = setOf(['not', 'isnt', 'arent', 'wont', 'never'])
  const firstsBySecond = new Map<number, Set<number>>()
  for (const [first, second] of pairs) {
    const id = vocabulary.idOf(second)
    firstsBySecond.set(id, (firstsBySecond.get(id) ?? new Set()).add(vocabulary.idOf(first)))
  }

  const replaced = (tokens: Tokens, from: number): boolean => {
    if (from < 2 || tokens.gaps[from]! > gap.slash || tokens.gaps[from - 1]! > gap.slash) return false
    return firstsBySecond.get(tokens.ids[from - 1]!)?.has(tokens.ids[from - 2]!) ?? false
  }

  const isCondition = (tokens: Tokens, lead: number): boolean => {
    for (let at = lead; at > 0 && at > lead - conditionReach && tokens.gaps[at]! <= gap.slash; at--) {
      if (putting.has(tokens.ids[at - 1]!)) return true
    }
    return false
  }

  const before = (tokens: Tokens, { from }: Place): boolean => {
    for (let at = from, left = reach; left > 0 && at > 0 && tokens.gaps[at]! <= gap.slash; left--) {
      at--
      const id = tokens.ids[at]!
      if (leads.has(id)) {
        return !exempt.has(tokens.ids[at + 1]!) && !isCondition(tokens, at)
      }
      if (!passed.has(id)) return false
    }
    return false
  }

  const after = (tokens: Tokens, { to }: Place): boolean => {
    let denied = false
    for (
      let at = to + 1, left = reach;
      left > 0 && at < tokens.count && tokens.gaps[at]! <= gap.slash;
      at++
    ) {
      left--
      const id = tokens.ids[at]!
      if (nots.has(id)) denied = true
      if (denied && needed.has(id)) {
        const next = at + 1
        return next >= tokens.count || tokens.gaps[next]! > gap.comma || !back.has(tokens.ids[next]!)
      }
      if (!thing.has(id) && !linking.has(id)) return false
    }
    return false
  }

  const continues = (tokens: Tokens, last: Place, { from }: Place): boolean => {
    if (from === last.to + 1) return tokens.gaps[from] === gap.comma || tokens.gaps[from] === gap.slash
    return from === last.to + 2 && tokens.gaps[from]! <= gap.slash && joining.has(tokens.ids[from - 1]!)
  }

  return {
    isBefore: (tokens: Tokens, place: Place) => before(tokens, place) || replaced(tokens, place.from),
    isAfter: after,
    continues,
  }
}

/**
 * The hits of a text that are wanted. A denial reaches over a list: "no Java or PHP" drops both, and so does "Java
 * and PHP are not required".
 */
export function withoutNegated<Hit extends Place>(
  found: readonly Hit[],
  tokens: Tokens,
  { isBefore, isAfter, continues }: ReturnType<typeof createNegation>,
): Hit[] {
  const wanted: Hit[] = []
  let denied: Hit | null = null
  for (const hit of found) {
    if (isBefore(tokens, hit) || (denied !== null && continues(tokens, denied, hit))) {
      denied = hit
      continue
    }
    if (!isAfter(tokens, hit)) {
      wanted.push(hit)
      continue
    }
    denied = hit
    for (let next: Hit = hit; wanted.length > 0 && continues(tokens, wanted.at(-1)!, next); )
      next = wanted.pop()!
  }
  return wanted
}
