import type { Coverage } from '../pipeline/stages/crawl-result.ts'
import { number } from './terminal.ts'

/** What a crawl met of its board, in one line: `3 new, 1 changed, 40 unchanged, 2 closed`, and what was wrong with it. */
export function coverageLine(coverage: Coverage, pages?: string): string {
  const changes = [
    `${number(coverage.new)} new`,
    `${number(coverage.changed)} changed`,
    `${number(coverage.unchanged)} unchanged`,
    `${number(coverage.closed)} closed`,
    ...(coverage.relisted > 0 ? [`${number(coverage.relisted)} listed again`] : []),
  ]
  const notes = [
    ...(coverage.state === 'partial' ? [`partial: ${coverage.reasons.join('; ')}`] : []),
    ...coverage.unexpected.map(line => `unexpected: ${line}`),
  ]
  return [`${changes.join(', ')}${pages ? ` (${pages})` : ''}`, ...notes].join('; ')
}
