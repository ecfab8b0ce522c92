import type { KeyObject } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { ok } from '@sotevarmenne/kernel/result'
import type { PieceSigning } from './signing-key.ts'

/**
 * Hashes data that comes in pieces, and signs it, in a thread of its own: Node signs such bytes only
 * synchronously. The thread starts when it is first needed and stays. With the last piece it receives a
 * handle of this thread's key: the secret itself is not copied.
 */
export function createSigningThread(): SigningThread {
  let running: Thread | undefined
  let begun = 0
  return {
    begin: (hash, key) => {
      const { request } = (running ??= startThread(() => {
        running = undefined
      }))
      return signPieces(request, { nr: (begun += 1), hash }, key)
    },
    close: async () => {
      await running?.end()
    },
  }
}

export type SigningThread = {
  /** What has begun in a thread is not signed after its end: the next thread knows nothing about it. */
  readonly begin: (hash: string, key: KeyObject) => PieceSigning
  readonly close: () => Promise<void>
}

export type Request = {
  /** Number of the signature in progress. */
  readonly nr: number
  readonly hash: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Sent with the last piece. */
  readonly key?: KeyObject
  /** It will not be signed. */
  readonly isOver?: boolean
}

/** The bytes of the piece, returned for reuse, or the signature. */
export type Response = { readonly bytes: Uint8Array<ArrayBuffer> }

type Thread = {
  /** Transfers the memory of the bytes, which are empty here from then on. */
  readonly request: (request: Request) => Promise<Response>
  readonly end: () => Promise<unknown>
}

function startThread(onEnd: () => void): Thread {
  // Its environment is empty: ours may contain the passphrase.
  const thread = new Worker(new URL('./sign-pieces.ts', import.meta.url), { env: {} })
  thread.unref()
  /** Requests without response: the thread responds in order. */
  const waiting: PromiseWithResolvers<Response>[] = []
  let fault: unknown

  /** Called once: a fault is followed by the exit event, when the next thread may have begun. */
  const end = (why: unknown): void => {
    if (fault !== undefined) return
    fault = why
    for (const { reject } of waiting.splice(0)) reject(fault)
    onEnd()
  }
  thread.on('message', (response: Response) => {
    waiting.shift()?.resolve(response)
    // With no pending requests it does not keep the process running.
    if (waiting.length === 0) thread.unref()
  })
  thread.on('error', end)
  thread.on('exit', () => {
    end(new Error('the thread that signs CRLs has ended'))
  })

  return {
    request: (request) => {
      const requested = Promise.withResolvers<Response>()
      // It may be awaited after a later one.
      requested.promise.catch(() => undefined)
      if (fault !== undefined) {
        requested.reject(fault)
        return requested.promise
      }
      waiting.push(requested)
      thread.ref()
      thread.postMessage(request, [request.bytes.buffer])
      return requested.promise
    },
    end: () => thread.terminate(),
  }
}

function signPieces(
  request: Thread['request'],
  what: Pick<Request, 'nr' | 'hash'>,
  key: KeyObject,
): PieceSigning {
  let filling = new Uint8Array(roomOfPiece)
  let filled = 0
  let before: Promise<Response> | undefined

  /** While one piece is hashed the next one is filled; the faster side waits. */
  const passOn = async (): Promise<void> => {
    const requested = request({ ...what, bytes: filling.subarray(0, filled) })
    const free = (await before)?.bytes.buffer ?? new ArrayBuffer(roomOfPiece)
    before = requested
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
      const { bytes } = await request({ ...what, bytes: filling.subarray(0, filled), key })
      return ok(bytes)
    },
    close: () => {
      if (before !== undefined) void request({ ...what, bytes: new Uint8Array(0), isOver: true })
    },
  }
}

const roomOfPiece = 256 * 1024
