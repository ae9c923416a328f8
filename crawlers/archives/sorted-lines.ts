import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Some 400 bytes each. */
const RUN_LIMIT = 100_000

/**
 * Sorts more lines than memory holds: sorted runs go to files, which are merged at the end. The lines are of ASCII, so
 * that their order is that of their bytes.
 */
export class SortedLines {
  private lines: string[] = []
  private readonly runs: string[] = []
  private runFolder: string | null = null
  private readonly folder: string
  private readonly limit: number

  /**
   * @param folder where the runs may be kept meanwhile
   * @param limit how many lines are held
   */
  constructor(folder: string, limit = RUN_LIMIT) {
    this.folder = folder
    this.limit = limit
  }

  async add(line: string): Promise<void> {
    if (this.lines.push(line) < this.limit) return
    this.runFolder ??= await mkdtemp(join(this.folder, '.sorting-'))
    const path = join(this.runFolder, String(this.runs.length))
    await writeFile(
      path,
      this.lines.sort().map(each => `${each}\n`),
    )
    this.runs.push(path)
    this.lines = []
  }

  /** All lines in their order. */
  async *sorted(): AsyncGenerator<string> {
    const runs = this.runs.map(path => createInterface({ input: createReadStream(path) }))
    try {
      yield* merged([...runs, this.lines.sort()])
    } finally {
      for (const run of runs) run.close()
    }
  }

  /** Removes the runs. */
  async close(): Promise<void> {
    if (this.runFolder !== null) await rm(this.runFolder, { recursive: true, force: true })
  }
}

async function* merged(runs: (AsyncIterable<string> | Iterable<string>)[]): AsyncGenerator<string> {
  const heads: { line: string; rest: AsyncIterator<string> | Iterator<string> }[] = []
  // All at once: a readline interface drops the lines that it reads before somebody iterates over it.
  const iterators = runs.map(run =>
    Symbol.asyncIterator in run ? run[Symbol.asyncIterator]() : run[Symbol.iterator](),
  )
  for (const rest of iterators) {
    const first = await rest.next()
    if (!first.done) heads.push({ line: first.value, rest })
  }
  while (heads.length > 0) {
    const least = heads.reduce((one, other) => (other.line < one.line ? other : one))
    yield least.line
    const next = await least.rest.next()
    if (next.done) heads.splice(heads.indexOf(least), 1)
    else least.line = next.value
  }
}
