import type { Duplex } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import {
  digestOfRequested,
  maxPartBytes,
  maxTogether,
  partReader,
  partSender,
  splitParts,
} from '@sotevarmenne/issuing/socket/frames'
import type { SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RequestedCertificate, Signer } from './signer.ts'

export type ServeCertificates = {
  readonly signer: Pick<Signer, 'signCertificate'>
  readonly mayRequestProfile: (profile: string) => boolean
  /** Called with internal faults; the client only learns that one happened. */
  readonly onFault: (fault: unknown) => void
}

/**
 * Signs the requests on a connection: issuer, profile, bytes and, for a person's, the evidence. The response to each is sent as soon as it
 * is in the signing log, in any order: the digest of the bytes, and a signature and nothing, or nothing and
 * a refusal. A malformed request ends the connection.
 */
export function serveCertificates(
  socket: Duplex,
  first: Buffer,
  { signer, mayRequestProfile, onFault }: ServeCertificates,
): void {
  const readParts = partReader(maxPartBytes)
  let underWay = 0
  const send = partSender((bytes) => {
    if (!socket.write(bytes)) socket.pause()
  })
  /**
   * A client that does not read its responses, or has enough requests in progress, is not read: little is
   * buffered here.
   */
  const goOn = (): void => {
    if (underWay < maxTogether && !socket.writableNeedDrain) socket.resume()
  }
  const waiting: RequestedCertificate[] = []

  const sign = async (
    requested: RequestedCertificate,
  ): Promise<Result<Uint8Array, SignerRefusal>> => {
    if (!mayRequestProfile(requested.profile)) return refuse({ kind: 'not-for-this-client-role' })
    try {
      return await signer.signCertificate(requested)
    } catch (fault) {
      onFault(fault)
      return refuse({ kind: 'signer-unavailable', detail: 'the signer has a fault' })
    }
  }
  const respondTo = async (requested: RequestedCertificate): Promise<void> => {
    const answered = await sign(requested)
    underWay -= 1
    goOn()
    send([
      digestOfRequested(requested.tbs),
      ...(answered.ok
        ? [answered.value, nothing]
        : [nothing, Buffer.from(JSON.stringify(answered.refusal))]),
    ])
  }
  let isAnswering = false
  const respondToAll = async (): Promise<void> => {
    isAnswering = true
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      void respondTo(next)
      // Other requests are served meanwhile, and the pool gets the next job as soon as it has done one.
      await setImmediate()
    }
    isAnswering = false
  }
  const take = (piece: Buffer): void => {
    const requested = (readParts(piece) ?? [nothing]).map(requestedCertificate)
    if (!requested.every((each) => each !== undefined)) {
      socket.destroy()
      return
    }
    waiting.push(...requested)
    underWay += requested.length
    if (underWay >= maxTogether) socket.pause()
    if (!isAnswering) void respondToAll()
  }

  socket.on('data', take)
  socket.on('drain', goOn)
  // The client is gone: what was signed for it is in the signing log.
  socket.on('end', () => socket.end())
  if (first.length > 0) take(first)
}

function requestedCertificate(part: Uint8Array): RequestedCertificate | undefined {
  const [issuer, profile, tbs, evidence, ...more] = splitParts(part) ?? []
  if (issuer === undefined || profile === undefined || tbs === undefined || more.length > 0)
    return undefined
  return {
    issuer: Buffer.from(issuer).toString('utf8'),
    profile: Buffer.from(profile).toString('utf8'),
    tbs,
    ...(evidence !== undefined && { evidence }),
  }
}

const nothing = new Uint8Array(0)
