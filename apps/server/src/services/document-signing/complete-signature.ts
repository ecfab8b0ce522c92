import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { noEvidence, type Evidence } from '@sotevarmenne/signatures/evidence'
import {
  readSignedMessage,
  withTimeStamp,
  type SignedMessage,
} from '@sotevarmenne/signatures/read-signed-data'
import {
  verifySignature,
  verifyTimeStamp,
  type SignatureRefusal,
  type Trust,
  type VerifiedSignature,
} from '@sotevarmenne/signatures/verify'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import * as api from '@sotevarmenne/api/documents'
import { fromBase64, toBase64 } from '#platform/base64.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { DocumentSigned, OtherSigner, OtherSignerRefusal } from './contract.ts'
import {
  allSignersTrust,
  noOtherSigners,
  type DocumentDeps,
  type OtherSigners,
  type SigningDeps,
} from './deps.ts'
import { completeSignatureProblems } from './problems.ts'

export type CompleteSignatureRefusal =
  | { readonly kind: 'signature-unreadable' }
  | { readonly kind: 'signature-does-not-hold'; readonly because: string }
  | { readonly kind: 'time-stamps-unavailable' }
  | OtherSignerRefusal

type Response = ResponseOf<typeof api.completeSignature>

/** A signature that the person's own card has just made, the last one in the document. */
export type CompletedSignature = {
  /** Includes its time-stamp. */
  readonly message: SignedMessage
  readonly evidence: Evidence
  /** By the time-stamp. */
  readonly signedAt: Instant
  readonly signed: VerifiedSignature
  /** Present when the card is of another trust service. */
  readonly otherSigner?: OtherSigner
}

/**
 * Completes a signature that the person's own card has just made (PAdES B-LT): adds a time-stamp and the
 * evidence that no certificate was revoked then. Outside transactions; `ownCertificate` checks the signer
 * again in the transaction of the operation. The card is one of ours, or one of `others`.
 */
export const complete =
  (deps: SigningDeps, others = noOtherSigners) =>
  async (
    permit: Permit,
    bytes: { readonly message: Uint8Array; readonly digest: Uint8Array },
  ): Promise<Result<CompletedSignature, CompleteSignatureRefusal>> => {
    const message = readSignedMessage(bytes.message)
    if (!message.ok || message.value.content !== undefined)
      return refuse({ kind: 'signature-unreadable' })
    const timeStamps = await deps.timeStampTrust()
    const signers = await allSignersTrust(deps, others)
    const verify = (of: SignedMessage, evidence: Evidence) =>
      verifySignature({
        message: of,
        contentDigest: () => Promise.resolve(bytes.digest),
        signers,
        timeStamps,
        evidence,
        now: deps.clock.now(),
      })
    const signed = await verify(message.value, noEvidence)
    if (!signed.ok)
      return isOfNobodyAccepted(signed.refusal)
        ? refuse({ kind: 'card-not-accepted' })
        : refuse({ kind: 'signature-does-not-hold', because: signed.refusal.kind })
    const other = await otherSigner(deps, permit, signed.value, others)
    if (!other.ok) return other
    if (!other.value) {
      const own = await deps.db.read((tx) => ownCertificate(deps, tx, permit, signed.value))
      if (!own.ok) return own
    }

    const stamped = await stamp(deps, message.value, timeStamps)
    if (!stamped.ok) return stamped
    const evidence = await evidenceOf(deps, [signed.value.chain, stamped.value.chain])
    const completed = readSignedMessage(withTimeStamp(message.value, stamped.value.token))
    if (!completed.ok) throw new Error('unreadable message after completion')
    const verified = await verify(completed.value, evidence)
    if (!verified.ok)
      return refuse({ kind: 'signature-does-not-hold', because: verified.refusal.kind })
    if (verified.value.status !== 'good') return refuse({ kind: 'status-unavailable' })
    return ok({
      ...{ message: completed.value, evidence, signed: signed.value },
      ...(other.value && { otherSigner: other.value }),
      signedAt: verified.value.existed.at,
    })
  }

const isOfNobodyAccepted = (refusal: SignatureRefusal): boolean =>
  refusal.kind === 'untrusted' && refusal.because.kind === 'issuer-not-found'

