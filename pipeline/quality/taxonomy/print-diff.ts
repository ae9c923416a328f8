import { counted, type Paint, painter, plain, type Style } from '../../publish/paint.ts'
import type { Detail, EntryChange } from './diff-entries.ts'
import type { SkillChanges } from './diff-skills.ts'
import { isEmptyDiff, type TaxonomyDiff } from './diff-taxonomy.ts'

const signs = { added: '+', removed: '-', moved: '>', changed: '~' } as const
const styles: Record<keyof typeof signs, Style> = {
  added: 'green',
  removed: 'red',
  moved: 'cyan',
  changed: 'yellow',
}

/** The diff as an editor reads it: skills by category, then the other files by list. */
export function printDiff(diff: TaxonomyDiff, colour: boolean): string {
  const paint = painter(colour)
  const side = ({ name, version }: TaxonomyDiff['from']) => `${plain(name)} ${paint('dim', version)}`
  const lines = [`${side(diff.from)} → ${side(diff.to)}`, '']
  for (const { file, in: where, reason } of diff.notCompared)
    lines.push(paint('yellow', `${file} is not compared: in ${plain(where)}, ${plain(reason)}`))
  if (diff.notCompared.length > 0) lines.push('')
  if (isEmptyDiff(diff)) return `${lines.join('\n')}No difference.\n`
  const blocks = [...skillBlocks(diff.skills, paint), ...entryBlocks(diff.entries, paint)]
  for (const { heading, changes } of blocks) lines.push(paint('bold', heading), ...changes, '')
  return `${[...lines, summary(diff)].join('\n')}\n`
}

interface Block {
  heading: string
  changes: string[]
}

type Line = (kind: keyof typeof signs, text: string, details?: string) => string

const liner =
  (paint: Paint): Line =>
  (kind, text, details = '') =>
    `  ${paint(styles[kind], `${signs[kind]} ${plain(text)}`)}${details === '' ? '' : `  ${details}`}`

function skillBlocks(skills: SkillChanges, paint: Paint): Block[] {
  const line = liner(paint)
  const found: { category: string; text: string }[] = []
  const add = (category: string, text: string) => found.push({ category, text })
  const aliases = (names: readonly string[]) =>
    names.length > 0 ? paint('dim', plain(names.join(', '))) : ''
  for (const { name, category, aliases: others } of skills.added)
    add(category, line('added', name, aliases(others)))
  for (const { name, category, aliases: others } of skills.removed)
    add(category, line('removed', name, aliases(others)))
  for (const { from, to, category } of skills.renamed)
    add(category, line('moved', `${from} → ${to}`, 'renamed'))
  for (const { name, from, to } of skills.recategorised) add(to, line('moved', name, `from ${from}`))
  for (const { spelling, from, to, category } of skills.reassigned)
    add(category, line('moved', `"${spelling}"`, plain(`means ${to}, no longer ${from}`)))
  for (const { skill, category, added, removed } of skills.aliases)
    add(category, line('changed', skill, details([{ key: 'aliases', added, removed }], paint)))
  for (const { skill, category, spelling, change, details: changed } of skills.rules) {
    const whose = spelling === skill ? 'rule' : `rule of "${spelling}"`
    const said = change === 'changed' ? '' : ` ${change}`
    add(category, line('changed', skill, `${plain(whose)}${said}: ${details(changed, paint)}`))
  }
  for (const { name, category, before, after } of skills.versions)
    add(category, line('changed', name, details([{ key: 'versionOf', before, after }], paint)))
  return [...Map.groupBy(found, ({ category }) => category)].map(([category, lines]) => ({
    heading: `Skills: ${category}`,
    changes: lines.map(({ text }) => text),
  }))
}

function entryBlocks(entries: readonly EntryChange[], paint: Paint): Block[] {
  const line = liner(paint)
  const lists = Map.groupBy(entries, ({ file, section }) => (section === '' ? file : `${file}, ${section}`))
  return [...lists].map(([heading, changes]) => ({
    heading,
    changes: changes.map(({ name, change, details: said }) =>
      line(change, name, describe(change, said, paint)),
    ),
  }))
}

/** Of what joined or left, only what it is called and where it lies; of what has changed, how. */
function describe(change: EntryChange['change'], said: readonly Detail[], paint: Paint): string {
  if (change === 'changed' || change === 'moved') return details(said, paint)
  const own = said.flatMap(detail => {
    if (!('added' in detail))
      return detail.after === 'true' ? [] : [`${detail.key} ${detail.after ?? detail.before}`]
    const words = change === 'added' ? detail.added : detail.removed
    return words.length > 0 ? [words.join(', ')] : []
  })
  return own.length > 0 ? paint('dim', plain(own.join('; '))) : ''
}

function details(said: readonly Detail[], paint: Paint): string {
  return said
    .map(detail => {
      if (!('added' in detail))
        return `${detail.key} ${plain(detail.before ?? 'none')} → ${plain(detail.after ?? 'none')}`
      const words = [
        ...detail.removed.map(word => paint('red', `- ${plain(word)}`)),
        ...detail.added.map(word => paint('green', `+ ${plain(word)}`)),
      ]
      return `${detail.key} ${words.join(' ')}`
    })
    .join('; ')
}

function summary({ skills, entries }: TaxonomyDiff): string {
  const parts = [
    `${skills.added.length} added`,
    `${skills.removed.length} removed`,
    `${skills.renamed.length} renamed`,
    `${skills.recategorised.length} in another category`,
    `${new Set([...skills.aliases, ...skills.rules].map(({ skill }) => skill)).size} with other aliases or rules`,
  ]
  const room = (prefix: string) => entries.filter(({ file }) => file.startsWith(prefix)).length
  const others = [
    counted(room('word-lists') + room('passages'), 'word list or passage', 'word lists and passages'),
    counted(room('titles/'), 'entry of titles', 'entries of titles'),
    counted(room('locations/'), 'entry of places', 'entries of places'),
  ]
  return `Skills: ${parts.join(', ')}. Changed besides: ${others.join(', ')}.`
}
