import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { packRevokedEntries, type RevokedEntry } from './crl-entry.ts'
import { tbsListFrame, type ListFields } from './crl-frame.ts'
import {
  createListReader,
  listLimits,
  type CertificateListPart,
  type CertificateListRefusal,
  type ListHead,
} from './crl-reader.ts'
import { concatenate, readDer } from './der.ts'
import { assembleSigned, signedNodesOf, type Signed } from './signed.ts'

/*
 * Revocation lists that are held whole. For long ones: `encodeRevokedEntry` keeps the entries ready, `tbsListFrame` and
 * `signedListFrame` write what stands around them, `createListReader` reads them as they come.
 */

/** What a revocation list is to say, before it is signed. */
export type CertificateListFields = ListFields & { readonly entries: readonly RevokedEntry[] }

/** The bytes to be signed: a TBSCertList of version 2. */
export function encodeTbsCertificateList(fields: CertificateListFields): Uint8Array {
  const entries = packRevokedEntries(fields.entries)
  const { before, after } = tbsListFrame(fields, entries.length)
  return concatenate(before, entries, after)
}

export const assembleCertificateList = (signed: Signed): Uint8Array => assembleSigned(signed)

/** What a revocation list says. */
export type TbsCertificateList = ListHead & {
  /** The bytes that are signed. */
  readonly tbs: Uint8Array
  readonly entries: readonly RevokedEntry[]
}

export type CertificateList = TbsCertificateList & {
  readonly der: Uint8Array
  readonly signature: Uint8Array
}

/** Reads a revocation list of version 2. Whether its signature holds is for `verifySigned` to say. */
export function decodeCertificateList(
  der: Uint8Array,
): Result<CertificateList, CertificateListRefusal> {
  const node = readDer(der, listLimits)
  if (!node.ok) return node
  const signed = signedNodesOf(node.value)
  if (!signed.ok) return malformed(signed.refusal)
  const { tbsNode, signatureAlgorithm, signature } = signed.value
  const tbs = decodeTbsCertificateList(tbsNode.der)
  if (!tbs.ok) return tbs
  if (signatureAlgorithm !== tbs.value.signatureAlgorithm) return malformed('signatureAlgorithm')
  return ok({ ...tbs.value, der: node.value.der, signature })
}

/** Reads the bytes of a list that is not signed yet. */
export function decodeTbsCertificateList(
  der: Uint8Array,
): Result<TbsCertificateList, CertificateListRefusal> {
  const entries: RevokedEntry[] = []
  const reader = createListReader(({ serialIn, serialFrom, serialTo, revokedAt, reason }) => {
    const serial = serialIn.subarray(serialFrom, serialTo)
    entries.push(reason === undefined ? { serial, revokedAt } : { serial, revokedAt, reason })
  })
  const taken = reader.push(der)
  if (!taken.ok) return taken
  const read = reader.end()
  if (!read.ok) return read
  const { signatureAlgorithm, issuer, issuerDer, thisUpdate, nextUpdate } = read.value
  const { number, authorityKeyIdentifier, distributionPoints } = read.value
  return ok({
    tbs: new Uint8Array(der.buffer, der.byteOffset, der.length),
    ...{ signatureAlgorithm, issuer, issuerDer, thisUpdate, nextUpdate },
    ...{ number, authorityKeyIdentifier, distributionPoints },
    entries,
  })
}

const malformed = (part: CertificateListPart): Result<never, CertificateListRefusal> =>
  refuse({ kind: 'malformed-list', part })
