import { createPublicKey, verify } from 'node:crypto'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { CrlReason } from '@sotevarmenne/x509/crl-reason'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { verifyChain } from '@sotevarmenne/x509/path'
import type { QueryStatus } from './query-status.ts'

/** What a patient system needs to know about a person who logs in or signs. */
export type CardHolder = {
  readonly name: string
  readonly registrationNumber: string
  readonly title: string | undefined
  readonly doctorId: string | undefined
  /** Hexadecimal. */
  readonly certificateSerial: string
  readonly issuer: string
  readonly notAfter: Instant
}

export type CardRefusal =
  | { readonly kind: 'malformed-certificate' }
  | { readonly kind: 'unknown-ca' }
  | { readonly kind: 'not-yet-valid' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'wrong-purpose' }
  | { readonly kind: 'wrong-signature' }
  | { readonly kind: 'revoked'; readonly at: Instant; readonly reason: CrlReason | undefined }
  | { readonly kind: 'status-unknown' }
  | { readonly kind: 'status-unavailable' }

export type Purpose = 'log-in' | 'signature'

export type CheckDeps = {
  /** Trusted roots. */
  readonly anchors: readonly Certificate[]
  /**
   * Issuing CAs known beforehand. A CA certificate sent by the client is not trusted: under the same root,
   * other CAs certify servers and test cards.
   */
  readonly intermediates: readonly Certificate[]
  readonly at: Instant
  readonly queryStatus: QueryStatus
}

/** Certificates in DER, the holder's first: nothing else is checked. */
type Chain = readonly Uint8Array[]

/**
 * Whether the holder of this certificate may be let in: chain to a trusted root, validity, key usage, and
 * status.
 */
export async function checkCard(
  [leafDer]: Chain,
  purpose: Purpose,
  { anchors, intermediates, at, queryStatus }: CheckDeps,
): Promise<Result<CardHolder, CardRefusal>> {
  const leaf = leafDer && decodeCertificate(leafDer)
  if (!leaf?.ok) return refuse({ kind: 'malformed-certificate' })

  const chain = verifyChain({ leaf: leaf.value, intermediates, anchors, at })
  if (!chain.ok) return refuse({ kind: ofChain(chain.refusal.kind) })

  // A CA's own certificate chains well too, and is not a card's.
  const use = purpose === 'log-in' ? 'digitalSignature' : 'nonRepudiation'
  const { keyUsage, basicConstraints } = leaf.value.known
  if (keyUsage?.includes(use) !== true || basicConstraints?.cA === true)
    return refuse({ kind: 'wrong-purpose' })

  const issuer = chain.value[1]
  if (issuer === undefined) return refuse({ kind: 'unknown-ca' })
  const status = await queryStatus({ certificate: leaf.value, issuer, at })
  switch (status.kind) {
    case 'good':
      return ok(holderOf(leaf.value))
    case 'revoked':
      return refuse({ kind: 'revoked', at: status.revokedAt, reason: status.reason })
    case 'unknown':
      return refuse({ kind: 'status-unknown' })
    case 'unavailable':
      return refuse({ kind: 'status-unavailable' })
  }
}

export type SignedByCard = {
  readonly data: Uint8Array
  readonly signature: Uint8Array
  /** As the signing API names it: `SHA384withECDSA`. */
  readonly signatureAlgorithm: string
  readonly chain: Chain
}

/** Whether the data was signed by the key of a card that may be let in. */
export async function checkSignedByCard(
  signed: SignedByCard,
  purpose: Purpose,
  deps: CheckDeps,
): Promise<Result<CardHolder, CardRefusal>> {
  const leaf = signed.chain[0] && decodeCertificate(signed.chain[0])
  if (!leaf?.ok) return refuse({ kind: 'malformed-certificate' })
  if (!isSignature(leaf.value, signed)) return refuse({ kind: 'wrong-signature' })
  return checkCard(signed.chain, purpose, deps)
}

function isSignature(
  { subjectPublicKeyInfo }: Certificate,
  { data, signature, signatureAlgorithm }: SignedByCard,
): boolean {
  const named = /^SHA(256|384|512)with(RSA|ECDSA)$/.exec(signatureAlgorithm)
  if (!named) return false
  try {
    const key = createPublicKey({
      key: Buffer.from(subjectPublicKeyInfo),
      format: 'der',
      type: 'spki',
    })
    if (key.asymmetricKeyType !== (named[2] === 'RSA' ? 'rsa' : 'ec')) return false
    return verify(`sha${String(named[1])}`, data, key, signature)
  } catch {
    // OpenSSL throws on bytes that are not a key: expected for input from outside.
    return false
  }
}

function ofChain(kind: string): 'not-yet-valid' | 'expired' | 'unknown-ca' {
  return kind === 'expired' || kind === 'not-yet-valid' ? kind : 'unknown-ca'
}

function holderOf({ subject, issuer, serial, notAfter }: Certificate): CardHolder {
  const value = (type: string) => attributeOf(subject, type)
  const names = [value(attributeTypes.givenName), value(attributeTypes.surname)]
  return {
    name: names.filter((name) => name !== undefined).join(' '),
    registrationNumber: value(attributeTypes.serialNumber) ?? '',
    title: value(attributeTypes.title),
    doctorId: value(attributeTypes.pseudonym),
    certificateSerial: formatSerial(serial),
    issuer: attributeOf(issuer, attributeTypes.commonName) ?? '',
    notAfter,
  }
}
