import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'jobtide-files-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Writes a file of this name, each in a folder of its own that goes with the test process, and gives its path. */
export function temporaryFile(name: string, content: Uint8Array | string): string {
  const path = join(mkdtempSync(join(folder, 'file-')), name)
  writeFileSync(path, content)
  return path
}
