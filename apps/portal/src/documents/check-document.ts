import { checkSignatures, type SignatureCheckView } from '@sotevarmenne/api/documents'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { digestOf } from '@sotevarmenne/signatures/digest'
import type { LaterChanges } from '@sotevarmenne/signatures/pdf/changes'
import {
  readPdfSignatures,
  type PdfSignature,
  type ReadSignaturesRefusal,
} from '@sotevarmenne/signatures/pdf/read-signatures'
import { readSecurityStore } from '@sotevarmenne/signatures/pdf/security-store'
import { callApi } from '../api/call-api.ts'
import { toBase64 } from './base64.ts'

export type SignatureFound = {
  readonly kind: PdfSignature['kind']
  readonly changesAfter: LaterChanges
  readonly result: SignatureCheckView
}

export type CheckRefusal =
  | { readonly kind: 'document'; readonly because: ReadSignaturesRefusal['kind'] }
  | { readonly kind: 'problem'; readonly problem: ProblemDetails }

/** Reads the signatures of a document here; the service identifies the signers and checks validity. */
export async function checkDocument(
  bytes: Uint8Array,
): Promise<Result<readonly SignatureFound[], CheckRefusal>> {
  const read = await readPdfSignatures(bytes)
  if (!read.ok) return refuse({ kind: 'document', because: read.refusal.kind })
  const { document, signatures } = read.value
  const store = await readSecurityStore(document)
  if (!store.ok) return refuse({ kind: 'document', because: store.refusal.kind })
  if (signatures.length === 0) return ok([])

  const { certificates, ocspResponses, crls } = store.value
  const response = await callApi(checkSignatures, {
    signatures: await Promise.all(signatures.map(requestedOf)),
    evidence: {
      certificates: certificates.map(toBase64),
      ocspResponses: ocspResponses.map(toBase64),
      lists: crls.map(toBase64),
    },
  })
  if (!response.ok) return refuse({ kind: 'problem', problem: response.refusal })
  const { results } = response.value
  return ok(
    signatures.flatMap(({ kind, changesAfter }, index) => {
      const result = results[index]
      return result === undefined ? [] : [{ kind, changesAfter, result }]
    }),
  )
}

const requestedOf = async ({ kind, message, covered }: PdfSignature) => ({
  kind,
  message: toBase64(message),
  digests: {
    sha256: toBase64(await digestOf('sha256', ...covered)),
    sha384: toBase64(await digestOf('sha384', ...covered)),
    sha512: toBase64(await digestOf('sha512', ...covered)),
  },
})
