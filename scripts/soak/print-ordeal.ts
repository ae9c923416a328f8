import { number } from '../terminal.ts'
import type { OrdealOptions, OrdealReport } from './crawl-ordeal.ts'

/** Faults that are shown; the rest are counted. */
const SHOWN = 20

/** The report of a soak for people. */
export function printOrdeal(
  { undisturbed, ordeal, logs, rows, faults }: OrdealReport,
  { postings, boards, pace }: OrdealOptions,
): string {
  const points = Object.entries(Object.groupBy(ordeal.kills, ({ point }) => point))
  const gaps = Object.values(logs.leastGap)
  const handedOver = Object.values(logs.handedOver).reduce((sum, times) => sum + times, 0)
  return [
    `${number(postings)} postings on ${boards} boards: ${undisturbed.seconds.toFixed(0)} s undisturbed, ${ordeal.seconds.toFixed(0)} s under kills`,
    `kills        ${ordeal.kills.length} (${points.map(([point, kills]) => `${kills.length} ${point}`).join(', ')}), ${ordeal.kills.reduce((sum, { processes }) => sum + processes, 0)} processes; ${ordeal.kills.reduce((sum, { between }) => sum + between, 0)} crawls were finished in the ledger and not in the queue`,
    `requests     ${number(logs.requests)} for ${number(logs.pages)} pages; undisturbed ${number(undisturbed.requests)}`,
    `repeated     ${number(logs.repeated)} that had not been stored when a process was killed; ${logs.struck} were under way at a kill, ${logs.cutOff} of them cut off`,
    `robots.txt   ${logs.robots} reads on ${gaps.length} hosts`,
    `gaps         at least ${Math.min(...gaps).toFixed(2)} ms on every host, of ${pace} ms; hosts went from process to process ${number(handedOver)} times`,
    `queued again ${ordeal.requeued.length} (killed too often for the queue)`,
    ...Object.entries(rows).map(
      ([what, { rows: count, differing }]) =>
        `${what.padEnd(16)} ${number(count).padStart(7)}  ${differing} differ`,
    ),
    faults.length === 0 ? 'no faults' : `${faults.length} faults:`,
    ...faults.slice(0, SHOWN).map(fault => `  ${fault}`),
  ].join('\n')
}
