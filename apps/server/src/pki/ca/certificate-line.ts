import { request } from 'node:http'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  certificateProtocol,
  digestOfAsked,
  longestPart,
  parseRefusal,
  partReader,
  partSender,
  splitParts,
} from '@sotevarmenne/issuing/socket/frames'
import { minute, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { LintedTbs, SignerRefusal } from './contract.ts'

/**
 * A connection to the signer on which certificates are asked for while others are being signed: none waits for the slowest
 * of a group. It opens when it is needed, and anew when it was lost.
 */
export type CertificateLine = {
  /** Rejects when the signer answers for bytes that it was not asked for: then none of its answers can be believed. */
  readonly sign: (tbs: LintedTbs) => Promise<Answer>
  readonly close: () => void
}

type Answer = Result<Uint8Array, SignerRefusal>
type Waiting = PromiseWithResolvers<Answer> & { readonly askedAt: number }

export function createCertificateLine(socketPath: string): CertificateLine {
  let line: CertificateLine | undefined
  return {
    sign: (tbs) => {
      line ??= openLine(socketPath, (ended) => {
        if (line === ended) line = undefined
      })
      return line.sign(tbs)
    },
    close: () => line?.close(),
  }
}

/** Whatever waits is answered when it ends. */
function openLine(socketPath: string, onEnd: (line: CertificateLine) => void): CertificateLine {
  /** By the digests of the bytes: who asks for the same at once gets the same. */
  const waiting = new Map<string, Waiting>()
  const connection = Promise.withResolvers<Socket>()

  const end = (settle: (asked: Waiting) => void): void => {
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
  /** Of whoever has waited longest, the first of them: answers to others do not prolong it. */
  const patience = setInterval(() => {
    const [oldest] = waiting.values()
    if (oldest !== undefined && performance.now() - oldest.askedAt > minute)
      lose('no answer in time')
  }, 5 * second).unref()

  /** A connection on which nobody waits keeps no process from its end. */
  const rest = (): void => {
    void connection.promise.then((socket) => {
      if (waiting.size === 0) socket.unref()
    })
  }
  const readParts = partReader(longestPart)
  const take = (piece: Buffer): void => {
    for (const part of readParts(piece) ?? [nothing]) {
      const [digest = nothing, signature = nothing, refusal = nothing] = splitParts(part) ?? []
      const name = Buffer.from(digest).toString('hex')
      const asked = waiting.get(name)
      if (asked === undefined) {
        end(({ reject }) => {
          reject(new Error('the signer answered for other bytes than it was asked for'))
        })
        return
      }
      waiting.delete(name)
      if (waiting.size === 0) rest()
      asked.resolve(
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
  const line: CertificateLine = {
    sign: ({ issuer, profile, der }) => {
      const name = digestOfAsked(der).toString('hex')
      const before = waiting.get(name)
      if (before !== undefined) return before.promise
      const asked = { ...Promise.withResolvers<Answer>(), askedAt: performance.now() }
      waiting.set(name, asked)
      send([Buffer.from(issuer), Buffer.from(profile), der])
      return asked.promise
    },
    close: () => {
      lose('closed')
    },
  }
  return line
}

const nothing = new Uint8Array(0)
const nothingMore = (): undefined => undefined
