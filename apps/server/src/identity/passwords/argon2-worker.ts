import { argon2Sync } from 'node:crypto'
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

/** What one hash is computed from; for a thread of `argon2-workers.ts`. */
export type Argon2Input = Parameters<typeof argon2Sync>[1]

// On Linux a priority is that of the thread: pages and OCSP come before a burst of sign-ins.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

parentPort?.on('message', (input: Argon2Input) => {
  parentPort?.postMessage(argon2Sync('argon2id', input))
})
