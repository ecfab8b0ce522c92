import type { completeSignature as contract } from '@sotevarmenne/api/documents'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
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
  type Trust,
  type VerifiedSignature,
} from '@sotevarmenne/signatures/verify'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { DocumentSigned } from './contract.ts'
import { base64Of, octetsOf } from './base64.ts'
import { signersTrust, type DocumentDeps } from './deps.ts'

export type CompleteSignatureRefusal =
  | { readonly kind: 'signature-unreadable' }
  | { readonly kind: 'signature-does-not-hold'; readonly because: string }
  | { readonly kind: 'signed-by-another-card' }
  | { readonly kind: 'card-closed' }
  | { readonly kind: 'time-stamps-unavailable' }
  | { readonly kind: 'status-unavailable' }

type Answer = AnswerOf<typeof contract>

/**
 * Makes a signature that the own card has just made last (PAdES B-LT): a time-stamp, and all that shows later that no
 * certificate was revoked then. The document stays with its holder: the service sees a digest of it.
 */
export const completeSignature =
  (deps: DocumentDeps) =>
  async (
    permit: Permit<'documents.completeSignature'>,
    asked: InputOf<typeof contract>,
  ): Promise<Result<Answer, CompleteSignatureRefusal>> => {
    const message = readSignedMessage(octetsOf(asked.message))
    if (!message.ok || message.value.content !== undefined)
      return refuse({ kind: 'signature-unreadable' })
    const digest = octetsOf(asked.digest)
    const timeStamps = await deps.timeStampTrust()
    const verify = (of: SignedMessage, evidence: Evidence) =>
      verifySignature({
        message: of,
        contentDigest: () => Promise.resolve(digest),
        signers: signersTrust(deps),
        timeStamps,
        evidence,
        now: deps.clock.now(),
      })
    const signed = await verify(message.value, noEvidence)
    if (!signed.ok) return refuse({ kind: 'signature-does-not-hold', because: signed.refusal.kind })
    const own = await deps.db.read((tx) => ownCertificate(deps, tx, permit, signed.value))
    if (!own.ok) return own

    const stamped = await stamp(deps, message.value, timeStamps)
    if (!stamped.ok) return stamped
    const evidence = await evidenceOf(deps, [signed.value.chain, stamped.value.chain])
    const complete = readSignedMessage(withTimeStamp(message.value, stamped.value.token))
    if (!complete.ok) throw new Error('a message that was completed can’t be read')
    const verified = await verify(complete.value, evidence)
    if (!verified.ok)
      return refuse({ kind: 'signature-does-not-hold', because: verified.refusal.kind })
    if (verified.value.status !== 'good') return refuse({ kind: 'status-unavailable' })

    const signedAt = formatInstant(verified.value.existed.at)
    return deps.db.write(async (tx): Promise<Result<Answer, CompleteSignatureRefusal>> => {
      // The card may have been closed while others were asked.
      const still = await ownCertificate(deps, tx, permit, signed.value)
      if (!still.ok) return still
      const event: DocumentSigned = { type: 'DocumentSigned', ...still.value, stampedAt: signedAt }
      await deps.record(tx, event, permit)
      return ok({
        message: base64Of(complete.value.der),
        evidence: {
          certificates: evidence.certificates.map(({ der }) => base64Of(der)),
          ocspResponses: evidence.ocspResponses.map(base64Of),
          lists: evidence.lists.map(base64Of),
        },
        signedAt,
      })
    })
  }

/** The very certificate that was issued to whoever acts, with the card it is on, while it is not closed. */
async function ownCertificate(
  { issuers, certificates, revocations }: DocumentDeps,
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
  if (status !== 'good') return refuse({ kind: 'card-closed' })
  return ok({ about: { personId: actor.personId, cardId: row.cardId }, certificate: key })
}

type Stamped = { readonly token: Uint8Array; readonly chain: readonly Certificate[] }

async function stamp(
  { askTimeStamp }: DocumentDeps,
  { signer: { signature } }: SignedMessage,
  timeStamps: Trust,
): Promise<Result<Stamped, CompleteSignatureRefusal>> {
  const digest = await digestOf('sha256', signature)
  const token = await askTimeStamp({ hash: 'sha256', digest })
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
  { gatherEvidence }: DocumentDeps,
  chains: readonly (readonly Certificate[])[],
): Promise<Evidence> {
  const gathered = await Promise.all(chains.map(gatherEvidence))
  const certificates = chains.flat()
  return {
    certificates: certificates.filter(
      ({ der }, index) => certificates.findIndex((each) => equalBytes(each.der, der)) === index,
    ),
    ocspResponses: gathered.flatMap(({ ocspResponses }) => ocspResponses),
    lists: gathered.flatMap(({ lists }) => lists),
  }
}
