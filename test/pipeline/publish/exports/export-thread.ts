import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '../../../../db/connection.ts'
import { exportViews } from '../../../../pipeline/publish/exports/export-views.ts'

/** Exports in a thread of its own, whose heap its parent has bounded. */
const { url, folder, format, published } = workerData
const database = await connect(url)
const manifest = await exportViews(database, folder, format, {}, { now: '2026-01-02T03:04:05Z', published })
await database.close()
parentPort!.postMessage(manifest.views[0]!.files[0])
