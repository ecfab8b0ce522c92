import { Worker } from 'node:worker_threads'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Argon2Input } from './argon2-worker.ts'
import type { HashingBusy } from './deps.ts'

/** Computes argon2id hashes, or refuses when too many wait already. */
export type Argon2 = (input: Argon2Input) => Promise<Result<Uint8Array, HashingBusy>>

/**
 * Hashes in threads of their own: libuv's threads, which read files and resolve names, never wait for them, and
 * a burst of sign-ins takes no more memory and processor time than `threads` hashes at a time. The threads
 * start when they are first needed.
 */
export function argon2Workers({ threads = 2, maxWaiting = 20 } = {}): Argon2 {
  const idle: Worker[] = []
  const waiting: Job[] = []
  let running = 0

  const next = (worker: Worker): void => {
    const job = waiting.shift()
    if (job === undefined) {
      running -= 1
      // An idle thread does not keep the process from ending.
      worker.unref()
      idle.push(worker)
    } else compute(job, worker)
  }

  const compute = (job: Job, worker: Worker): void => {
    worker.ref()
    const end = (): void => {
      worker.off('message', done).off('error', fail)
    }
    const done = (hash: Uint8Array): void => {
      end()
      job.resolve(ok(hash))
      next(worker)
    }
    const fail = (fault: unknown): void => {
      end()
      job.reject(new Error('a password hash could not be computed', { cause: fault }))
      // The thread has ended.
      next(startWorker())
    }
    worker.on('message', done).on('error', fail)
    worker.postMessage(job.input)
  }

  return (input) => {
    if (running >= threads && waiting.length >= maxWaiting)
      return Promise.resolve(refuse({ kind: 'too-many-password-checks' }))
    const { promise, ...settle } = Promise.withResolvers<Result<Uint8Array, HashingBusy>>()
    const job = { input, ...settle }
    if (running < threads) {
      running += 1
      compute(job, idle.pop() ?? startWorker())
    } else waiting.push(job)
    return promise
  }
}

type Job = {
  readonly input: Argon2Input
  readonly resolve: (hash: Result<Uint8Array, HashingBusy>) => void
  readonly reject: (fault: unknown) => void
}

const startWorker = (): Worker => new Worker(new URL('argon2-worker.ts', import.meta.url))
