import { labelOf } from './loose-value.ts'

/** The postings of a page in one syntax. */
export interface Stated {
  syntax: 'JSON-LD' | 'microdata' | 'RDFa'
  jobs: readonly Record<string, unknown>[]
}

/** Keys that say nothing alone. */
const IDLE = new Set(['@type', '@context', '@id', 'currency', 'unitText'])
const DEEPEST = 6

/**
 * The postings of a page from all its syntaxes, best first: those of the first that has any. A field that one leaves
 * out is taken from the same posting in a later syntax: the only one there where both have one, else the one of the
 * same title. Postings that only a later syntax has are teasers of other pages.
 */
export function settle(statements: readonly Stated[]): {
  jobs: Record<string, unknown>[]
  /** How many postings only a later syntax has, by what it and the first are. */
  left: { reason: string; count: number }[]
} {
  const [first, ...later] = statements.filter(({ jobs }) => jobs.length > 0)
  if (!first) return { jobs: [], left: [] }
  let jobs = [...first.jobs]
  const left = later.flatMap(({ syntax, jobs: others }) => {
    const used = new Set<Record<string, unknown>>()
    jobs = jobs.map(job => {
      const twin = jobs.length === 1 && others.length === 1 ? others[0] : sameTitle(job, others)
      if (!twin) return job
      used.add(twin)
      return fill(job, twin)
    })
    const count = others.length - used.size
    return count === 0 ? [] : [{ reason: `in ${syntax} only, on a page with ${first.syntax}`, count }]
  })
  return { jobs, left }
}

function sameTitle(
  job: Record<string, unknown>,
  others: readonly Record<string, unknown>[],
): Record<string, unknown> | undefined {
  const title = titleOf(job)
  return title === undefined ? undefined : others.find(other => titleOf(other) === title)
}

const titleOf = (job: Record<string, unknown>): string | undefined =>
  (labelOf(job.title) ?? labelOf(job.name))?.toLowerCase()

function fill(job: Record<string, unknown>, twin: Record<string, unknown>): Record<string, unknown> {
  const added = Object.entries(twin).filter(([field]) => !Object.hasOwn(job, field) || !says(job[field]))
  return { ...job, ...Object.fromEntries(added) }
}

/** Whether a value says anything: `{ "currency": "GBP", "value": { "minValue": "" } }` does not, nor does a zero. */
function says(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (typeof value !== 'object' || value === null) return Boolean(value)
  if (depth >= DEEPEST) return true
  if (Array.isArray(value)) return value.some(part => says(part, depth + 1))
  return Object.entries(value).some(([key, part]) => !IDLE.has(key) && says(part, depth + 1))
}
