import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RequestTimeStamp } from '@sotevarmenne/signatures/request-time-stamp'
import { digestOf, type Hash } from '@sotevarmenne/signatures/digest'
import { noEvidence, type Evidence } from '@sotevarmenne/signatures/evidence'
import type { GatherEvidence } from '@sotevarmenne/signatures/gather-evidence'
import {
  embedSignature,
  preparePdf,
  signedParts,
  type PreparedPdf,
} from '@sotevarmenne/signatures/pdf/prepare'
import { addToSecurityStore } from '@sotevarmenne/signatures/pdf/security-store'
import {
  readSignedMessage,
  signerCertificate,
  withTimeStamp,
  type SignedMessage,
} from '@sotevarmenne/signatures/read-signed-data'
import {
  verifySignature,
  verifyTimeStamp,
  type SignatureRefusal,
  type Trust,
} from '@sotevarmenne/signatures/verify'
import { equalBytes } from '@sotevarmenne/x509/der'
import { checkCard, type CardHolder, type CardRefusal, type CheckDeps } from './card-check.ts'
import { pdfOfText } from './prescription-pdf.ts'

/** How a prescription is signed: the text in a signed message (CAdES), or a PDF of it (PAdES). */
export type Form = 'cms' | 'pdf'

/** A prescription that is not signed yet. */
export type Draft = { readonly text: string } & (
  { readonly form: 'cms' } | { readonly form: 'pdf'; readonly prepared: PreparedPdf }
)

/** What the page requests from the signing API. */
export type RequestedOfCard = {
  readonly content: string
  readonly contentType: 'data' | 'digest'
  readonly signatureType: 'cms' | 'cms-pades'
  readonly hashAlgorithm: CardHash
}
export type CardHash = 'SHA256' | 'SHA384'

/** A document of a list in the same API, which the person sees before signing. */
export type ListedDocument = {
  readonly type: 'text/plain' | 'application/pdf'
  readonly content: string
  readonly signatureType: 'cms' | 'cms-pades'
}

export type Drafting = {
  readonly text: string
  readonly title: string
  readonly form: Form
  /** Hash with which the card signs. */
  readonly hashAlgorithm: CardHash
  readonly now: Instant
}

export async function draftPrescription({
  text,
  title,
  form,
  hashAlgorithm,
  now,
}: Drafting): Promise<{
  readonly draft: Draft
  readonly requested: RequestedOfCard
  readonly listed: ListedDocument
}> {
  if (form === 'cms')
    return {
      draft: { text, form },
      requested: {
        content: Buffer.from(text).toString('base64'),
        ...{ contentType: 'data', signatureType: 'cms', hashAlgorithm },
      },
      listed: { type: 'text/plain', content: toBase64(Buffer.from(text)), signatureType: 'cms' },
    }
  const wishes = { kind: 'signature', signedAt: now, label: title } as const
  const prepared = await preparePdf(pdfOfText(title, text), wishes)
  if (!prepared.ok) throw new Error(`generated PDF cannot be prepared: ${prepared.refusal.kind}`)
  const digest = await digestOf(hashes[hashAlgorithm], ...signedParts(prepared.value))
  return {
    draft: { text, form, prepared: prepared.value },
    requested: {
      content: Buffer.from(digest).toString('base64'),
      ...{ contentType: 'digest', signatureType: 'cms-pades', hashAlgorithm },
    },
    // Whole: the person opens it.
    listed: {
      type: 'application/pdf',
      content: toBase64(prepared.value.bytes),
      signatureType: 'cms-pades',
    },
  }
}

/** A prescription as it is stored, and returned to anybody. */
export type Prescription = {
  readonly text: string
  readonly form: Form
  readonly signer: CardHolder
  /** Time of its time-stamp. */
  readonly signedAt: Instant
  /** The signed message (`.p7m`), or the PDF. */
  readonly bytes: Uint8Array
}

export type SignDeps = CheckDeps & {
  readonly requestTimeStamp: RequestTimeStamp
  readonly gatherEvidence: GatherEvidence
  readonly timeStamps: Trust
}

export type PrescriptionRefusal = CardRefusal | { readonly kind: 'time-stamps-unavailable' }

