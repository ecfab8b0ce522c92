import type { Duplex } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import {
  digestOfAsked,
  longestPart,
  mostTogether,
  partReader,
  partSender,
  splitParts,
} from '@sotevarmenne/issuing/socket/frames'
import type { SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { AskedCertificate, Signer } from './signer.ts'

export type ServeCertificates = {
  readonly signer: Pick<Signer, 'signCertificate'>
  readonly mayAskProfile: (profile: string) => boolean
  /** Told of what went wrong inside; the asker only learns that something did. */
  readonly onFault: (fault: unknown) => void
}

/**
 * Signs what is asked for on a connection: issuer, profile and bytes. Each is answered as soon as it is in the journal,
 * in whatever order: the digest of the bytes, and a signature and nothing, or nothing and a refusal. What can't be read
 * ends the connection.
 */
export function serveCertificates(
  socket: Duplex,
  first: Buffer,
  { signer, mayAskProfile, onFault }: ServeCertificates,
): void {
  const readParts = partReader(longestPart)
  let underWay = 0
  const send = partSender((bytes) => {
    if (!socket.write(bytes)) socket.pause()
  })
  /** Who does not take its answers, or has enough under way, is not read meanwhile: what waits for it here stays little. */
  const goOn = (): void => {
    if (underWay < mostTogether && !socket.writableNeedDrain) socket.resume()
  }
  const waiting: AskedCertificate[] = []

  const sign = async (asked: AskedCertificate): Promise<Result<Uint8Array, SignerRefusal>> => {
    if (!mayAskProfile(asked.profile)) return refuse({ kind: 'not-for-this-asker' })
    try {
      return await signer.signCertificate(asked)
    } catch (fault) {
      onFault(fault)
      return refuse({ kind: 'signer-unavailable', detail: 'the signer has a fault' })
    }
  }
  const answer = async (asked: AskedCertificate): Promise<void> => {
    const answered = await sign(asked)
    underWay -= 1
    goOn()
    send([
      digestOfAsked(asked.tbs),
      ...(answered.ok
        ? [answered.value, nothing]
        : [nothing, Buffer.from(JSON.stringify(answered.refusal))]),
    ])
  }
  let isAnswering = false
  const answerAll = async (): Promise<void> => {
    isAnswering = true
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      void answer(next)
      // Others are answered meanwhile, and the pool gets the next to sign as soon as it has done one.
      await setImmediate()
    }
    isAnswering = false
  }
  const take = (piece: Buffer): void => {
    const asked = (readParts(piece) ?? [nothing]).map(askedCertificate)
    if (!asked.every((each) => each !== undefined)) {
      socket.destroy()
      return
    }
    waiting.push(...asked)
    underWay += asked.length
    if (underWay >= mostTogether) socket.pause()
    if (!isAnswering) void answerAll()
  }

  socket.on('data', take)
  socket.on('drain', goOn)
  // Who asked is gone: what was signed for it stands in the journal.
  socket.on('end', () => socket.end())
  if (first.length > 0) take(first)
}

function askedCertificate(part: Uint8Array): AskedCertificate | undefined {
  const [issuer, profile, tbs, ...more] = splitParts(part) ?? []
  if (issuer === undefined || profile === undefined || tbs === undefined || more.length > 0)
    return undefined
  return {
    issuer: Buffer.from(issuer).toString('utf8'),
    profile: Buffer.from(profile).toString('utf8'),
    tbs,
  }
}

const nothing = new Uint8Array(0)
