import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { packRevokedCertificates, type CrlEntry, type RevokedCertificate } from './crl-entry.ts'
import { tbsCrlFrame, type CrlFields } from './crl-frame.ts'
import {
  createCrlReader,
  crlLimits,
  type CertificateListPart,
  type CertificateListRefusal,
  type CrlHead,
} from './crl-reader.ts'
import { concatenate, readDer } from './der.ts'
import { assembleSigned, signedNodesOf, type Signed } from './signed.ts'

/*
 * CRLs that are whole in memory. For long ones: `encodeRevokedCertificate` encodes the entries in advance,
 * `tbsCrlFrame` and `signedCrlFrame` encode the bytes around them, `createCrlReader` parses them as a stream.
 */

/** The contents of a CRL, before it is signed. */
export type CertificateListFields = CrlFields & { readonly entries: readonly RevokedCertificate[] }

/** The to-be-signed bytes: a TBSCertList of version 2. */
export function encodeTbsCertificateList(fields: CertificateListFields): Uint8Array {
  const entries = packRevokedCertificates(fields.entries)
  const { before, after } = tbsCrlFrame(fields, entries.length)
  return concatenate(before, entries, after)
}

export const assembleCertificateList = (signed: Signed): Uint8Array => assembleSigned(signed)

/** The contents of a CRL. */
export type TbsCertificateList = CrlHead & {
  /** The bytes that are signed. */
  readonly tbs: Uint8Array
  readonly entries: readonly CrlEntry[]
}

export type CertificateList = TbsCertificateList & {
  readonly der: Uint8Array
  readonly signature: Uint8Array
}

/** Parses a CRL of version 2. `verifySigned` checks its signature. */
export function decodeCertificateList(
  der: Uint8Array,
): Result<CertificateList, CertificateListRefusal> {
  const node = readDer(der, crlLimits)
  if (!node.ok) return node
  const signed = signedNodesOf(node.value)
  if (!signed.ok) return malformed(signed.refusal)
  const { tbsNode, signatureAlgorithm, signature } = signed.value
  const tbs = decodeTbsCertificateList(tbsNode.der)
  if (!tbs.ok) return tbs
  if (signatureAlgorithm !== tbs.value.signatureAlgorithm) return malformed('signatureAlgorithm')
  return ok({ ...tbs.value, der: node.value.der, signature })
}

/** Parses the bytes of a CRL that is not signed yet. */
export function decodeTbsCertificateList(
  der: Uint8Array,
): Result<TbsCertificateList, CertificateListRefusal> {
  const entries: CrlEntry[] = []
  const reader = createCrlReader((view) => {
    const { serialIn, serialFrom, serialTo, revokedAt, reason, certificateIssuer } = view
    entries.push({
      ...{ serial: serialIn.subarray(serialFrom, serialTo), revokedAt },
      ...(reason !== undefined && { reason }),
      ...(certificateIssuer !== undefined && { certificateIssuer }),
    })
  })
  const taken = reader.push(der)
  if (!taken.ok) return taken
  const read = reader.end()
  if (!read.ok) return read
  const { signatureAlgorithm, issuer, issuerDer, thisUpdate, nextUpdate } = read.value
  const { number, authorityKeyIdentifier, distributionPoints, limits } = read.value
  return ok({
    tbs: new Uint8Array(der.buffer, der.byteOffset, der.length),
    ...{ signatureAlgorithm, issuer, issuerDer, thisUpdate, nextUpdate },
    ...{ number, authorityKeyIdentifier, distributionPoints, limits },
    entries,
  })
}

const malformed = (part: CertificateListPart): Result<never, CertificateListRefusal> =>
  refuse({ kind: 'malformed-list', part })
