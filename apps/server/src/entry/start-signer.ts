import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Running } from './start-web.ts'

/** Starts the signer as a process of its own and waits until it listens. It ends with us. */
export async function startSignerProcess(): Promise<Running> {
  const signer = fork(path.join(import.meta.dirname, '../../../signer/src/start.ts'), {
    stdio: 'inherit',
    // It signs on all cores at once, and the journal needs a thread too.
    env: { UV_THREADPOOL_SIZE: String(availableParallelism() + 3), ...process.env },
  })
  const ended = new Promise<void>((resolve) => {
    signer.once('exit', () => {
      resolve()
    })
  })
  await new Promise<void>((resolve, reject) => {
    signer.once('message', () => {
      resolve()
    })
    void ended.then(() => {
      reject(new Error('the signer did not start'))
    })
  })
  return {
    stop: async () => {
      signer.kill('SIGTERM')
      await ended
    },
  }
}
