import { createServer } from 'node:http'
import { resolveSources, type Source, type SourceConfig } from '../pipeline/sources.ts'

/** An advert as the board's interface gives it, whatever keys that has today. */
export type BoardRecord = Record<string, unknown>

/** A record as Greenhouse writes it, with keys that jobtide has no use for. */
export const boardRecord = (id: number, more: BoardRecord = {}): BoardRecord => ({
  id,
  internal_job_id: id + 1,
  title: 'Java Developer',
  updated_at: '2025-11-10T09:00:00-05:00',
  first_published: '2025-11-03T09:00:00-05:00',
  location: { name: id % 2 === 0 ? 'London, UK' : 'Leeds, UK' },
  absolute_url: `https://acme.example/jobs/${id}`,
  company_name: 'Acme',
  content: `&lt;p&gt;You build service ${id} in Java.&lt;/p&gt;`,
  requisition_id: `R-${id}`,
  departments: [],
  ...more,
})

/**
 * A real server on loopback that speaks the Greenhouse job board API for any number of boards, whose adverts and format
 * a test changes between crawls.
 */
export async function startChangingBoards() {
  /** By board; `list` is the key that the adverts stand under. */
  const boards = new Map<string, { records: BoardRecord[]; list?: string }>()
  const server = createServer((request, response) => {
    const board = boards.get(/^\/v1\/boards\/([\w-]+)\/jobs/.exec(request.url ?? '')?.[1] ?? '')
    if (!board) return response.writeHead(404).end('{"status":404,"error":"Job not found"}')
    const { records, list = 'jobs' } = board
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ [list]: records, meta: { total: records.length } }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    boards,
    source(board: string, more: Partial<SourceConfig> = {}): Source {
      const options = { board, base: `http://${host}` }
      const config = { platform: 'greenhouse', options, pace: 0, allowPrivateHosts: [host], ...more }
      return resolveSources([{ name: `greenhouse/${board}`, ...config }])[0]!
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
