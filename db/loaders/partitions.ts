import type { Client } from '../connection.ts'

/** The raw tables, which are partitioned by month so that old months can be detached whole. */
const partitioned = ['snapshots', 'captures', 'sightings'] as const

/** Makes sure that the partitions of these months (`2025-11`) exist. */
export async function ensurePartitions(client: Client, months: Iterable<string>): Promise<void> {
  const wanted = new Set(months)
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'raw' and c.relispartition and c.relkind = 'r'`,
  )
  const present = new Set(rows.map(row => row.name))
  for (const month of wanted) {
    const [year, number] = month.split('-').map(Number) as [number, number]
    const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
    for (const table of partitioned) {
      const name = `${table}_${month.replace('-', '_')}`
      if (present.has(name)) continue
      // Two loaders that meet here wait for each other; the second finds the table made.
      await client.query(`select pg_advisory_xact_lock(hashtext('raw partitions'))`)
      await client.query(
        `create table if not exists raw.${name} partition of raw.${table} for values from ('${month}-01') to ('${next}-01')`,
      )
    }
  }
}
