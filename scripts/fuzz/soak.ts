import { Command, InvalidArgumentError } from 'commander'
import { extractFully } from '../../pipeline/quality/bench-adverts.ts'
import { marketAdverts } from '../bench/market-adverts.ts'
import { number, say, showProgress } from '../terminal.ts'
import { slopeOf } from './slope.ts'

/** Different adverts; beyond these the same come again with words of their own. */
const DISTINCT = 20_000
const SAMPLES = 25
/** Bytes of heap that each advert may leave behind: a cache that holds one entry per advert leaves over a hundred. */
const MOST_PER_ADVERT = 20

const command = new Command('soak')
  .description('extracts very many adverts in one process and fails where memory grows with their number')
  .option('--adverts <n>', 'how many', wholeNumber, 1_000_000)
  .action(({ adverts: count }: { adverts: number }) => {
    if (globalThis.gc === undefined) throw new Error('run it as "npm run soak" (node --expose-gc)')
    const adverts = marketAdverts(Math.min(DISTINCT, count))
    const progress = showProgress('soak', count)
    const every = Math.max(1, Math.floor(count / SAMPLES))
    const samples: { done: number; heap: number }[] = []
    console.log('adverts       heap MB   RSS MB')
    for (let done = 1; done <= count; done++) {
      const advert = adverts[done % adverts.length]!
      // No two adverts share a title, a firm or a place, so that no cache by text can be right by chance.
      extractFully({
        ...advert,
        sourceId: String(done),
        title: `${advert.title} ${wordOf(done)}`,
        company: `${advert.company} ${wordOf(done)}`,
        locations: [...(advert.locations ?? []), `${wordOf(done)}ton, Leeds`],
        description: `${advert.description} ${wordOf(done)} ${wordOf(done * 7)} Go ${wordOf(done)}.`,
      })
      if (done % every !== 0) continue
      globalThis.gc()
      const { heapUsed, rss } = process.memoryUsage()
      samples.push({ done, heap: heapUsed })
      console.log(`${number(done).padEnd(12)} ${megabytes(heapUsed)} ${megabytes(rss)}`)
      progress.update(done, `${number(done)} adverts`)
    }
    // The first tenth fills the caches that are bounded.
    const slope = slopeOf(samples.slice(Math.ceil(samples.length / 10)).map(({ done, heap }) => [done, heap]))
    progress.end(`${slope.toFixed(2)} bytes of heap per advert after the first tenth`)
    if (slope > MOST_PER_ADVERT) process.exitCode = 1
  })

/** A capitalised word of six letters, another for every number below 300 million. */
function wordOf(number: number): string {
  let word = ''
  for (let rest = number % 26 ** 6, at = 0; at < 6; at++, rest = Math.floor(rest / 26))
    word += String.fromCharCode((at === 0 ? 65 : 97) + (rest % 26))
  return word
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1).padStart(8)

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{1,8}$/.test(text)) throw new InvalidArgumentError('write a whole number of at least 10.')
  return Number(text)
}

try {
  command.parse()
} catch (error) {
  say(`soak: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
