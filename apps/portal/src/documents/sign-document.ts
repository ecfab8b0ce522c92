import { completeSignature } from '@sotevarmenne/api/documents'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { serviceNow } from '../api/service-clock.ts'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { digestOf } from '@sotevarmenne/signatures/digest'
import {
  embedSignature,
  preparePdf,
  signedParts,
  type PreparedPdf,
  type PrepareRefusal,
} from '@sotevarmenne/signatures/pdf/prepare'
import { addToSecurityStore } from '@sotevarmenne/signatures/pdf/security-store'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { callApi } from '../api/call-api.ts'
import type { CardHash } from '../reader/signing-api.ts'
import { fromBase64, toBase64 } from './base64.ts'

export type ReadyDocument = {
  readonly prepared: PreparedPdf
  /** Base64 */ readonly digest: string
}

/** The document with a placeholder for the signature, and the digest that the card signs. */
export async function readyDocument(
  bytes: Uint8Array,
  label: string,
  hash: CardHash,
): Promise<Result<ReadyDocument, PrepareRefusal>> {
  // The signing time by the page’s clock, as the signer claims; the time-stamp is what counts.
  const signedAt = serviceNow()
  const prepared = await preparePdf(bytes, { kind: 'signature', signedAt, label })
  if (!prepared.ok) return prepared
  const digest = await digestOf(hashes[hash], ...signedParts(prepared.value))
  return ok({ prepared: prepared.value, digest: toBase64(digest) })
}

export type SignedDocument = { readonly bytes: Uint8Array; readonly signedAt: string }

/** Inserts the card’s signature with its time-stamp, and the validation data for later checks. */
export async function finishDocument(
  { prepared, digest }: ReadyDocument,
  message: string,
): Promise<Result<SignedDocument, ProblemDetails>> {
  const input: InputOf<typeof completeSignature> = { message, digest }
  const completed = await callApi(completeSignature, input)
  if (!completed.ok) return completed
  const { evidence, signedAt } = completed.value
  const signed = embedSignature(prepared, fromBase64(completed.value.message))
  if (!signed.ok) throw new Error('the signature is larger than its placeholder')
  const stored = await addToSecurityStore(signed.value, {
    certificates: evidence.certificates.map(fromBase64),
    ocspResponses: evidence.ocspResponses.map(fromBase64),
    crls: evidence.lists.map(fromBase64),
  })
  if (!stored.ok) throw new Error('the signed document can’t be read')
  return ok({ bytes: stored.value, signedAt })
}

const hashes = { SHA256: 'sha256', SHA384: 'sha384' } as const satisfies Record<CardHash, string>
