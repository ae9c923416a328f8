import { styleText } from 'node:util'
import { plain } from '../pipeline/publish/paint.ts'
import type { Accounting } from '../pipeline/quality/accounting.ts'
import { number } from './terminal.ts'

/**
 * An account as a person reads it: what became of the records, with the reasons, adding up line by line.
 * @param stream where it is to be printed: whether it has colours
 */
export function printAccounting(account: Accounting, stream: NodeJS.WriteStream = process.stderr): string {
  const bold = (text: string) => styleText('bold', text, { stream })
  const dim = (text: string) => styleText('dim', text, { stream })
  const width = number(account.records).length
  const line = (count: number, label: string) => `${number(count).padStart(width)}  ${label}`
  const reasons = (of: Record<string, number>) =>
    Object.entries(of)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, count]) =>
        dim(`${' '.repeat(width)}  ${number(count).padStart(width)}  ${plain(reason)}`),
      )
  return [
    bold(line(account.records, 'records')),
    line(account.loaded, 'loaded'),
    line(account.changed, 'changed'),
    line(account.unchanged, 'unchanged'),
    line(account.duplicate, 'duplicate (another advert of a known vacancy, or twice in one response)'),
    line(account.outOfScope, 'out of scope'),
    ...reasons(account.reasons.outOfScope),
    line(account.rejected, 'rejected'),
    ...reasons(account.reasons.rejected),
  ].join('\n')
}
