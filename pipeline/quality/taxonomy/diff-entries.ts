import type { Entry, Value } from './entries.ts'

/** How one thing that an entry says has changed: texts before and after, or what left and joined a list. */
export type Detail =
  | { key: string; before: string | null; after: string | null }
  | { key: string; removed: string[]; added: string[] }

/** What became of an entry. `moved`: it stands in another area or list. */
export interface EntryChange {
  file: string
  section: string
  name: string
  change: 'added' | 'removed' | 'moved' | 'changed'
  details: Detail[]
}

/** What became of the entries between two states of the files, in the order of the later one, removed ones last. */
export function diffEntries(before: readonly Entry[], after: readonly Entry[]): EntryChange[] {
  const old = byIdentity(before)
  const now = byIdentity(after)
  const gone = [...old].filter(([id]) => !now.has(id)).map(([, entry]) => entry)
  const goneByName = Map.groupBy(gone, nameOf)
  const comeByName = Map.groupBy(
    [...now].filter(([id]) => !old.has(id)).map(([, entry]) => entry),
    nameOf,
  )
  const moved = new Set<Entry>()
  const changes: EntryChange[] = []
  for (const [id, entry] of now) {
    const { file, section, name } = entry
    const known = old.get(id)
    if (known !== undefined) {
      const details = diffValues(known.values, entry.values)
      if (details.length > 0) changes.push({ file, section, name, change: 'changed', details })
      continue
    }
    const [from, ...others] = goneByName.get(nameOf(entry)) ?? []
    if (from !== undefined && others.length === 0 && comeByName.get(nameOf(entry))?.length === 1) {
      moved.add(from)
      const place: Detail[] =
        listOf(from) === listOf(entry) ? [] : [{ key: 'list', before: listOf(from), after: listOf(entry) }]
      const details = [...place, ...diffValues(from.values, entry.values)]
      changes.push({ file, section, name, change: 'moved', details })
    } else changes.push({ file, section, name, change: 'added', details: diffValues({}, entry.values) })
  }
  for (const entry of gone) {
    const { file, section, name } = entry
    if (!moved.has(entry))
      changes.push({ file, section, name, change: 'removed', details: diffValues(entry.values, {}) })
  }
  return changes
}

/** An entry is the same where its list, its name and what it lies in are; of several such the first is the first. */
function byIdentity(entries: readonly Entry[]): Map<string, Entry> {
  const known = new Map<string, Entry>()
  for (const entry of entries) {
    const { section, file, name, values } = entry
    const id = JSON.stringify([file, section, name, values.in ?? null])
    let key = id
    for (let nth = 2; known.has(key); nth++) key = `${id} ${nth}`
    known.set(key, entry)
  }
  return known
}

/** Entries of one name may be one that has moved, within titles or within places. */
const nameOf = ({ file, name }: Entry): string => JSON.stringify([file.split('/')[0], name])

const listOf = ({ file, section }: Entry): string => (section === '' ? file : `${file}, ${section}`)

/** How values differ, key by key. */
export function diffValues(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): Detail[] {
  const details: Detail[] = []
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]]
    if (Array.isArray(old) || Array.isArray(now)) {
      const [left, right] = [asList(old), asList(now)]
      const removed = left.filter(item => !right.includes(item))
      const added = right.filter(item => !left.includes(item))
      if (removed.length + added.length > 0) details.push({ key, removed, added })
    } else if (old !== now) details.push({ key, before: old ?? null, after: now ?? null })
  }
  return details
}

const asList = (value: Value | undefined): string[] => (value === undefined ? [] : [value].flat())
