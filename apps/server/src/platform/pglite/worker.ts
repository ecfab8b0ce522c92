import { parentPort, workerData } from 'node:worker_threads'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { openDurablePglite } from './durable-pglite.ts'

/**
 * The embedded database in a thread of its own (a long scan would block the whole service), behind a Unix
 * socket, so that the driver reaches it like a server. Posts `open` when it listens; ends at any message.
 */
export type DatabaseThread = { readonly directory: string; readonly socketPath: string }

const { directory, socketPath } = workerData as DatabaseThread
const pglite = await openDurablePglite(directory)
const server = new PGLiteSocketServer({ db: pglite, path: socketPath, maxConnections: 2 })
await server.start()

parentPort?.once('message', () => {
  void server.stop().then(async () => {
    await pglite.close()
    parentPort?.close()
  })
})
parentPort?.postMessage('open')
