import { Command, InvalidArgumentError } from 'commander'
import fc from 'fast-check'
import { extractionFaults } from '../../pipeline/quality/extraction-faults.ts'
import { say, showProgress } from '../terminal.ts'
import { hostileAdvert, type Sizes } from './hostile-adverts.ts'

const SMALL: Sizes = { title: 2000, description: 20_000, field: 2000, list: 500 }
const LARGE: Sizes = { title: 1_000_000, description: 1_000_000, field: 1_000_000, list: 100_000 }

const command = new Command('fuzz')
  .description(
    'feeds hostile adverts to the extraction until the time is up and shows each kind of fault once',
  )
  .option('--minutes <n>', 'how long', wholeNumber, 1)
  .option('--seed <n>', 'begins with this seed; each fault is shown with its own', wholeNumber)
  .action(({ minutes, seed = Date.now() % 1_000_000_000 }: { minutes: number; seed?: number }) => {
    const start = Date.now()
    const end = start + minutes * 60_000
    const progress = showProgress('fuzz', minutes * 60)
    const known = new Set<string>()
    let adverts = 0
    for (let round = seed; Date.now() < end; round++) {
      const isLarge = (round - seed) % 4 === 3
      const found = fc.check(
        fc.property(hostileAdvert(isLarge ? LARGE : SMALL), advert => {
          adverts++
          const faults = extractionFaults(advert).filter(fault => !known.has(kindOf(fault)))
          if (faults.length > 0) throw new Error(faults.join('\n'))
        }),
        { seed: round, numRuns: isLarge ? 30 : 1000, interruptAfterTimeLimit: 60_000 },
      )
      progress.update((Date.now() - start) / 1000, `${adverts} adverts, seed ${round}`)
      if (!found.counterexample) continue
      const faults = (found.errorInstance as Error).message
      for (const fault of faults.split('\n')) known.add(kindOf(fault))
      console.log(
        `seed ${round}, ${isLarge ? 'large' : 'small'} adverts, shrunk ${found.numShrinks} times: ${faults}`,
      )
      console.log(brief(found.counterexample[0]))
      process.exitCode = 1
    }
    progress.end(`${adverts} adverts, seeds from ${seed}, ${known.size} kinds of fault`)
  })

/** What kind of fault a message tells of: figures aside. */
const kindOf = (fault: string): string => fault.replace(/\d+/g, '0')

/** The advert as JSON; repetitions as "[…] × n", long lists by their first entries. */
function brief(advert: unknown): string {
  return JSON.stringify(
    advert,
    (_, value) =>
      typeof value === 'string' && value.length > 400
        ? shortened(value)
        : Array.isArray(value) && value.length > 3
          ? [...value.slice(0, 3), `… (${value.length} entries)`]
          : value,
    2,
  )
}

function shortened(text: string): string {
  const found = /^([\s\S]{0,60}?)([\s\S]{1,200}?)\2{5,}([\s\S]{0,60})$/.exec(text)
  if (!found) return `${text.slice(0, 300)}… (${text.length} characters)`
  const [, before = '', pump = '', after = ''] = found
  const times = (text.length - before.length - after.length) / pump.length
  return `${before}[${pump}] × ${times}${after}`
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('write a whole number.')
  return Number(text)
}

try {
  command.parse()
} catch (error) {
  say(`fuzz: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
