import { hash } from 'node:crypto'
import type { SignerRefusal } from './messages.ts'
import { maxTbsBytes } from '../domain/lints.ts'

/*
 * How the signer and its clients put several octet strings into one body: each after its length in four
 * bytes, most significant first. Certificates are requested one by one on a persistent signing channel, each
 * as such a body, and each body again after its length.
 */

/** All parts as one octet string. */
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

/** The parts, which share the memory of the whole; undefined when the lengths do not fit. */
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

/**
 * Takes such parts in pieces of any size; returns the complete ones, undefined once one would be too long.
 */
export function partReader(max: number): (piece: Buffer) => readonly Uint8Array[] | undefined {
  let rest: Buffer = Buffer.alloc(0)
  return (piece) => {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    const parts: Uint8Array[] = []
    let at = 0
    while (bytes.length - at >= 4) {
      const start = at + 4
      const end = start + bytes.readUInt32BE(at)
      if (end - start > max) return undefined
      if (end > bytes.length) break
      parts.push(bytes.subarray(start, end))
      at = end
    }
    rest = bytes.subarray(at)
    return parts
  }
}

/** Sends parts; those of one turn of the event loop in one write. */
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

/** The protocol name in the Upgrade to the signing channel (RFC 9110 § 7.8). */
export const certificateProtocol = 'sotevarmenne-certificates'

/** Bytes. */
const maxEvidenceBytes = 96 * 1024

/** Bytes of one request, with issuer, profile and evidence; and of one response. */
export const maxPartBytes = maxTbsBytes + maxEvidenceBytes + 1024

/**
 * Lets the client check which bytes a response is for: a response to an earlier request, taken for one to
 * this request, is refused.
 */
export const digestOfRequested = (tbs: Uint8Array): Buffer => hash('sha256', tbs, 'buffer')

/** Max certificates in progress on one connection, and in one write of the signing log. */
export const maxTogether = 256

/** The signer is ours: its refusals are `SignerRefusal`s, or the versions of signer and client differ. */
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
