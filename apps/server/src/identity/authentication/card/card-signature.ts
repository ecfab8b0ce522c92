import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { isForPurpose, type CertificatePurpose } from '@sotevarmenne/smartcard/certificate-purpose'
import { verifySignature, verifySigned } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate, formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { isSameName } from '@sotevarmenne/x509/name-matching'
import { verifyChain } from '@sotevarmenne/x509/path'
import { fromBase64 } from '#platform/base64.ts'
import type { Tx } from '#platform/db.ts'
import type { AuthenticationDeps, Trust } from '../deps.ts'
import { parseSignatureAlgorithm } from '@sotevarmenne/x509/signature-names'

/** A signature as the signing API returns it. */
export type CardSignature = {
  readonly signature: Uint8Array
  /** `SHA384withECDSA`. */
  readonly signatureAlgorithm: string
  /** DER, leaf first. Only the leaf is used: the chain is built from our own CAs. */
  readonly chain: readonly Uint8Array[]
}

/** As it is sent: bytes in base64. */
export type SentSignature = {
  readonly signature: string
  readonly signatureAlgorithm: string
  readonly chain: readonly string[]
}

export const cardSignatureOf = ({
  signature,
  signatureAlgorithm,
  chain,
}: SentSignature): CardSignature => ({
  signatureAlgorithm,
  signature: fromBase64(signature),
  chain: chain.map(fromBase64),
})

/** The person who signed. */
export type Signer = {
  readonly personId: string
  readonly cardId: string
  readonly issuer: string
  readonly serial: string
  readonly certificateEndsAt: Instant
  /** DER: the card's certificate and our own chain from it to the anchor. */
  readonly chain: readonly Uint8Array[]
}

export type CardSignatureRefusal =
  | { readonly kind: 'signature-algorithm-not-accepted' }
  | { readonly kind: 'wrong-signature' }
  | CertificateRefusal

/** Why a certificate with a proven key does not belong to a valid card. */
export type CertificateRefusal =
  | { readonly kind: 'certificate-unreadable' }
  | { readonly kind: 'certificate-of-another-purpose' }
  | { readonly kind: 'issuer-not-trusted' }
  | { readonly kind: 'certificate-not-yet-valid' }
  | { readonly kind: 'certificate-expired' }
  | { readonly kind: 'certificate-not-found' }
  | { readonly kind: 'certificate-revoked' }

/**
 * The holder of the valid card that signed one of the texts. Checks the signature, purpose, chain to our own
 * CA, validity now, that this very certificate was issued, and its status (HST log-in check, domain § 4.4).
 */
export async function signerOf(
  deps: CardDeps,
  tx: Tx,
  requested: {
    readonly purpose: CertificatePurpose
    /** Any one of them may be the signed text. */
    readonly texts: readonly Uint8Array[]
    readonly signed: CardSignature
  },
): Promise<Result<Signer, CardSignatureRefusal>> {
  const leaf = leafOf(requested.signed)
  if (!leaf) return refuse({ kind: 'certificate-unreadable' })
  if (!isForPurpose(leaf, requested.purpose))
    return refuse({ kind: 'certificate-of-another-purpose' })
  const verified = verify(leaf, requested)
  if (!verified.ok) return verified
  return ownerOf(deps, tx, leaf)
}

/**
 * The holder of a certificate with a proven key. Checks the chain to our own CA, validity now, that this very
 * certificate was issued, and its status.
 */
export async function ownerOf(
  { certificates, revocations, trust, clock }: CardDeps,
  tx: Tx,
  leaf: Certificate,
): Promise<Result<Signer, CertificateRefusal>> {
  const issuer = issuerOf(leaf, trust, clock.now())
  if (!issuer.ok) return issuer

  const key = { issuer: issuer.value.id, serial: formatSerial(leaf.serial) }
  const row = await certificates.findCertificate(tx, key)
  if (row?.state !== 'issued' || !equalBytes(row.der, leaf.der))
    return refuse({ kind: 'certificate-not-found' })
  const { status } = await revocations.statusOf(tx, key)
  if (status === 'revoked') return refuse({ kind: 'certificate-revoked' })
  if (status === 'unknown' || row.holder === undefined || row.cardId === undefined)
    return refuse({ kind: 'certificate-not-found' })

  return ok({
    ...{ personId: row.holder, cardId: row.cardId, ...key },
    ...{ certificateEndsAt: row.notAfter, chain: issuer.value.chain },
  })
}

type CardDeps = Pick<AuthenticationDeps, 'certificates' | 'revocations' | 'trust' | 'clock'>

/** Whether a CA of ours signed it, whatever else is wrong with it. */
export const isOfOurCa = (
  { trust: { issuers } }: Pick<AuthenticationDeps, 'trust'>,
  leaf: Certificate | undefined,
): boolean =>
  leaf !== undefined &&
  issuers.some(
    ({ certificate }) =>
      isSameName(certificate.subject, leaf.issuer) &&
      verifySigned(leaf, certificate.subjectPublicKeyInfo),
  )

export function leafOf({ chain: [der] }: Pick<CardSignature, 'chain'>): Certificate | undefined {
  const leaf = der && decodeCertificate(der)
  return leaf?.ok ? leaf.value : undefined
}

/** Whether the certificate's key signed one of the texts with an accepted algorithm. */
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

/** The chain to one of our own CAs, all of it valid at the instant. */
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
