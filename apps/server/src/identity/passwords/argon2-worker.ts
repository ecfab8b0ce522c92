import { argon2Sync } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

/** What one hash is computed from; for a thread of `argon2-workers.ts`. */
export type Argon2Input = Parameters<typeof argon2Sync>[1]

parentPort?.on('message', (input: Argon2Input) => {
  parentPort?.postMessage(argon2Sync('argon2id', input))
})
