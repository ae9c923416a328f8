import { readFileSync } from 'node:fs'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml'
import { ConfigError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'

/** A YAML file whose scalars are all text, read node by node, so that what is wrong is said with its line and column. */
export class LocatedYaml {
  readonly path: string
  readonly root: unknown
  private readonly lines = new LineCounter()

  /** @throws ConfigError where it cannot be read or is no YAML */
  constructor(path: string) {
    this.path = path
    const document = parseDocument(readText(path), { lineCounter: this.lines, schema: 'failsafe' })
    this.root = document.contents
    const [error] = document.errors
    if (error) this.failAt(error.pos[0], `is no YAML: ${error.message.split(' at line ')[0]}`)
  }

  /** @throws ConfigError with the place of the node */
  fail(node: unknown, message: string): never {
    return this.failAt(startOf(node), message)
  }

  text(node: unknown, name: string): string {
    if (isScalar(node) && typeof node.value === 'string' && node.value !== '') return node.value
    return this.fail(node, `${name} must be text`)
  }

  /** A list of one or more texts. */
  texts(node: unknown, name: string): string[] {
    if (!isSeq(node) || node.items.length === 0) return this.fail(node, `${name} must be a list of texts`)
    return node.items.map(item => this.text(item, `each of ${name}`))
  }

  /** The nodes of a map by their keys, which must be known ones. */
  entries(node: unknown, name: string, known: readonly string[]): Map<string, unknown> {
    if (!isMap(node)) return this.fail(node, `${name} must be a map of ${known.slice(0, 4).join(', ')} …`)
    const { items } = node as YAMLMap
    return new Map(items.map(({ key, value }) => [this.key(key, known), value ?? key]))
  }

  private key(node: unknown, known: readonly string[]): string {
    const key = this.text(node, 'a key')
    if (known.includes(key)) return key
    const nearest = nearestName(key, known)
    const hint = nearest === undefined ? ` (known: ${known.join(', ')})` : `; did you mean "${nearest}"?`
    return this.fail(node, `unknown key "${key}"${hint}`)
  }

  private failAt(offset: number, message: string): never {
    const { line, col } = this.lines.linePos(offset)
    throw new ConfigError(`${this.path}:${line || 1}:${col || 1}: ${message}`)
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const isAbsent = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new ConfigError(`${path}: ${isAbsent ? 'no such file' : (cause as Error).message}`, { cause })
  }
}

function startOf(node: unknown): number {
  const range = (node as { range?: [number, number, number] | null } | null | undefined)?.range
  return range?.[0] ?? 0
}
