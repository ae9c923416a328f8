import { createServer } from 'node:http'

/** A job of the test board. */
export interface BoardJob {
  id: number
  title: string
  content?: string
  location?: string
}

/** A real HTTP server on loopback that speaks the Greenhouse job board API for one board, and keeps a log. */
export async function startBoard(jobs: BoardJob[]) {
  const log: string[] = []
  const server = createServer((request, response) => {
    log.push(request.url ?? '')
    if (request.url === '/robots.txt') {
      response.writeHead(404).end()
    } else if (request.url?.startsWith('/v1/boards/acme/jobs')) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ jobs: jobs.map(toGreenhouse), meta: { total: jobs.length } }))
    } else response.writeHead(404).end('{"status":404,"error":"Job not found"}')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    log,
    host,
    source: (board = 'acme') => ({
      name: `greenhouse/${board}`,
      platform: 'greenhouse',
      options: { board, base: `http://${host}` },
      pace: 0,
      allowPrivateHosts: [host],
    }),
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

const toGreenhouse = ({ id, title, content = 'You write Python.', location = 'London, UK' }: BoardJob) => ({
  id,
  internal_job_id: id + 1,
  title,
  updated_at: '2025-11-10T09:00:00-05:00',
  first_published: '2025-11-03T09:00:00-05:00',
  location: { name: location },
  absolute_url: `https://acme.example/jobs/${id}`,
  company_name: 'Acme',
  content: `&lt;p&gt;${content}&lt;/p&gt;`,
  metadata: null,
  departments: [],
  offices: [],
})
