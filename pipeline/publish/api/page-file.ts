import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** A file of a folder of pages. */
export interface PageFile {
  name: string
  bytes: Buffer<ArrayBuffer>
  etag: string
}

/** How often a file is looked for while the folder is being replaced, and milliseconds between. */
const looks = 5
const pause = 20

/**
 * The file at a path of a URL, `index.html` for a folder's; `folder` where the path is a folder's and lacks the slash;
 * null where nothing is there. Nothing outside of the folder is ever read, whatever the path or a link in it says.
 * While the folder is replaced by renaming there is, for a moment, none: then it is looked for again.
 * @param path as it stands in the URL, beginning with a slash
 */
export async function readPageFile(folder: string, path: string): Promise<PageFile | 'folder' | null> {
  const names = namesOf(path)
  if (!names) return null
  for (let look = 1; ; look += 1) {
    const before = await identity(folder)
    const found = before === null ? null : await readWithin(folder, names)
    if (found || look === looks || (before !== null && before === (await identity(folder)))) return found
    await setTimeout(pause)
  }
}

/** The names that a path is made of; the last is empty for a folder's. Null where one is no name of a page. */
function namesOf(path: string): string[] | null {
  try {
    const names = path.slice(1).split('/').map(decodeURIComponent)
    const isName = (name: string, at: number) =>
      name === '' ? at === names.length - 1 : !/^\.|[/\\\0:]/.test(name) && Buffer.byteLength(name) <= 255
    return names.every(isName) ? names : null
  } catch {
    return null
  }
}

async function readWithin(folder: string, names: readonly string[]): Promise<PageFile | 'folder' | null> {
  const asked = names.at(-1) === '' ? [...names.slice(0, -1), 'index.html'] : names
  let file: FileHandle | undefined
  try {
    const root = await realpath(folder)
    const real = await realpath(join(root, ...asked))
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return null
    // What stands there is read through its handle, so that it is one file's words whatever is renamed meanwhile.
    file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const entry = await file.stat()
    if (entry.isDirectory()) return 'folder'
    if (!entry.isFile()) return null
    const bytes = (await file.readFile()) as Buffer<ArrayBuffer>
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
    return { name: asked.at(-1)!, bytes, etag }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENAMETOOLONG', 'ENXIO'].includes(code)) return null
    throw error
  } finally {
    await file?.close()
  }
}

const identity = async (folder: string): Promise<string | null> =>
  stat(folder).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => null,
  )
