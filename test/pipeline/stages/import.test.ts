import { zstdDecompressSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../db/connection.ts'
import { openExtraction } from '../../../pipeline/stages/extraction.ts'
import { importFile } from '../../../pipeline/stages/import.ts'
import { gzipMembers, httpBlock, warcRecord } from '../../crawlers/archives/build-warc.ts'
import { freshDatabase } from '../../database.ts'
import { temporaryFile } from '../../temporary-file.ts'

const opened: Awaited<ReturnType<typeof freshDatabase>>[] = []
const open = async () => {
  const fresh = await freshDatabase()
  opened.push(fresh)
  return fresh.database
}
afterEach(async () => {
  for (const { drop } of opened.splice(0)) await drop()
})

const titles = ['Java Developer', 'Data Engineer', 'Account Executive', 'Talent Partner', 'Product Manager']
const about = 'Tidewater sells Kubernetes to harbours.'

/** A board of five adverts as it was on a day; its company talks of Kubernetes in all of them. */
const board = (name: string, day: string, revision = 0) =>
  warcRecord({
    url: `https://api.ashbyhq.com/posting-api/job-board/${name}`,
    date: `${day}T06:00:00Z`,
    block: httpBlock(
      JSON.stringify({
        jobs: titles.map((title, at) => ({
          id: `${name}-${at}`,
          title,
          location: at % 2 === 0 ? 'London' : 'Leeds',
          descriptionPlain: `${about}\n\nYou know ${at === 1 ? 'Docker' : 'Terraform'} well, take ${at + revision}.`,
        })),
      }),
    ),
  })

const names = Array.from({ length: 130 }, (_, at) => `board-${at}`)
/** More than one transaction: 650 adverts, of which 130 changed a week later, and a damaged record. */
const archive = (...more: Buffer[]) =>
  temporaryFile(
    'boards.warc.gz',
    gzipMembers([
      ...names.map(name => board(name, '2026-01-05')),
      warcRecord({ block: 'no response' }),
      ...names.map((name, at) => board(name, '2026-01-12', at % 5 === 0 ? 1 : 0)),
      ...more,
    ]),
  )

/** All that an import wrote, apart from when it ran. */
async function content(database: Database): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {}
  for (const table of [
    'core.postings',
    'core.vacancies',
    'core.terms',
    'raw.snapshots',
    'raw.captures',
    'raw.sightings',
  ]) {
    const { rows } = await database.pool.query(
      `select (to_jsonb(t) - 'since')::text as row from ${table} t order by 1`,
    )
    tables[table] = rows.map(({ row }) => row)
  }
  return tables
}

const quiet = () => {}

describe('an import', () => {
  it('writes the same rows and accounts for the same records whatever the number of threads', async () => {
    const path = archive()
    const [alone, threaded] = [await open(), await open()]
    const one = await importFile(alone, path, null, quiet)
    const extraction = openExtraction(3, { worth: 0 })
    const shares: (number | null)[] = []
    const three = await importFile(threaded, path, null, ({ share }) => shares.push(share), extraction)
    await extraction.close()
    expect([one.threads, three.threads]).toEqual([1, 3])
    expect(three.accounting).toEqual(one.accounting)
    expect(one.accounting).toMatchObject({ records: 1301, changed: 130, rejected: 1 })
    expect(shares).toEqual([expect.any(Number), 1])
    expect(await content(threaded)).toEqual(await content(alone))
  })

  it('takes no company talk for a demand', async () => {
    const database = await open()
    await importFile(database, archive(), null, quiet)
    const { rows } = await database.pool.query(
      `select title, skills::text from core.postings where record_id like 'board-7-%' and in_scope order by title`,
    )
    expect(rows.map(({ title }) => title)).toContain('Data Engineer')
    expect(rows.find(({ title }) => title === 'Data Engineer').skills).toContain('Docker')
    expect(JSON.stringify(rows)).not.toContain('Kubernetes')
  })

  it('that loses a thread ends with the reason, and the next one completes it', async () => {
    const path = archive(...names.map(name => board(name, '2026-01-19')))
    const database = await open()
    const task = new URL('./failing-task.ts', import.meta.url).href
    // Started within the second transaction: the first is loaded.
    const extraction = openExtraction(2, { worth: 270_000, task })
    await expect(importFile(database, path, null, quiet, extraction)).rejects.toThrow(
      /thread failed: nothing is as it was/,
    )
    await extraction.close()
    const { rows } = await database.pool.query(
      `select error, (select count(*) from raw.sightings) as sightings from ops.runs`,
    )
    expect(rows).toEqual([{ error: expect.stringMatching(/thread failed/), sightings: 1000 }])
    await importFile(database, path, null, quiet)
    const whole = await open()
    await importFile(whole, path, null, quiet)
    const sightings = async (of: Database) => (await content(of))['raw.sightings']
    expect(await sightings(database)).toEqual(await sightings(whole))
  })

  it('stores no mail or phone number of a raw posting, whether it can be read or not', async () => {
    const contact = 'anna.miller@site.example, 020 7946 0018'
    const line = (more: object) =>
      JSON.stringify({ source: 'council', sourceId: '1', seenAt: '2026-01-05', ...more })
    const path = temporaryFile(
      'council.jsonl',
      [
        line({ title: 'Data Engineer', description: `Write to ${contact}`, company: `Council (${contact})` }),
        line({ sourceId: '2', description: `Write to ${contact}` }),
        `{ "title": "Data Engineer, ${contact}"`,
      ].join('\n'),
    )
    const database = await open()
    const { accounting } = await importFile(database, path, null, quiet)
    expect(accounting).toMatchObject({ records: 3, loaded: 1, rejected: 2 })
    const { rows } = await database.pool.query<{ text: string }>(
      `select t::text as text from ops.rejections t union all select t::text from core.postings t
       union all select t::text from core.vacancies t`,
    )
    const bodies = await database.pool.query<{ body: Buffer }>('select body from raw.snapshots')
    const stored = [
      ...rows.map(({ text }) => text),
      ...bodies.rows.map(({ body }) => String(zstdDecompressSync(body))),
    ]
    expect(stored.length).toBeGreaterThanOrEqual(5)
    expect(stored.join('\n')).not.toMatch(/anna\.miller|7946/)
  })
})