/** Undefined for a card of ours: its holder and status are in our own records. */
async function otherSigner(
  { issuers }: SigningDeps,
  { actor }: Permit,
  { signer, chain: [, above] }: VerifiedSignature,
  others: OtherSigners,
): Promise<Result<OtherSigner | undefined, OtherSignerRefusal>> {
  if (issuers.all.some(({ certificate }) => certificate === above)) return ok(undefined)
  const found = await others.signerOf(signer)
  if (!found.ok) return found
  const isOwn = actor.kind === 'person' && actor.personId === found.value.personId
  return isOwn ? found : refuse({ kind: 'signed-by-another-card' })
}

/** The document stays with its holder: the service gets only its digest. */
export const completeSignature = operation({
  contract: api.completeSignature,
  problems: completeSignatureProblems,
  handle:
    (deps: DocumentDeps) =>
    async (permit, requested): Promise<Result<Response, CompleteSignatureRefusal>> => {
      const completed = await complete(deps)(permit, {
        ...{ message: fromBase64(requested.message), digest: fromBase64(requested.digest) },
      })
      if (!completed.ok) return completed
      const { message, evidence, signed } = completed.value
      const signedAt = formatInstant(completed.value.signedAt)
      return deps.db.write(async (tx): Promise<Result<Response, CompleteSignatureRefusal>> => {
        // The card may have been cancelled during the external requests.
        const still = await ownCertificate(deps, tx, permit, signed)
        if (!still.ok) return still
        const event: DocumentSigned = {
          type: 'DocumentSigned',
          ...still.value,
          stampedAt: signedAt,
        }
        await deps.record(tx, event, permit)
        return ok({
          message: toBase64(message.der),
          evidence: {
            certificates: evidence.certificates.map(({ der }) => toBase64(der)),
            ocspResponses: evidence.ocspResponses.map(toBase64),
            lists: evidence.crls.map(toBase64),
          },
          signedAt,
        })
      })
    },
})

/** The certificate that was issued to the acting person, with its card, while the card is not cancelled. */
export async function ownCertificate(
  { issuers, certificates, revocations }: SigningDeps,
  tx: Tx,
  { actor }: Permit,
  { signer, chain: [, above] }: VerifiedSignature,
): Promise<Result<Pick<DocumentSigned, 'about' | 'certificate'>, CompleteSignatureRefusal>> {
  const issuer = issuers.all.find(({ certificate }) => certificate === above)
  const key = { issuer: issuer?.id ?? '', serial: formatSerial(signer.serial) }
  const row = await certificates.findCertificate(tx, key)
  const isOwn =
    row?.state === 'issued' &&
    equalBytes(row.der, signer.der) &&
    actor.kind === 'person' &&
    row.holder === actor.personId
  if (!isOwn || row.cardId === undefined) return refuse({ kind: 'signed-by-another-card' })
  const { status } = await revocations.statusOf(tx, key)
  if (status !== 'good') return refuse({ kind: 'card-cancelled' })
  return ok({ about: { personId: actor.personId, cardId: row.cardId }, certificate: key })
}

type Stamped = { readonly token: Uint8Array; readonly chain: readonly Certificate[] }

async function stamp(
  { requestTimeStamp }: SigningDeps,
  { signer: { signature } }: SignedMessage,
  timeStamps: Trust,
): Promise<Result<Stamped, CompleteSignatureRefusal>> {
  const digest = await digestOf('sha256', signature)
  const token = await requestTimeStamp({ hash: 'sha256', digest })
  if (!token.ok) return refuse({ kind: 'time-stamps-unavailable' })
  const verified = await verifyTimeStamp({
    token: token.value,
    contentDigest: (hash) => digestOf(hash, signature),
    timeStamps,
    evidence: noEvidence,
  })
  if (!verified.ok) return refuse({ kind: 'time-stamps-unavailable' })
  return ok({ token: token.value, chain: verified.value.chain })
}

async function evidenceOf(
  { gatherEvidence }: SigningDeps,
  chains: readonly (readonly Certificate[])[],
): Promise<Evidence> {
  const gathered = await Promise.all(chains.map(gatherEvidence))
  const certificates = chains.flat()
  return {
    certificates: certificates.filter(
      ({ der }, index) => certificates.findIndex((each) => equalBytes(each.der, der)) === index,
    ),
    ocspResponses: gathered.flatMap(({ ocspResponses }) => ocspResponses),
    crls: gathered.flatMap(({ crls }) => crls),
  }
}
