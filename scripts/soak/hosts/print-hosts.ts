import { number } from '../../terminal.ts'
import type { HostsOptions, HostsReport } from './hosts-ordeal.ts'

/** Faults that are shown; the rest are counted. */
const SHOWN = 20

/** The report of a soak over several machines for people. */
export function printHosts(
  { undisturbed, seconds, strikes, late, logs, ledger, rows, faults }: HostsReport,
  { postings, boards, pace, cut, seed }: HostsOptions,
): string {
  const gaps = Object.values(logs.leastGap)
  const handedOver = Object.values(logs.handedOver).reduce((sum, times) => sum + times, 0)
  return [
    `${number(postings)} postings on ${boards} boards, seed ${seed}: ${undisturbed.seconds.toFixed(0)} s undisturbed without a pace, ${seconds.toFixed(0)} s by three workers`,
    ...strikes.map(({ how, worker, sources }, at) => {
      const after = ledger.goneOn[at]!
      const long = how === 'killed' ? '' : ` for ${cut} s`
      return `${how.padEnd(12)} ${worker.host.name}${long}, in the middle of ${sources.length} crawls; the last of them was gone on with after ${after.toFixed(0)} s`
    }),
    `requests     ${number(logs.requests)} for ${number(logs.pages)} pages; undisturbed ${number(undisturbed.requests)}`,
    `repeated     ${number(logs.repeated)} that had not been stored when a worker was struck; ${logs.struck} were under way then, ${logs.cutOff} broke off`,
    `back         ${number(late)} requests reached the boards from the cut-off worker after its cut`,
    `gaps         at least ${Math.min(...gaps).toFixed(2)} ms on every host, of ${pace} ms; hosts went from process to process ${number(handedOver)} times`,
    `ledger       ${ledger.served} crawls served, ${ledger.brokenOff} runs that others went on from, ${ledger.publications} publication; ${number(ledger.records.fleet)} records, ${number(ledger.records.undisturbed)} undisturbed`,
    ...Object.entries(rows).map(
      ([what, { rows: count, differing }]) =>
        `${what.padEnd(16)} ${number(count).padStart(7)}  ${differing} differ`,
    ),
    faults.length === 0 ? 'no faults' : `${faults.length} faults:`,
    ...faults.slice(0, SHOWN).map(fault => `  ${fault}`),
  ].join('\n')
}
