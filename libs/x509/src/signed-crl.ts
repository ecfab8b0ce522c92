import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { streamedCheckOf } from './algorithms.ts'
import type { CrlEntryView } from './crl-entry.ts'
import {
  createCrlReader,
  type CertificateListRefusal,
  type CrlHead,
  type CrlReader,
} from './crl-reader.ts'
import { readDer, sequence, startOfContent, statedEnd } from './der.ts'
import { signedNodesOf } from './signed.ts'

/** Bytes read before other work may run. */
const piece = 128 * 1024

/** A CRL of which only the serial numbers are retained. */
export type SignedCrl = CrlHead & { readonly serials: ReturnType<CrlReader['serials']> }

/**
 * Reads a signed CRL of any length that is wholly in memory: in pieces, so that other work can run in
 * between. Refuses a CRL that the key has not signed.
 */
export async function readSignedCrl(
  der: Uint8Array,
  {
    spki,
    turn,
    onEntry,
  }: {
    readonly spki: Uint8Array
    readonly turn: () => Promise<unknown>
    /** Gets each entry as `createCrlReader` gives it, before the signature is verified. */
    readonly onEntry?: ((entry: Readonly<CrlEntryView>) => void) | undefined
  },
): Promise<Result<SignedCrl, CertificateListRefusal | { readonly kind: 'wrong-signature' }>> {
  const from = startOfContent(der, 0)
  const to = statedEnd(der, from, der.length)
  const isWhole = der[0] === 0x30 && statedEnd(der, 0, der.length) === der.length
  if (!isWhole || typeof to !== 'number' || to > der.length)
    return refuse({ kind: 'malformed-list', part: 'frame' })
  // The signed part is read below; here only the rest of the frame.
  const frame = readDer(sequence(sequence(), der.subarray(to)))
  if (!frame.ok) return frame
  const signed = signedNodesOf(frame.value)
  if (!signed.ok) return refuse({ kind: 'malformed-list', part: signed.refusal })
  const { signatureAlgorithm, signature } = signed.value

  const check = streamedCheckOf(signatureAlgorithm, spki)
  const reader = createCrlReader(onEntry)
  for (let at = from; at < to; at += piece) {
    const bytes = der.subarray(at, Math.min(to, at + piece))
    const taken = reader.push(bytes)
    if (!taken.ok) return taken
    check.update(bytes)
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
