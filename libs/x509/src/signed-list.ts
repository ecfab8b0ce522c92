import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { streamedCheckOf } from './algorithms.ts'
import {
  createListReader,
  type CertificateListRefusal,
  type ListHead,
  type ListReader,
} from './crl-reader.ts'
import { readDer, sequence, startOfContent, statedEnd } from './der.ts'
import { signedNodesOf } from './signed.ts'

/** Octets between two turns of others. */
const piece = 128 * 1024

/** A list of which only the serial numbers are kept. */
export type SignedList = ListHead & { readonly serials: ReturnType<ListReader['serials']> }

/**
 * Reads a signed list that is held whole, however long: in pieces, between which others get their turn. Refuses a list that the key
 * has not signed.
 */
export async function readSignedList(
  der: Uint8Array,
  {
    spki,
    turn,
  }: {
    readonly spki: Uint8Array
    readonly turn: () => Promise<unknown>
  },
): Promise<Result<SignedList, CertificateListRefusal | { readonly kind: 'wrong-signature' }>> {
  const from = startOfContent(der, 0)
  const to = statedEnd(der, from, der.length)
  const isWhole = der[0] === 0x30 && statedEnd(der, 0, der.length) === der.length
  if (!isWhole || typeof to !== 'number' || to > der.length)
    return refuse({ kind: 'malformed-list', part: 'frame' })
  // What is signed is read below: of the frame there is the rest.
  const frame = readDer(sequence(sequence(), der.subarray(to)))
  if (!frame.ok) return frame
  const signed = signedNodesOf(frame.value)
  if (!signed.ok) return refuse({ kind: 'malformed-list', part: signed.refusal })
  const { signatureAlgorithm, signature } = signed.value

  const check = streamedCheckOf(signatureAlgorithm, spki)
  const reader = createListReader()
  for (let at = from; at < to; at += piece) {
    const octets = der.subarray(at, Math.min(to, at + piece))
    const taken = reader.push(octets)
    if (!taken.ok) return taken
    check.update(octets)
    await turn()
  }
  const read = reader.end()
  if (!read.ok) return read
  if (read.value.signatureAlgorithm !== signatureAlgorithm)
    return refuse({ kind: 'malformed-list', part: 'signatureAlgorithm' })
  return check.isBy(signature)
    ? ok({ ...read.value, serials: reader.serials() })
    : refuse({ kind: 'wrong-signature' })
}
