import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'

/** What is to stand in the file for a board: its name, or its options; below it lines of comment. */
export interface Entry {
  value: unknown
  comments: string[]
}

/**
 * Adds a board to the text of a `jobtide.yaml`: a few lines more, and every other byte as it was. Null where `sources`
 * has a form that nothing can be added to.
 * @param text of a document without syntax errors
 */
export function insertBoard(text: string, platform: string, entry: Entry): string | null {
  const { contents } = parseDocument(text)
  if (contents !== null && !isMap(contents)) return null
  const sources = pairIn(contents, 'sources')
  if (!sources) {
    const above = text.trim() === '' ? '' : `${text.trimEnd()}\n\n`
    return `${above}${linesOf(['sources:', ...indented(boardsOf(platform, entry), 2)])}`
  }
  const value = sources.value as Node | null
  if (isNothing(value)) return below(text, keyOf(sources), indented(boardsOf(platform, entry), 2))
  if (!isMap(value)) return null
  const boards = pairIn(value, platform)
  if (!boards) {
    if (value.flow) return within(text, value, `${platform}: [${flowOf(entry)}]`)
    const column = columnOf(text, keyOf(value.items[0]!).range![0])
    return below(text, value, indented(boardsOf(platform, entry), column), column)
  }
  const list = boards.value as Node | null
  const column = columnOf(text, keyOf(boards).range![0])
  if (isNothing(list)) return below(text, keyOf(boards), indented(itemOf(entry), column + 2))
  if (!isSeq(list)) return null
  if (list.flow) return within(text, list, flowOf(entry))
  const dash = columnOf(text, list.range![0])
  return below(text, list, indented(itemOf(entry), dash), dash)
}

type KeyedPair = Pair & { key: Node }

function pairIn(map: unknown, name: string): KeyedPair | undefined {
  if (!isMap(map)) return undefined
  return map.items.find(({ key }) => isScalar(key) && key.value === name) as KeyedPair | undefined
}

const keyOf = (pair: Pair): Node => pair.key as Node
const isNothing = (node: Node | null): boolean => node === null || (isScalar(node) && node.value === null)
const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1)

const boardsOf = (platform: string, entry: Entry): string[] => [`${platform}:`, ...indented(itemOf(entry), 2)]

function itemOf({ value, comments }: Entry): string[] {
  const [first, ...more] = stringify(value, { lineWidth: 0 }).trimEnd().split('\n')
  return [`- ${first}`, ...indented([...more, ...comments.map(comment => `# ${comment}`)], 2)]
}

const flowOf = ({ value }: Entry): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()

const indented = (lines: readonly string[], by: number): string[] => lines.map(line => ' '.repeat(by) + line)
const linesOf = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('')

/** Lines after the last one of a node, with the comments that are indented deeper than `column` and so belong to it. */
function below(text: string, node: Node, lines: readonly string[], column?: number): string {
  const [start, end] = node.range!
  const lastOf = start + text.slice(start, end).trimEnd().length
  let at = lineEnd(text, lastOf)
  while (column !== undefined) {
    const [, indent] = /^( *)#/.exec(text.slice(at, lineEnd(text, at))) ?? []
    if (indent === undefined || indent.length <= column) break
    at = lineEnd(text, at)
  }
  const before = text.slice(0, at)
  return (before.endsWith('\n') ? before : `${before}\n`) + linesOf(lines) + text.slice(at)
}

/** Where the next line begins. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end + 1
}

/** One more item between the brackets of a collection, behind its last one. */
function within(text: string, { items, range }: YAMLMap | YAMLSeq, item: string): string {
  const last: unknown = items.at(-1)
  const node = (isPair(last) ? (last.value ?? last.key) : last) as Node | undefined
  const at = node?.range?.[1] ?? range![0] + 1
  return `${text.slice(0, at)}${node ? ', ' : ''}${item}${text.slice(at)}`
}
