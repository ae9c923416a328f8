import { SingleBar } from 'cli-progress'

/** Progress on standard error: a bar on a terminal, now and then a plain line elsewhere. */
export interface Progress {
  update(done: number, note: string): void
  end(note: string): void
}

/** Milliseconds between two plain lines. */
const plainEvery = 5_000

/** @param total what `done` counts up to */
export function showProgress(title: string, total: number): Progress {
  if (!process.stderr.isTTY) {
    let last = Date.now()
    return {
      update(done, note) {
        if (Date.now() - last < plainEvery) return
        last = Date.now()
        console.error(`${title}: ${Math.floor((100 * done) / Math.max(total, 1))} %, ${note}`)
      },
      end: note => console.error(`${title}: ${note}`),
    }
  }
  const bar = new SingleBar({
    format: `${title}  {bar} {percentage} %  {note}`,
    barCompleteChar: '━',
    barIncompleteChar: '─',
    hideCursor: true,
    clearOnComplete: true,
    barsize: 28,
    stream: process.stderr,
  })
  bar.start(total, 0, { note: '' })
  return {
    update: (done, note) => bar.update(Math.min(done, total), { note }),
    end(note) {
      bar.stop()
      console.error(`${title}: ${note}`)
    },
  }
}

/** A number with separators: `13,021`. */
export const number = (value: number): string => value.toLocaleString('en-GB')

/** What is said of what a command does: on standard error, so that standard output holds results alone. */
export const say = (text: string): void => console.error(text)
