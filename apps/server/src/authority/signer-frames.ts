import { hash } from 'node:crypto'

/*
 * How the signer and who asks it put several octet strings into one body: each after its length in four octets, most
 * significant first.
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

/**
 * By which who asked knows that an answer is for these bytes and no others: an answer to an earlier request, read as that
 * to this one, is none.
 */
export const digestOfAsked = (tbs: Uint8Array): Uint8Array => hash('sha256', tbs, 'buffer')

/** Certificates that one request may ask for. */
export const mostTogether = 256
