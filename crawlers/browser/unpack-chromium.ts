import { execFile } from 'node:child_process'
import { lstat, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface UnpackedChromium {
  executablePath: string
  /** Shared libraries (NSS and its like) for a machine that has none. */
  libraries: string
}

const PACKAGE = '@sparticuz/chromium'

/**
 * Unpacks the Chromium of `@sparticuz/chromium`, once per version and user.
 *
 * The package would unpack into the shared temporary directory and take whatever lies there under that name, also
 * another user's or a half-written one. So it runs in a process of its own that takes a fresh folder for the
 * temporary directory, and the folder is moved into place when it is complete.
 */
export async function unpackChromium(cacheDirectory = ownTemporaryFolder()): Promise<UnpackedChromium> {
  const entry = import.meta.resolve(PACKAGE)
  const { version } = JSON.parse(
    await readFile(join(packageFolder(fileURLToPath(entry)), 'package.json'), 'utf8'),
  ) as {
    version: string
  }
  const home = join(cacheDirectory, `chromium-${version}`)
  await mkdir(cacheDirectory, { recursive: true, mode: 0o700 })
  await assertOwn(cacheDirectory)
  if (!(await exists(home))) await unpackInto(home, entry, cacheDirectory)
  return {
    executablePath: join(home, 'chromium'),
    libraries: join(home, 'al2023', 'lib'),
  }
}

const ownTemporaryFolder = () => join(tmpdir(), `jobtide-browser-${userInfo().uid}`)

const packageFolder = (entry: string) => {
  let folder = dirname(entry)
  while (!folder.endsWith(join('@sparticuz', 'chromium'))) folder = dirname(folder)
  return folder
}

async function unpackInto(home: string, entry: string, cacheDirectory: string): Promise<void> {
  const work = await mkdtemp(join(cacheDirectory, 'unpacking-'))
  try {
    // The environment tells the package to unpack its shared libraries as well.
    await promisify(execFile)(
      'env',
      [
        `TMPDIR=${work}`,
        'AWS_EXECUTION_ENV=AWS_Lambda_nodejs24.x',
        process.execPath,
        '--input-type=module',
        '-e',
        `import chromium from ${JSON.stringify(entry)}; await chromium.executablePath()`,
      ],
      { timeout: 120_000 },
    )
    await rename(work, home)
  } catch (error) {
    await rm(work, { recursive: true, force: true })
    // Another process may have been first.
    if (!(await exists(home))) throw error
  }
}

/** Nobody else may have put a program there for us to run. */
async function assertOwn(folder: string): Promise<void> {
  const { uid, mode } = await lstat(folder)
  if (uid !== userInfo().uid || (mode & 0o022) !== 0)
    throw new Error(`${folder} belongs to, or can be written by, somebody else`)
}

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )
