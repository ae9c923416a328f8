import { splitWords } from '../../skills/tokens.ts'
import type { PassageFile } from '../passage-file.ts'
import { passagePath, wordListPath } from '../read-taxonomy.ts'
import type { Spelling } from '../skill.ts'
import { type SkillFile, skillCategories, type WordListFile } from '../skill-file.ts'
import { writtenForms } from '../spelling-clashes.ts'
import { filedSkills } from './check-skills.ts'
import type { Problem } from './problem.ts'
import { isFormOf } from './reading-keys.ts'

const categories = new Set<string>(skillCategories)

/** Lists that the code of the readers refers to, beside the rules. */
const listsOfReaders: readonly string[] = ['item-openers']

/** A fault of a rule or list: what is wrong and what to do. */
type Said = [problem: string, advice: string]

/**
 * The rules of all skills, the passages, and the lists they refer to: references to nothing, phrases that cannot stand anywhere,
 * written forms of another spelling, words given twice, lists that nobody refers to or that contain themselves.
 */
export function checkRules(
  files: readonly { path: string; file: SkillFile }[],
  lists: WordListFile,
  passages?: PassageFile,
): Problem[] {
  const used = new Set(listsOfReaders)
  const problems: Problem[] = passages ? checkPassages(passages, lists, used) : []
  for (const { path, skill } of filedSkills(files))
    for (const spelling of skill.spellings)
      for (const [problem, advice] of faultsOfRule(spelling, lists, used))
        problems.push({
          file: path,
          entry: skill.name,
          problem: `${problem} (rule of "${spelling.text}")`,
          advice,
        })
  for (const [name, words] of Object.entries(lists))
    for (const [problem, advice] of faultsOfList(name, words, lists, used))
      problems.push({ file: wordListPath, entry: name, problem, advice })
  for (const name of Object.keys(lists))
    if (!used.has(name))
      problems.push({
        file: wordListPath,
        entry: name,
        problem: 'no rule or passage refers to this list',
        advice: `Remove it, or write "@${name}" in the rule that is meant to.`,
      })
  for (const name of listsOfReaders)
    if (lists[name] === undefined)
      problems.push({
        file: wordListPath,
        entry: name,
        problem: 'the reader of skills needs this list',
        advice: 'Put it back.',
      })
  return problems
}

function checkPassages({ until, passages }: PassageFile, lists: WordListFile, used: Set<string>): Problem[] {
  const entries = [{ about: 'until', phrases: until }, ...passages]
  return entries.flatMap(({ about, phrases }) => {
    const places = phrases
      .flatMap(phrase => phrase.split(/[ |]+/))
      .filter(word => word !== '' && word !== '_')
    const faults: Said[] = places.flatMap(word => faultsOfWord(word, 'phrases', lists, used))
    for (const phrase of twice(phrases)) faults.push([`"${phrase}" stands twice`, 'Remove one.'])
    return faults.map(([problem, advice]) => ({ file: passagePath, entry: about, problem, advice }))
  })
}

function faultsOfRule(spelling: Spelling, lists: WordListFile, used: Set<string>): Said[] {
  const { text, rule } = spelling
  if (rule === null) return []
  const faults: Said[] = []
  for (const form of writtenForms(spelling) ?? [])
    if (!isFormOf(form, text))
      faults.push([`the written form "${form}" is no form of the spelling`, 'Make it an alias of its own.'])
  for (const word of rule.near ?? []) faults.push(...faultsOfWord(word, 'near', lists, used))
  for (const key of ['beside', 'not'] as const)
    for (const phrase of rule[key] ?? []) faults.push(...faultsOfPhrase(phrase, key, lists, used))
  if (Object.entries(rule).every(([key, value]) => key === 'within' || value === undefined))
    faults.push(['the rule asks for nothing', 'Remove it, or say when the spelling counts.'])
  for (const key of ['case', 'near', 'beside', 'not'] as const) {
    const items = rule[key]
    if (!Array.isArray(items)) continue
    for (const item of twice(items)) faults.push([`"${item}" stands twice in "${key}"`, 'Remove one.'])
  }
  for (const phrase of rule.beside ?? [])
    if (rule.not?.includes(phrase))
      faults.push([`"${phrase}" stands in both "beside" and "not"`, 'Remove it from one of them.'])
  return faults
}

function faultsOfPhrase(
  phrase: string,
  key: 'beside' | 'not',
  lists: WordListFile,
  used: Set<string>,
): Said[] {
  const places = phrase.split(' ').filter(place => place !== '')
  if (places.filter(place => place === '_').length !== 1 || places.length < 2)
    return [
      [`the phrase "${phrase}" in "${key}" needs one "_" for the hit and a word beside it`, 'Add them.'],
    ]
  return places
    .filter(place => place !== '_')
    .flatMap(place => place.split('|').flatMap(word => faultsOfWord(word, key, lists, used)))
}

function faultsOfWord(
  word: string,
  key: 'near' | 'beside' | 'not' | 'phrases',
  lists: WordListFile,
  used: Set<string>,
): Said[] {
  if (!word.startsWith('@')) {
    if (splitWords(word).length === 1) return []
    return [[`"${word}" in "${key}" is not one word`, 'Write a phrase with "_", or its most telling word.']]
  }
  const name = word.slice(1)
  if (lists[name] === undefined && !categories.has(name))
    return [
      [`"${key}" refers to ${word}, which is no list or category`, 'Correct the name, or add the list.'],
    ]
  const reached = new Set<string>()
  reach(name, lists, reached)
  for (const each of reached) used.add(each)
  if (key === 'not' && [...reached].some(each => categories.has(each)))
    return [
      [
        `"not" refers to ${word}, which is or holds a category of skills`,
        'Name words there: "not" is judged before skills are known.',
      ],
    ]
  return []
}

/** The lists and categories that `name` stands for, itself included. */
function reach(name: string, lists: WordListFile, reached: Set<string>): void {
  if (reached.has(name)) return
  reached.add(name)
  for (const word of lists[name] ?? []) if (word.startsWith('@')) reach(word.slice(1), lists, reached)
}

function faultsOfList(
  name: string,
  words: readonly string[],
  lists: WordListFile,
  used: ReadonlySet<string>,
): Said[] {
  const faults: Said[] = []
  if (words.length === 0) faults.push(['the list is empty', 'Add words, or remove it.'])
  if (categories.has(name)) faults.push(['the list bears the name of a category of skills', 'Rename it.'])
  for (const word of twice(words.map(each => each.toLowerCase())))
    faults.push([`"${word}" stands twice`, 'Remove one.'])
  for (const word of words) {
    const said = faultsOfWord(word, 'near', lists, new Set(used))
    faults.push(
      ...said.map(
        ([problem, advice]): Said => [
          problem.replace('"near" refers', 'it refers').replace(' in "near"', ''),
          advice,
        ],
      ),
    )
    if (!word.startsWith('@')) continue
    const inner = new Set<string>()
    reach(word.slice(1), lists, inner)
    if (inner.has(name)) faults.push([`the list contains itself, by ${word}`, 'Remove that reference.'])
  }
  return faults
}

/** What a list holds more than once. */
export function twice(items: readonly string[]): string[] {
  return [...new Set(items.filter((item, at) => items.indexOf(item) !== at))]
}
