import { Command, InvalidArgumentError } from 'commander'
import { evaluate, worstFailures } from '../../pipeline/quality/evaluation/evaluate.ts'
import { say } from '../terminal.ts'
import { printFailures, printMissed, printOvercontested, printTable } from './print-evaluation.ts'

const command = new Command('eval')
  .description(
    'measures extraction on the labelled sets of a folder; fails where a figure is below its floor',
  )
  .argument('<folder>', 'folder with the labelled sets (.jsonl)')
  .option('--show <n>', 'show the n worst failures of every measure', wholeNumber, 0)
  .option('--json', 'print one JSON object')
  .action((folder: string, options: { show: number; json?: true }) => {
    const evaluation = evaluate(folder)
    const failures = worstFailures(evaluation, options.show)
    const { rows, missing, missed, overcontested } = evaluation
    if (options.json) console.log(JSON.stringify({ rows, missing, missed, overcontested, failures }))
    else {
      for (const file of missing) say(`${file}: not in the folder, skipped`)
      console.log(
        [
          printTable(rows),
          ...printFailures(failures),
          ...printOvercontested(overcontested),
          ...printMissed(missed),
        ].join('\n'),
      )
    }
    if (missed.length + overcontested.length > 0) process.exitCode = 1
  })

function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('write a whole number.')
  return Number(text)
}

try {
  command.parse()
} catch (error) {
  say(`eval: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
