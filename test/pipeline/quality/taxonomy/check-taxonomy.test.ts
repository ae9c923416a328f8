import { expect, it } from 'vitest'
import { checkTaxonomy } from '../../../../pipeline/quality/taxonomy/check-taxonomy.ts'

it('finds nothing wrong with the taxonomy', async () => {
  const { problems, untried, checked } = await checkTaxonomy()
  expect(problems.map(({ file, entry, problem }) => `${file}, ${entry}: ${problem}`)).toEqual([])
  expect(untried).toBeNull()
  for (const count of Object.values(checked)) expect(count).toBeGreaterThan(10)
})
