import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate, formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { verifyChain } from '@sotevarmenne/x509/path'
import type { Tx } from '#platform/db.ts'
import type { AccessDeps, Trust } from '../deps.ts'
import { parseSignatureAlgorithm } from '../domain/signature-names.ts'

/** A signature as the signing API answers it. */
export type CardSignature = {
  readonly signature: Uint8Array
  /** `SHA384withECDSA`. */
  readonly signatureAlgorithm: string
  /** DER, leaf first. Only the leaf is used: the way up from it is our own. */
  readonly chain: readonly Uint8Array[]
}

/** Whose signature it is. */
export type Signer = {
  readonly personId: string
  readonly cardId: string
  readonly issuer: string
  readonly serial: string
  /** DER: the card's certificate and our own way up from it to the anchor. */
  readonly chain: readonly Uint8Array[]
}

export type CardSignatureRefusal =
  | { readonly kind: 'signature-algorithm-not-accepted' }
  | { readonly kind: 'wrong-signature' }
  | CertificateRefusal

/** Why a certificate, whose key somebody proved to have, is none of a card that holds. */
export type CertificateRefusal =
  | { readonly kind: 'certificate-unreadable' }
  | { readonly kind: 'certificate-of-another-purpose' }
  | { readonly kind: 'issuer-not-trusted' }
  | { readonly kind: 'certificate-not-yet-valid' }
  | { readonly kind: 'certificate-expired' }
  | { readonly kind: 'certificate-unknown' }
  | { readonly kind: 'certificate-revoked' }

/**
 * Whose valid card made the signature over one of the texts: signature, purpose, chain to our own authority, validity
 * now, the very certificate that was issued, and its status (HST log-in check, domain § 4.4).
 */
export async function signerOf(
  deps: CardDeps,
  tx: Tx,
  asked: {
    readonly purpose: 'digitalSignature' | 'nonRepudiation'
    /** Any one of them may be what was signed. */
    readonly texts: readonly Uint8Array[]
    readonly signed: CardSignature
  },
): Promise<Result<Signer, CardSignatureRefusal>> {
  const leaf = leafOf(asked.signed)
  if (!leaf) return refuse({ kind: 'certificate-unreadable' })
  if (!isFor(leaf, asked.purpose)) return refuse({ kind: 'certificate-of-another-purpose' })
  const verified = verify(leaf, asked)
  if (!verified.ok) return verified
  return ownerOf(deps, tx, leaf)
}

/**
 * Whose certificate this is, whose key was proved: chain to our own authority, validity now, the very certificate that was
 * issued, and its status.
 */
export async function ownerOf(
  { certificates, revocation, trust, clock }: CardDeps,
  tx: Tx,
  leaf: Certificate,
): Promise<Result<Signer, CertificateRefusal>> {
  const issuer = issuerOf(leaf, trust, clock.now())
  if (!issuer.ok) return issuer

  const key = { issuer: issuer.value.id, serial: formatSerial(leaf.serial) }
  const row = await certificates.findCertificate(tx, key)
  if (row?.state !== 'issued' || !equalBytes(row.der, leaf.der))
    return refuse({ kind: 'certificate-unknown' })
  const { status } = await revocation.statusOf(tx, key)
  if (status === 'revoked') return refuse({ kind: 'certificate-revoked' })
  if (status === 'unknown' || row.holder === undefined || row.cardId === undefined)
    return refuse({ kind: 'certificate-unknown' })

  return ok({ personId: row.holder, cardId: row.cardId, ...key, chain: issuer.value.chain })
}

type CardDeps = Pick<AccessDeps, 'certificates' | 'revocation' | 'trust' | 'clock'>

export function leafOf({ chain: [der] }: Pick<CardSignature, 'chain'>): Certificate | undefined {
  const leaf = der && decodeCertificate(der)
  return leaf?.ok ? leaf.value : undefined
}

/** The two certificates of a card have one purpose each (FINEID S2): one key never does the other's work. */
export const isFor = (
  leaf: Certificate,
  purpose: 'digitalSignature' | 'nonRepudiation',
): boolean => {
  const usages = leaf.known.keyUsage ?? []
  return (
    usages.includes(purpose) && usages.includes('nonRepudiation') === (purpose === 'nonRepudiation')
  )
}

/** Whether the certificate's key signed any of the texts, by an algorithm that is accepted. */
export function verify(
  leaf: Certificate,
  { texts, signed }: { readonly texts: readonly Uint8Array[]; readonly signed: CardSignature },
): Result<void, CardSignatureRefusal> {
  const algorithm = parseSignatureAlgorithm(signed.signatureAlgorithm)
  if (!algorithm) return refuse({ kind: 'signature-algorithm-not-accepted' })
  const spki = leaf.subjectPublicKeyInfo
  const isSigned = texts.some((data) =>
    verifySignature({ algorithm, spki, data, signature: signed.signature }),
  )
  return isSigned ? ok(undefined) : refuse({ kind: 'wrong-signature' })
}

/** The way up to one of our own authorities, all of it valid at the instant. */
export function issuerOf(
  leaf: Certificate,
  { anchors, issuers }: Trust,
  at: Instant,
): Result<Pick<Signer, 'chain'> & { readonly id: string }, CertificateRefusal> {
  const chain = verifyChain({
    leaf,
    intermediates: issuers.map(({ certificate }) => certificate),
    anchors,
    at,
  })
  if (!chain.ok) {
    const { kind, depth } = chain.refusal
    if (depth === 0 && kind === 'expired') return refuse({ kind: 'certificate-expired' })
    if (depth === 0 && kind === 'not-yet-valid')
      return refuse({ kind: 'certificate-not-yet-valid' })
    return refuse({ kind: 'issuer-not-trusted' })
  }
  const [, above] = chain.value
  const issuer = issuers.find(({ certificate }) => certificate === above)
  return issuer
    ? ok({ id: issuer.id, chain: chain.value.map(({ der }) => der) })
    : refuse({ kind: 'issuer-not-trusted' })
}
