import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findBreaches } from '../pipeline/publish/contract/compare-contracts.ts'
import { printDictionary } from '../pipeline/publish/contract/dictionary.ts'
import { type Contract, readContract } from '../pipeline/publish/contract/read-contract.ts'
import { withTemporaryDatabase } from './bench/temporary-database.ts'

/**
 * Writes the data dictionary (`db/DICTIONARY.md`) and the stored contract (`test/fixtures/contract/mart.json`) of the
 * present migrations. Where the stored contract is broken nothing is written; who means to break it with its readers
 * deletes the stored one first.
 * @param root the folder of the project
 * @returns what is broken, a line each
 */
export async function writeContract(root: string): Promise<string[]> {
  const contract = await withTemporaryDatabase(({ pool }) => readContract(pool))
  const file = join(root, 'test/fixtures/contract/mart.json')
  if (existsSync(file)) {
    const stored: Contract = JSON.parse(readFileSync(file, 'utf8'))
    const breaches = findBreaches(stored, contract)
    if (breaches.length) return breaches
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(contract, null, 2)}\n`)
  writeFileSync(join(root, 'db/DICTIONARY.md'), printDictionary(contract))
  return []
}
