import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Running } from './start-web.ts'

/** Starts the signer as a separate process and waits until it listens. It ends with this process. */
export async function startSignerProcess(): Promise<Running> {
  const signer = fork(path.join(import.meta.dirname, '../../../signer/src/start.ts'), {
    stdio: 'inherit',
    // The signer uses all cores at once, and the signing log needs a thread too.
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