/**
 * Verifies the card's signature as a good relying party does: it covers this very prescription, the card
 * may sign, a time-stamp says when, and OCSP responses and CRLs show that no certificate up to the roots
 * was revoked then.
 */
export async function signPrescription(
  draft: Draft,
  signature: Uint8Array,
  deps: SignDeps,
): Promise<Result<Prescription, PrescriptionRefusal>> {
  const message = readSignedMessage(signature)
  if (!message.ok || !isOverDraft(message.value, draft)) return refuse({ kind: 'wrong-signature' })
  const { anchors, intermediates, at } = deps
  const verify = (of: SignedMessage, evidence: Evidence) =>
    verifySignature({
      message: of,
      contentDigest: (hash) => digestOf(hash, ...contentOf(draft)),
      signers: { anchors, intermediates },
      timeStamps: deps.timeStamps,
      evidence,
      now: at,
    })
  const first = await verify(message.value, noEvidence)
  if (!first.ok && !isOfCertificate(first.refusal)) return refuse({ kind: 'wrong-signature' })
  const own = signerCertificate(message.value)
  const signer = await checkCard(own === undefined ? [] : [own.der], 'signature', deps)
  if (!signer.ok) return signer
  if (!first.ok) return refuse({ kind: 'unknown-ca' })

  const stamped = await stampedBy(deps, message.value)
  if (stamped === undefined) return refuse({ kind: 'time-stamps-unavailable' })
  const gathered = [
    await deps.gatherEvidence(first.value.chain),
    await deps.gatherEvidence(stamped.chain),
  ]
  const evidence: Evidence = {
    certificates: [...first.value.chain, ...stamped.chain],
    ocspResponses: gathered.flatMap(({ ocspResponses }) => ocspResponses),
    crls: gathered.flatMap(({ crls }) => crls),
  }
  const complete = readSignedMessage(stamped.message)
  const verified = complete.ok ? await verify(complete.value, evidence) : undefined
  if (verified?.ok !== true || verified.value.status !== 'good')
    return refuse({ kind: 'status-unavailable' })
  return ok({
    text: draft.text,
    form: draft.form,
    signer: signer.value,
    signedAt: verified.value.existed.at,
    bytes: await retained(draft, stamped.message, evidence),
  })
}

/** A message includes the content that a card signs; for a PDF the content is outside. */
const isOverDraft = ({ content }: SignedMessage, draft: Draft): boolean =>
  draft.form === 'pdf'
    ? content === undefined
    : content === undefined || equalBytes(content, new TextEncoder().encode(draft.text))

const contentOf = (draft: Draft): readonly Uint8Array[] =>
  draft.form === 'pdf' ? signedParts(draft.prepared) : [new TextEncoder().encode(draft.text)]

async function stampedBy({ requestTimeStamp, timeStamps }: SignDeps, message: SignedMessage) {
  const { signature } = message.signer
  const token = await requestTimeStamp({
    hash: 'sha256',
    digest: await digestOf('sha256', signature),
  })
  if (!token.ok) return undefined
  const contentDigest = (hash: Hash) => digestOf(hash, signature)
  const verified = await verifyTimeStamp({
    token: token.value,
    ...{ contentDigest, timeStamps, evidence: noEvidence },
  })
  return verified.ok
    ? { message: withTimeStamp(message, token.value), chain: verified.value.chain }
    : undefined
}

async function retained(
  draft: Draft,
  message: Uint8Array,
  { certificates, ocspResponses, crls }: Evidence,
): Promise<Uint8Array> {
  if (draft.form === 'cms') return message
  const signed = embedSignature(draft.prepared, message)
  if (!signed.ok) throw new Error('the signature is larger than its reserved space')
  const stored = await addToSecurityStore(signed.value, {
    certificates: certificates.map(({ der }) => der),
    ...{ ocspResponses, crls },
  })
  if (!stored.ok) throw new Error('generated PDF cannot be read')
  return stored.value
}

/** The signature itself is valid: `checkCard` says what is wrong with the certificate. */
const isOfCertificate = ({ kind }: SignatureRefusal): boolean =>
  kind === 'untrusted' || kind === 'not-for-signatures'

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const hashes = { SHA256: 'sha256', SHA384: 'sha384' } as const satisfies Record<CardHash, string>
