import { basename } from 'node:path'
import { checkTaxonomy } from '../../pipeline/quality/taxonomy/check-taxonomy.ts'
import { diffTaxonomies } from '../../pipeline/quality/taxonomy/diff-taxonomy.ts'
import { findTaxonomy, workingTree } from '../../pipeline/quality/taxonomy/find-taxonomy.ts'
import { printCheck } from '../../pipeline/quality/taxonomy/print-check.ts'
import { printDiff } from '../../pipeline/quality/taxonomy/print-diff.ts'
import { checkFiles } from '../../pipeline/quality/taxonomy/read-adverts.ts'
import { number, showProgress } from '../terminal.ts'

const colour = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR

/** Prints everything that is wrong with the taxonomy; the exit code is 1 where anything is. */
export async function check({ json }: { json?: boolean }): Promise<void> {
  const found = await checkTaxonomy()
  process.stdout.write(json ? `${JSON.stringify(found)}\n` : printCheck(found, colour()))
  if (found.problems.length > 0) process.exitCode = 1
}

/** Prints how the taxonomy of `to` differs from that of `from`. */
export function diff(from: string, to: string | undefined, { json }: { json?: boolean }): void {
  const compared = diffTaxonomies(findTaxonomy(from), to === undefined ? workingTree() : findTaxonomy(to))
  process.stdout.write(json ? `${JSON.stringify(compared)}\n` : printDiff(compared, colour()))
}

/** Prints what adverts name and the taxonomy does not know, most wanted first. */
export async function suggest(
  files: string[],
  { limit, min, json }: { limit: number; min: number; json?: boolean },
): Promise<void> {
  await checkFiles(files)
  // Loaded here, because a taxonomy with faults keeps the readers from loading, and `check` has to say why.
  const { suggestTerms } = await import('../../pipeline/quality/taxonomy/suggest-terms.ts')
  const { printSuggestions } = await import('../../pipeline/quality/taxonomy/print-suggestions.ts')
  const progress = showProgress('Reading', files.length)
  const found = await suggestTerms(files, {
    limit,
    min,
    onProgress: ({ file, at, share, adverts }) =>
      progress.update(at + (share ?? 0), `${basename(file)}, ${number(adverts)} adverts`),
  }).catch(error => {
    progress.end('not finished')
    throw error
  })
  progress.end(`${number(found.adverts)} adverts`)
  const text = json
    ? `${JSON.stringify(found)}\n`
    : printSuggestions(found, { colour: colour(), width: process.stdout.columns ?? 120 })
  process.stdout.write(text)
}
