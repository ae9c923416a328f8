import { extractLines } from '../../pipeline/stages/extract.ts'
import { say } from '../terminal.ts'

/**
 * Writes the postings of each line; a malformed line gives an error record with its number on standard error, the rest
 * goes on, and the exit code is 1.
 */
export async function extract(file: string | undefined): Promise<void> {
  for await (const extracted of extractLines(file ?? process.stdin)) {
    if ('reason' in extracted) {
      say(JSON.stringify({ line: extracted.line, error: extracted.reason }))
      process.exitCode = 1
      continue
    }
    const lines = extracted.postings.map(posting => `${JSON.stringify(posting)}\n`).join('')
    if (!process.stdout.write(lines)) await new Promise(resolve => process.stdout.once('drain', resolve))
  }
}
