import { quoteInCell } from './pay.ts'
import type { Random } from './random.ts'
import type { Cell } from './tables.ts'
import type { Vacancy } from './vacancy.ts'

/** Skills of which a cell has an exact share. */
export function meetSkillShares(cell: Cell, drafts: Vacancy[], random: Random): void {
  for (const [skill, shares] of Object.entries(cell.skills ?? {})) {
    const wanted = Math.round(drafts.length * shares[drafts[0]?.half ?? 0]!)
    random.shuffle(drafts).forEach((draft, i) => {
      if (i < wanted) draft.skills.add(skill)
      else draft.skills.delete(skill)
    })
  }
}

/** As many quotes as published, spread over the published percentiles in the order of what each vacancy is worth. */
export function meetPercentiles(
  cell: Cell,
  half: number,
  drafts: Vacancy[],
  count: number,
  random: Random,
): void {
  const chosen = random.shuffle(drafts).slice(0, count)
  chosen.sort((a, b) => a.worth - b.worth)
  chosen.forEach((draft, i) => {
    draft.pay = quoteInCell(cell, half, count > 1 ? i / (count - 1) : 0.5)
  })
}
