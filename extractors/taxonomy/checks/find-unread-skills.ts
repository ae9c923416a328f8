import type { Skill } from '../skill.ts'
import { fileOfCategory } from './check-skills.ts'
import type { Problem } from './problem.ts'
import { contextsOf, type RuleWords, type SpellingContext, sampleNames } from './skill-contexts.ts'

/** A mention of a skill as the reader of skills gives it: UTF-16 offsets, `end` excluded. */
export interface Mention {
  name: string
  start: number
  end: number
}

/**
 * Spellings that the reader of skills never gives back: every written form of every spelling is put where it should
 * count and looked for.
 * @param find the reader, giving every mention of a text with its place
 */
export function findUnreadSkills(
  skills: readonly Skill[],
  lists: ReadonlyMap<string, readonly string[]>,
  find: (text: string) => Mention[],
): Problem[] {
  const samples = sampleNames(skills)
  const words: RuleWords = { lists, sampleOf: category => samples.get(category) }
  const problems: Problem[] = []
  for (const skill of skills) {
    const report = (problem: string, advice: string) =>
      problems.push({ file: fileOfCategory(skill.category), entry: skill.name, problem, advice })
    for (const spelling of skill.spellings) {
      const contexts = contextsOf(spelling, words)
      const read = contexts.filter(context => isRead(skill, context, find))
      // "Git (software)" is how the skill is shown; adverts write its aliases.
      if (spelling.text.includes('(') && skill.aliases.length > 0) continue
      for (const written of new Set(contexts.map(context => context.written))) {
        const own = contexts.filter(context => context.written === written)
        if (!own.some(context => read.includes(context)))
          report(...unreadForm(skill, spelling.text, own[0]!, find))
      }
      if (read.length === 0) continue
      for (const phrase of spelling.rule?.beside ?? []) {
        const own = contexts.filter(context => context.phrase === phrase)
        if (own.length > 0 && !own.some(context => read.includes(context)))
          report(
            `the phrase "${phrase}" in "beside" of "${spelling.text}" never accepts it: ${became(own[0]!, find)}`,
            'Remove the phrase, or what takes it: a longer spelling or a phrase of "not".',
          )
      }
      if (contexts.length === 0)
        report(`nothing that the rule of "${spelling.text}" asks for exists`, 'Correct "near" or "beside".')
    }
  }
  return problems
}

/** Whether the whole spelling is given back as its skill; marks at its edges do not matter. */
function isRead(
  skill: Skill,
  { text, written, start }: SpellingContext,
  find: (text: string) => Mention[],
): boolean {
  const letters = [...written.matchAll(/[\p{L}\p{N}]/gu)].map(({ index }) => start + index)
  const [first = start] = letters
  const last = letters.at(-1) ?? start
  return find(text).some(({ name, start: from, end }) => name === skill.name && from <= first && end > last)
}

function unreadForm(
  skill: Skill,
  spelling: string,
  context: SpellingContext,
  find: (text: string) => Mention[],
): [problem: string, advice: string] {
  const form = context.written === spelling ? '' : `, written "${context.written}",`
  const alias = spelling === skill.name ? 'the name' : `the alias "${spelling}"`
  return [
    `${alias}${form} is never read: ${became(context, find)}`,
    'Correct its rule or spelling, or remove it.',
  ]
}

function became({ text }: SpellingContext, find: (text: string) => Mention[]): string {
  const names = [...new Set(find(text).map(({ name }) => name))]
  return `"${text}" gives ${names.length === 0 ? 'nothing' : names.map(name => `"${name}"`).join(', ')}`
}
