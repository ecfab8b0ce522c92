import { request } from 'node:http'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  certificateProtocol,
  digestOfRequested,
  maxPartBytes,
  parseRefusal,
  partReader,
  partSender,
  splitParts,
} from '@sotevarmenne/issuing/socket/frames'
import { minute, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { LintedTbs, SignerRefusal } from './contract.ts'

/**
 * A persistent connection to the signer for concurrent certificate requests: none waits for the slowest of a
 * batch. Opened when needed, and reopened after a loss.
 */
export type SigningChannel = {
  /**
   * Rejects when the signer responds for bytes that were not requested: then none of its responses can be
   * trusted.
   */
  readonly sign: (tbs: LintedTbs, evidence?: Uint8Array) => Promise<Response>
  readonly close: () => void
}

type Response = Result<Uint8Array, SignerRefusal>
type Waiting = PromiseWithResolvers<Response> & { readonly requestedAt: number }

export function createSigningChannel(socketPath: string): SigningChannel {
  let line: SigningChannel | undefined
  return {
    sign: (tbs, evidence) => {
      line ??= openSigningChannel(socketPath, (ended) => {
        if (line === ended) line = undefined
      })
      return line.sign(tbs, evidence)
    },
    close: () => line?.close(),
  }
}

/** All waiting requests are settled when it ends. */
function openSigningChannel(
  socketPath: string,
  onEnd: (line: SigningChannel) => void,
): SigningChannel {
  /** By the digests of the bytes: concurrent requests for the same bytes share one response. */
  const waiting = new Map<string, Waiting>()
  const connection = Promise.withResolvers<Socket>()

  const end = (settle: (requested: Waiting) => void): void => {
    onEnd(line)
    clearInterval(patience)
    sent.destroy()
    connection.promise.then((socket) => socket.destroy(), nothingMore)
    const all = [...waiting.values()]
    waiting.clear()
    all.forEach(settle)
  }
  const refuseAll = (refusal: SignerRefusal): void => {
    end(({ resolve }) => {
      resolve(refuse(refusal))
    })
  }
  const lose = (detail: string): void => {
    refuseAll({ kind: 'signer-unavailable', detail })
  }
  /** Timeout of the oldest waiting request: responses to others do not extend it. */
  const patience = setInterval(() => {
    const [oldest] = waiting.values()
    if (oldest !== undefined && performance.now() - oldest.requestedAt > minute)
      lose('no answer in time')
  }, 5 * second).unref()

  /** An idle connection does not keep the process running. */
  const rest = (): void => {
    void connection.promise.then((socket) => {
      if (waiting.size === 0) socket.unref()
    })
  }
  const readParts = partReader(maxPartBytes)
  const take = (piece: Buffer): void => {
    for (const part of readParts(piece) ?? [nothing]) {
      const [digest = nothing, signature = nothing, refusal = nothing] = splitParts(part) ?? []
      const name = Buffer.from(digest).toString('hex')
      const requested = waiting.get(name)
      if (requested === undefined) {
        end(({ reject }) => {
          reject(new Error('the signer responded for other bytes than requested'))
        })
        return
      }
      waiting.delete(name)
      if (waiting.size === 0) rest()
      requested.resolve(
        signature.length > 0
          ? ok(signature)
          : refuse(parseRefusal(Buffer.from(refusal).toString('utf8'))),
      )
    }
  }

  const sent = request({
    ...{ socketPath, path: '/certificates' },
    headers: { connection: 'upgrade', upgrade: certificateProtocol },
  })
  sent.on('upgrade', (_, socket, first) => {
    socket.on('data', take)
    socket.on('error', (error) => {
      lose(error.message)
    })
    socket.on('close', () => {
      lose('the signer went away')
    })
    connection.resolve(socket)
    if (first.length > 0) take(first)
  })
  sent.on('response', (response) => {
    text(response).then((body) => {
      refuseAll(parseRefusal(body))
    }, nothingMore)
  })
  sent.on('error', (error) => {
    lose(error.message)
  })
  sent.end()

  const send = partSender((bytes) => {
    void connection.promise.then((socket) => {
      socket.ref()
      socket.write(bytes)
    })
  })
  const line: SigningChannel = {
    sign: ({ issuer, profile, der }, evidence) => {
      const name = digestOfRequested(der).toString('hex')
      const before = waiting.get(name)
      if (before !== undefined) return before.promise
      const requested = { ...Promise.withResolvers<Response>(), requestedAt: performance.now() }
      waiting.set(name, requested)
      const parts = [Buffer.from(issuer), Buffer.from(profile), der]
      send(evidence === undefined ? parts : [...parts, evidence])
      return requested.promise
    },
    close: () => {
      lose('closed')
    },
  }
  return line
}

const nothing = new Uint8Array(0)
const nothingMore = (): undefined => undefined
