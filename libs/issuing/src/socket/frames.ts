import { hash } from 'node:crypto'
import type { SignerRefusal } from './messages.ts'
import { longestTbs } from '../domain/lints.ts'

/*
 * How the signer and who asks it put several octet strings into one body: each after its length in four octets, most
 * significant first. Certificates go to and fro one by one on a connection that stays open, each as such a body, and each
 * body after its length again.
 */

/** One octet string of all parts. */
export function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  const joined = Buffer.allocUnsafe(parts.reduce((sum, { length }) => sum + 4 + length, 0))
  let at = 0
  for (const part of parts) {
    at = joined.writeUInt32BE(part.length, at)
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** The parts again, which share the memory of the whole; undefined when the lengths do not fit. */
export function splitParts(joined: Uint8Array): readonly Uint8Array[] | undefined {
  const view = new DataView(joined.buffer, joined.byteOffset, joined.length)
  const parts: Uint8Array[] = []
  let at = 0
  while (at < joined.length) {
    if (joined.length - at < 4) return undefined
    const start = at + 4
    at = start + view.getUint32(at)
    if (at > joined.length) return undefined
    parts.push(new Uint8Array(joined.buffer, joined.byteOffset + start, at - start))
  }
  return parts
}

/** Takes what comes of such parts, in whatever pieces; answers those that are whole, undefined once one would be too long. */
export function partReader(longest: number): (piece: Buffer) => readonly Uint8Array[] | undefined {
  let rest: Buffer = Buffer.alloc(0)
  return (piece) => {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    const parts: Uint8Array[] = []
    let at = 0
    while (bytes.length - at >= 4) {
      const start = at + 4
      const end = start + bytes.readUInt32BE(at)
      if (end - start > longest) return undefined
      if (end > bytes.length) break
      parts.push(bytes.subarray(start, end))
      at = end
    }
    rest = bytes.subarray(at)
    return parts
  }
}

/** Sends parts; those of one turn of the event loop in one piece. */
export function partSender(
  write: (bytes: Uint8Array) => unknown,
): (parts: readonly Uint8Array[]) => void {
  let waiting: Uint8Array[] = []
  return (parts) => {
    waiting.push(joinParts(parts))
    if (waiting.length > 1) return
    setImmediate(() => {
      const bytes = joinParts(waiting)
      waiting = []
      write(bytes)
    })
  }
}

/** What the connection for certificates is asked for by (RFC 9110 § 7.8). */
export const certificateProtocol = 'sotevarmenne-certificates'

/** Octets of one that is asked for, with issuer and profile; and of an answer. */
export const longestPart = longestTbs + 1024

/**
 * By which who asked knows which bytes an answer is for: an answer to an earlier request, read as that to this one, is
 * none.
 */
export const digestOfAsked = (tbs: Uint8Array): Buffer => hash('sha256', tbs, 'buffer')

/** Certificates that are under way on one connection, and that stand in the journal in one go. */
export const mostTogether = 256

/** The signer is ours: what it refuses with is a `SignerRefusal`, or the two are not of one version. */
export function parseRefusal(text: string): SignerRefusal {
  try {
    const refusal = JSON.parse(text) as unknown
    if (typeof refusal === 'object' && refusal !== null && 'kind' in refusal)
      return refusal as SignerRefusal
  } catch {
    // Told below.
  }
  return { kind: 'signer-unavailable', detail: 'an answer that is not understood' }
}
