import { connect } from '../../../db/connection.ts'
import { PublicationSettings } from '../../../pipeline/configuration-file.ts'
import { liveWorkOf, startBackfillWorker } from '../../../pipeline/queue/backfill-queue.ts'
import { openQueueBackend } from '../../../pipeline/queue/queue.ts'
import { openExtraction } from '../../../pipeline/stages/extraction.ts'

/** A process that works units of backfills until it is killed: `node backfill-worker.ts DATABASE_URL HOME`. */
const [url, home] = process.argv.slice(2) as [string, string]
const database = await connect(url)
const queue = await openQueueBackend(url, null, { lockDuration: 2_000 })
startBackfillWorker(
  queue,
  database,
  {
    home,
    extraction: openExtraction(1),
    options: () => undefined,
    publications: PublicationSettings.parse({}),
    throttle: { live: () => liveWorkOf(queue, database), patience: 0, every: 50 },
  },
  2,
  end => console.log(`${end.stage} ${end.month} ${end.outcome}`),
)
console.log('ready')
