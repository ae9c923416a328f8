import type { PassageFile } from '../taxonomy/passage-file.ts'
import type { Skill } from '../taxonomy/skill.ts'
import { skillCategories } from '../taxonomy/skill-file.ts'
import { type CompiledPassages, compilePassages } from './passages.ts'
import { type CompiledRule, compileRule, type RuleContext } from './rules.ts'
import { createPartFinder } from './spelling-parts.ts'
import { americanSpelling, pluralOf } from './spelling-variants.ts'
import { gap, splitWords } from './tokens.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

/** What a complete spelling stands for. */
export interface Meaning {
  /** Index into the skills. */
  readonly skill: number
  readonly categoryBit: number
  readonly rule: CompiledRule | null
  /** One character long ("C"): it must stand alone. */
  readonly single: boolean
  /** Skills that the spelling names besides, by index: "AWS EC2" is AWS too, "Linux System Administration" Linux. */
  readonly parts: readonly number[]
}

export interface TrieNode {
  readonly children: Map<number, TrieNode>
  /** Written behind a slash ("CI/CD"), so a slash in the text joins it too. */
  slash: boolean
  readonly meanings: Meaning[]
}

export interface SpellingTrie {
  readonly vocabulary: Vocabulary
  /** By number of the first word. */
  readonly roots: readonly (TrieNode | undefined)[]
  readonly passages: CompiledPassages
}

const newNode = (slash: boolean): TrieNode => ({ children: new Map(), slash, meanings: [] })

/**
 * All spellings of `skills` as a trie over word numbers, with their rules compiled, and the vocabulary that numbers
 * the words; `extraWords` and those of `passages` are numbered too. Regular plurals of spellings without a rule, and American forms, follow
 * by themselves. Throws where two skills share a spelling that their written forms do not tell apart.
 */
export function buildTrie(
  skills: readonly Skill[],
  lists: ReadonlyMap<string, readonly string[]>,
  extraWords: readonly string[],
  passages: PassageFile,
): SpellingTrie {
  const ids = new Map<string, number>()
  let count = 0
  const intern = (word: string): number => {
    const known = ids.get(word)
    if (known !== undefined) return known
    const id = ++count
    ids.set(word, id)
    const variant = americanSpelling(word)
    if (variant !== null && !ids.has(variant)) ids.set(variant, id)
    return id
  }
  const categoryBit = (name: string) => {
    const index = (skillCategories as readonly string[]).indexOf(name)
    return index < 0 ? undefined : 1 << index
  }
  const context: RuleContext = { intern, lists, categoryBit }
  const top = newNode(false)

  const nodeOf = (words: readonly { word: string; gap: number }[]): TrieNode => {
    let node = top
    for (const [index, { word, gap: before }] of words.entries()) {
      const id = intern(word)
      let next = node.children.get(id)
      if (next === undefined) {
        next = newNode(false)
        node.children.set(id, next)
      }
      if (index > 0 && before === gap.slash) next.slash = true
      node = next
    }
    return node
  }

  const partsOf = createPartFinder(skills)
  const plurals: { words: { word: string; gap: number }[]; meaning: Meaning }[] = []
  for (const [index, skill] of skills.entries()) {
    for (const { text, rule } of skill.spellings) {
      const words = splitWords(text.replace(/[()]/g, ' '))
      const last = words.at(-1)
      if (last === undefined) throw new Error(`taxonomy: "${text}" has no letters or digits`)
      const meaning: Meaning = {
        skill: index,
        categoryBit: categoryBit(skill.category)!,
        rule: rule ? compileRule(rule, text, context) : null,
        single: text.length === 1,
        parts: partsOf(text, index),
      }
      const { meanings } = nodeOf(words)
      const other = meanings.find(
        known => known.skill !== index && (!known.rule?.forms || !meaning.rule?.forms),
      )
      if (other) {
        throw new Error(
          `taxonomy: "${text}" is read as both "${skills[other.skill]!.name}" and "${skill.name}"`,
        )
      }
      meanings.push(meaning)
      const plural = rule ? null : pluralOf(last.word)
      if (plural) plurals.push({ words: [...words.slice(0, -1), { ...last, word: plural }], meaning })
    }
  }
  for (const { words, meaning } of plurals) {
    const { meanings } = nodeOf(words)
    if (meanings.length === 0) meanings.push(meaning)
  }

  for (const word of extraWords) intern(word)
  const compiled = compilePassages(passages, context)
  const roots: (TrieNode | undefined)[] = new Array(count + 1).fill(undefined)
  for (const [id, node] of top.children) roots[id] = node
  return { vocabulary: createVocabulary(ids), roots, passages: compiled }
}
