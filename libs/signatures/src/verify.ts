import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySignature as isSignatureBy } from '@sotevarmenne/x509/algorithms'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { extensionTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { verifyChain, type ChainRefusal } from '@sotevarmenne/x509/path'
import { digestOf, hashOf, type Hash } from './digest.ts'
import { statusByEvidence, type Evidence, type EvidenceRefusal } from './evidence.ts'
import { signerCertificate, type SignedMessage } from './read-signed-data.ts'
import { readTimeStampToken, type TokenRefusal } from './time-stamp.ts'

export type Trust = {
  /** Trust anchors. */
  readonly anchors: readonly Certificate[]
  /** Other certificates for the path; those of the message are used too. */
  readonly intermediates: readonly Certificate[]
}

export type SignatureToVerify = {
  readonly message: SignedMessage
  /**
   * The content's digest by this hash. For a message with attached content, `verifySignature` computes it
   * itself.
   */
  readonly contentDigest: (hash: Hash) => Promise<Uint8Array | undefined>
  /** The CAs that may have issued signers' certificates. */
  readonly signers: Trust
  /** The CAs that may have issued certificates of time-stamp authorities. */
  readonly timeStamps: Trust
  readonly evidence: Evidence
  readonly now: Instant
}

/** A valid signature. */
export type VerifiedSignature = {
  readonly signer: Certificate
  /** From the signer's certificate to the anchor. */
  readonly chain: readonly Certificate[]
  /** The latest time at which it existed: by a time-stamp, or, without one, now. */
  readonly existed: { readonly at: Instant; readonly by: 'time-stamp' | 'now' }
  /** The signer's claim, in the message. */
  readonly claimedAt: Instant | undefined
  /** Whether the evidence shows that no certificate of the chain was revoked then. */
  readonly status: 'good' | 'not-shown'
  readonly timeStampAuthority: Certificate | undefined
}

export type SignatureRefusal =
  | { readonly kind: 'content-changed' }
  | { readonly kind: 'no-signer-certificate' }
  | { readonly kind: 'another-certificate' }
  | { readonly kind: 'wrong-signature' }
  | { readonly kind: 'not-for-signatures' }
  | { readonly kind: 'untrusted'; readonly because: ChainRefusal }
  | { readonly kind: 'time-stamp-untrusted'; readonly because: TimeStampRefusal }
  | EvidenceRefusal

export type TimeStampRefusal =
  | TokenRefusal
  | { readonly kind: 'content-changed' | 'no-signer-certificate' | 'another-certificate' }
  | { readonly kind: 'wrong-signature' | 'not-for-time-stamps' | 'of-another-content' }
  | { readonly kind: 'untrusted'; readonly because: ChainRefusal }
  | EvidenceRefusal

/**
 * Checks a signature (EN 319 102-1 § 5 as far as these forms use it): the content is the signed one, the key
 * is that of the named certificate, the time-stamp is valid, the chain ends at an anchor at the time the
 * signature is shown to have existed, and no certificate of it was revoked by then, as far as the evidence
 * shows.
 */
export async function verifySignature(
  requested: SignatureToVerify,
): Promise<Result<VerifiedSignature, SignatureRefusal>> {
  const { message, signers, evidence } = requested
  const certificate = await keyHolds(message, requested.contentDigest)
  if (!certificate.ok) return certificate
  const signer = certificate.value
  const { keyUsage, basicConstraints } = signer.known
  // An authentication key signs whatever a site sends it: that expresses no intent (EN 319 412-2 § 4.3.2).
  const isForSignatures = keyUsage === undefined || keyUsage.includes('nonRepudiation')
  if (!isForSignatures || basicConstraints?.cA === true)
    return refuse({ kind: 'not-for-signatures' })

  const stamped = await signatureTimeStamp(requested)
  if (!stamped.ok) return refuse({ kind: 'time-stamp-untrusted', because: stamped.refusal })
  const at = stamped.value?.at ?? requested.now
  const chain = verifyChain({
    leaf: signer,
    anchors: signers.anchors,
    intermediates: [...signers.intermediates, ...message.certificates, ...evidence.certificates],
    at,
  })
  if (!chain.ok) return refuse({ kind: 'untrusted', because: chain.refusal })
  const status = statusByEvidence(chain.value, at, evidence)
  if (!status.ok) return status
  return ok({
    signer,
    chain: chain.value,
    existed: { at, by: stamped.value === undefined ? 'now' : 'time-stamp' },
    claimedAt: message.signer.signingTime,
    status: status.value,
    timeStampAuthority: stamped.value?.tsa,
  })
}

export type TimeStampToVerify = {
  readonly token: Uint8Array
  /** The stamped content's digest by this hash. */
  readonly contentDigest: (hash: Hash) => Promise<Uint8Array | undefined>
  readonly timeStamps: Trust
  readonly evidence: Evidence
}

export type VerifiedTimeStamp = {
  readonly at: Instant
  readonly tsa: Certificate
  readonly chain: readonly Certificate[]
  readonly status: 'good' | 'not-shown'
}

/**
 * Checks that a time-stamp is over the content and by a permitted time-stamp authority (RFC 3161 § 2.3, §
 * 2.4.2).
 */
export async function verifyTimeStamp({
  token,
  contentDigest,
  timeStamps,
  evidence,
}: TimeStampToVerify): Promise<Result<VerifiedTimeStamp, TimeStampRefusal>> {
  const read = readTimeStampToken(token)
  if (!read.ok) return read
  const { message, info } = read.value
  const stamped = await contentDigest(info.imprint.hash)
  if (stamped === undefined || !equalBytes(stamped, info.imprint.digest))
    return refuse({ kind: 'of-another-content' })

  const known = withCertificates(message, [...timeStamps.intermediates, ...evidence.certificates])
  const tsa = await keyHolds(known, () => Promise.resolve(undefined))
  if (!tsa.ok) return tsa
  if (!isForTimeStamps(tsa.value)) return refuse({ kind: 'not-for-time-stamps' })

  const chain = verifyChain({
    leaf: tsa.value,
    anchors: timeStamps.anchors,
    intermediates: known.certificates,
    at: info.at,
  })
  if (!chain.ok) return refuse({ kind: 'untrusted', because: chain.refusal })
  const status = statusByEvidence(chain.value, info.at, evidence)
  if (!status.ok) return status
  return ok({ at: info.at, tsa: tsa.value, chain: chain.value, status: status.value })
}

function withCertificates(message: SignedMessage, more: readonly Certificate[]): SignedMessage {
  return { ...message, certificates: [...message.certificates, ...more] }
}

async function signatureTimeStamp({
  message,
  timeStamps,
  evidence,
}: SignatureToVerify): Promise<Result<VerifiedTimeStamp | undefined, TimeStampRefusal>> {
  const { timeStamp: token, signature } = message.signer
  if (token === undefined) return ok(undefined)
  return verifyTimeStamp({
    token,
    contentDigest: (hash) => digestOf(hash, signature),
    timeStamps,
    evidence,
  })
}

type KeyRefusal = {
  readonly kind:
    'content-changed' | 'no-signer-certificate' | 'another-certificate' | 'wrong-signature'
}

/** The certificate with the key that signed the content, as the signature itself names it. */
async function keyHolds(
  message: SignedMessage,
  contentDigest: SignatureToVerify['contentDigest'],
): Promise<Result<Certificate, KeyRefusal>> {
  const { signer, content } = message
  const hash = hashOf(signer.algorithm)
  const digest = content === undefined ? await contentDigest(hash) : await digestOf(hash, content)
  if (digest === undefined || !equalBytes(digest, signer.messageDigest))
    return refuse({ kind: 'content-changed' })

  const certificate = signerCertificate(message)
  if (certificate === undefined) return refuse({ kind: 'no-signer-certificate' })
  const named = await digestOf(signer.certificateDigest.hash, certificate.der)
  if (!equalBytes(named, signer.certificateDigest.digest))
    return refuse({ kind: 'another-certificate' })

  const holds = isSignatureBy({
    algorithm: signer.algorithm,
    spki: certificate.subjectPublicKeyInfo,
    data: signer.signedBytes,
    signature: signer.signature,
  })
  return holds ? ok(certificate) : refuse({ kind: 'wrong-signature' })
}

/** The extended key usage is the only one and critical: the key is for nothing else (RFC 3161 § 2.3). */
function isForTimeStamps({ known, extensions }: Certificate): boolean {
  const [purpose, ...others] = known.extKeyUsage ?? []
  const isCritical = extensions.some(
    ({ type, critical }) => type === extensionTypes.extKeyUsage && critical,
  )
  return purpose === keyPurposes.timeStamping && others.length === 0 && isCritical
}
