import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Who uses the embedded server: one file per use in `folder`, its name beginning with the pid of the user. A process that
 * was killed leaves its file behind; it no longer counts, and the next look removes it.
 */
export function takeLease(folder: string): { release(): { last: boolean } } {
  mkdirSync(folder, { recursive: true })
  const mine = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`)
  writeFileSync(mine, '')
  return {
    release() {
      rmSync(mine, { force: true })
      return { last: liveLeases(folder).length === 0 }
    },
  }
}

function liveLeases(folder: string): string[] {
  return readdirSync(folder).filter(name => {
    if (isRunning(Number(name.split('-')[0]))) return true
    rmSync(join(folder, name), { force: true })
    return false
  })
}

/** Whether a process with this pid exists (one of another user counts as well). */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
