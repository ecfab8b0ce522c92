import type { KeyObject } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { ok } from '@sotevarmenne/kernel/result'
import type { PieceSigning } from './signing-key.ts'

/**
 * Hashes what comes in pieces, and signs it, in a thread of its own: Node signs such bytes only in place. The thread starts
 * when it is first needed and stays. It is given a key with the last piece, as a handle of the one that this thread has: the
 * secret itself is not copied.
 */
export function createSigningThread(): SigningThread {
  let running: Thread | undefined
  let begun = 0
  return {
    begin: (hash, key) => {
      const { ask } = (running ??= startThread(() => {
        running = undefined
      }))
      return signPieces(ask, { nr: (begun += 1), hash }, key)
    },
    close: async () => {
      await running?.end()
    },
  }
}

export type SigningThread = {
  /** What has begun in a thread is not signed once that has ended: the next one knows nothing of it. */
  readonly begin: (hash: string, key: KeyObject) => PieceSigning
  readonly close: () => Promise<void>
}

export type Question = {
  /** Of what is being signed. */
  readonly nr: number
  readonly hash: string
  readonly octets: Uint8Array<ArrayBuffer>
  /** With the last piece. */
  readonly key?: KeyObject
  /** It will not be signed. */
  readonly isOver?: boolean
}

/** The octets of the piece again, to be filled anew, or the signature. */
export type Answer = { readonly octets: Uint8Array<ArrayBuffer> }

type Thread = {
  /** Takes the memory of the octets along, which is empty here from then on. */
  readonly ask: (question: Question) => Promise<Answer>
  readonly end: () => Promise<unknown>
}

function startThread(onEnd: () => void): Thread {
  // Its environment is empty: ours may hold the passphrase.
  const thread = new Worker(new URL('./sign-pieces.ts', import.meta.url), { env: {} })
  thread.unref()
  /** Asked and not answered: the thread answers in turn. */
  const waiting: PromiseWithResolvers<Answer>[] = []
  let fault: unknown

  /** Once: behind a fault comes the exit, when the next thread may have begun. */
  const end = (why: unknown): void => {
    if (fault !== undefined) return
    fault = why
    for (const { reject } of waiting.splice(0)) reject(fault)
    onEnd()
  }
  thread.on('message', (answer: Answer) => {
    waiting.shift()?.resolve(answer)
    // With nothing to wait for it keeps nobody from ending.
    if (waiting.length === 0) thread.unref()
  })
  thread.on('error', end)
  thread.on('exit', () => {
    end(new Error('the thread that signs lists has ended'))
  })

  return {
    ask: (question) => {
      const asked = Promise.withResolvers<Answer>()
      // It may be looked at after a later one.
      asked.promise.catch(() => undefined)
      if (fault !== undefined) {
        asked.reject(fault)
        return asked.promise
      }
      waiting.push(asked)
      thread.ref()
      thread.postMessage(question, [question.octets.buffer])
      return asked.promise
    },
    end: () => thread.terminate(),
  }
}

function signPieces(
  ask: Thread['ask'],
  what: Pick<Question, 'nr' | 'hash'>,
  key: KeyObject,
): PieceSigning {
  let filling = new Uint8Array(roomOfPiece)
  let filled = 0
  let before: Promise<Answer> | undefined

  /** While one piece is hashed the next one is filled; who is faster waits. */
  const passOn = async (): Promise<void> => {
    const asked = ask({ ...what, octets: filling.subarray(0, filled) })
    const free = (await before)?.octets.buffer ?? new ArrayBuffer(roomOfPiece)
    before = asked
    filling = new Uint8Array(free)
    filled = 0
  }

  return {
    add: async (piece) => {
      let at = 0
      while (at < piece.length) {
        if (filled === filling.length) await passOn()
        const part = piece.subarray(at, at + filling.length - filled)
        filling.set(part, filled)
        filled += part.length
        at += part.length
      }
    },
    sign: async () => {
      before = undefined
      const { octets } = await ask({ ...what, octets: filling.subarray(0, filled), key })
      return ok(octets)
    },
    close: () => {
      if (before !== undefined) void ask({ ...what, octets: new Uint8Array(0), isOver: true })
    },
  }
}

const roomOfPiece = 256 * 1024
