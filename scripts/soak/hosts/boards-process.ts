import type { ServedRequest } from '../../sandbox/http-server.ts'
import { type SoakBoards, startSoakBoards } from '../soak-boards.ts'

/** What the process is told; it goes through `process.argv` as JSON. */
export interface BoardsOrder {
  postings: number
  boards: number
  pace: number
  /** Milliseconds that most answers take at most. */
  answerTime: number
  address: string
}

/** What it tells: first its sources, then what it was asked for since the last message, by host. */
export interface BoardsNews {
  sources?: SoakBoards['sources']
  served: Record<string, ServedRequest[]>
}

/** Milliseconds. */
const NEWS_EVERY = 50

/** Serves boards until it is told to end; requests that are still open then count as broken off. */
async function serveBoards(order: BoardsOrder): Promise<void> {
  const boards = await startSoakBoards(order)
  const tell = (news: Partial<BoardsNews>, then: () => void = () => {}) => {
    const served = boards.hosts.map(({ host, log }) => [host, log.splice(0)] as const)
    process.send!({ ...news, served: Object.fromEntries(served) }, then)
  }
  tell({ sources: boards.sources })
  const telling = setInterval(tell, NEWS_EVERY, {})
  process.once('message', async () => {
    clearInterval(telling)
    await boards.close()
    setImmediate(tell, {}, () => process.disconnect!())
  })
}

if (import.meta.main) {
  // Whoever started it has gone, or has heard everything.
  process.once('disconnect', () => process.exit())
  await serveBoards(JSON.parse(process.argv[2]!))
}
