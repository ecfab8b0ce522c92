import { parentPort, workerData } from 'node:worker_threads'
import { changedSinceIndexed, extendIndex } from './extend-signing-log-index.ts'
import type { IndexWork } from './signing-log.ts'

/** A thread that does one piece of work with the index, beside the thread that signs. */
const work = workerData as IndexWork
if (work.what === 'extend') {
  await extendIndex(work.log)
  parentPort?.postMessage(undefined)
} else parentPort?.postMessage(await changedSinceIndexed(work.log, work))
