import { stripTypeScriptTypes } from 'node:module'
import { type Node, parse } from 'acorn'

/** A place of the source, lines from 1. */
export interface Site {
  file: string
  line: number
}

/** A regex as the engine gets it. */
export interface Regex {
  pattern: string
  flags: string
}

export interface SourceRegexes {
  literals: (Regex & Site)[]
  /** Where a regex is built from strings; what it is shows only when the module runs. */
  built: Site[]
}

/** The regexes of a TypeScript source, by its syntax tree: comments and strings that look like one do not count. */
export function findRegexes(file: string, source: string): SourceRegexes {
  const found: SourceRegexes = { literals: [], built: [] }
  // Stripping leaves every line where it was.
  const tree = parse(stripTypeScriptTypes(source), {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
  })
  visit(tree, node => {
    const line = node.loc!.start.line
    if (node.type === 'Literal' && 'regex' in node) {
      const { pattern, flags } = node.regex as Regex
      found.literals.push({ file, line, pattern, flags })
    }
    if ((node.type === 'NewExpression' || node.type === 'CallExpression') && calls(node, 'RegExp'))
      found.built.push({ file, line })
  })
  return found
}

const calls = (node: Node, name: string): boolean =>
  'callee' in node && (node.callee as { name?: string }).name === name

function visit(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (child !== null && typeof child === 'object' && typeof child.type === 'string') visit(child, see)
}
