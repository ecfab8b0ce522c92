import { createHash } from 'node:crypto'
import type * as api from '@sotevarmenne/api/renewals'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { nonceOf } from '@sotevarmenne/issuing/renewal-nonce'
import { maxIdTokenLength } from '@sotevarmenne/issuing/socket/evidence'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { parseSignatureAlgorithm } from '@sotevarmenne/x509/signature-names'
import type { RenewalConfirmation } from '#cards/orders/contract.ts'
import type { OrderBasis } from '#cards/production/index.ts'
import type { IdentifyAgainRefusal } from '#identity/authentication/index.ts'
import { fromBase64, toBase64 } from '#platform/base64.ts'
import { sessionOf, type ProblemsFor, type RequestFacts } from '#platform/endpoint.ts'
import type { Permit } from '#platform/permit.ts'
import type { RenewalsDeps } from './deps.ts'
import { texts } from './texts.ts'

type Sent = InputOf<typeof api.renewCard>['confirmation']

/** The holder's confirmation, as the signer wants it and as the order stores it. */
export type Confirmed = { readonly basis: OrderBasis; readonly confirmation: RenewalConfirmation }

export type ConfirmationRefusal =
  | IdentifyAgainRefusal
  | { readonly kind: 'signature-not-accepted'; readonly because: string }
  /** A valid card of the holder's, but not the one that this number is on. */
  | { readonly kind: 'signed-with-other-card' }

export type BeginRefusal = Extract<
  IdentifyAgainRefusal,
  { readonly kind: 'suomi-fi-not-in-use' | 'suomi-fi-unavailable' }
>

export const beginProblems = {
  'suomi-fi-not-in-use': { status: 404, ...texts.suomiFiNotInUse },
  'suomi-fi-unavailable': { status: 503, ...texts.suomiFiUnavailable },
} satisfies ProblemsFor<BeginRefusal>

export const confirmationProblems = {
  ...beginProblems,
  'attempt-not-found': { status: 409, ...texts.attemptNotFound },
  'attempt-expired': { status: 409, ...texts.attemptExpired },
  'suomi-fi-cancelled': { status: 403, ...texts.suomiFiCancelled },
  'suomi-fi-response-wrong': { status: 403, ...texts.suomiFiResponseWrong },
  'level-of-assurance-too-low': { status: 403, ...texts.levelTooLow },
  'identity-code-missing': { status: 403, ...texts.identityCodeMissing },
  'identified-as-another-person': { status: 403, ...texts.identifiedAsAnother },
  'signature-not-accepted': { status: 422, ...texts.signatureNotAccepted },
  'signed-with-other-card': { status: 422, ...texts.signedWithOtherCard },
} satisfies ProblemsFor<ConfirmationRefusal>

type ToConfirm = {
  readonly statement: Uint8Array
  /** That the new card will say. */
  readonly registrationNumber: string
}

/** Whether the holder has confirmed this statement. Outside transactions. */
export function checkConfirmation(
  deps: Pick<RenewalsDeps, 'authentication'>,
  permit: Permit,
  { sent, ...what }: ToConfirm & { readonly sent: Sent },
  request: Pick<RequestFacts, 'sessionToken'>,
): Promise<Result<Confirmed, ConfirmationRefusal>> {
  return sent.by === 'signature'
    ? bySignature(deps, permit, sent, what)
    : bySuomiFi(deps, permit, sent, { ...what, request })
}

/** By the signature key of a card of the holder's own: a professional card, or a spare card in place of it. */
async function bySignature(
  { authentication: { checkSignature } }: Pick<RenewalsDeps, 'authentication'>,
  permit: Permit,
  sent: Extract<Sent, { readonly by: 'signature' }>,
  { statement, registrationNumber }: ToConfirm,
): Promise<Result<Confirmed, ConfirmationRefusal>> {
  const { signatureAlgorithm } = sent
  const signature = fromBase64(sent.signature)
  const checked = await checkSignature(permit, {
    ...{ data: statement, signature, signatureAlgorithm },
    chain: sent.chain.map(fromBase64),
  })
  if (!checked.ok) return refuse({ kind: 'signature-not-accepted', because: checked.refusal.kind })

  const { certificateSerial, chain } = checked.value
  const [certificate] = chain
  const algorithm = parseSignatureAlgorithm(signatureAlgorithm)
  if (certificate === undefined || algorithm === undefined)
    throw new Error('unreachable: the signature was accepted')
  if (numberIn(certificate) !== registrationNumber)
    return refuse({ kind: 'signed-with-other-card' })
  return ok({
    basis: {
      kind: 'renewal-signed',
      ...{ statement, signature, certificate, signatureAlgorithm: algorithm },
    },
    confirmation: {
      ...{ by: 'signature', statementDigest: digestOf(statement), certificateSerial },
      ...{ signature: sent.signature, signatureAlgorithm, certificate: toBase64(certificate) },
    },
  })
}

async function bySuomiFi(
  { authentication: { finishIdentification } }: Pick<RenewalsDeps, 'authentication'>,
  permit: Permit,
  { attempt, query }: Extract<Sent, { readonly by: 'suomiFi' }>,
  { statement, request }: ToConfirm & { readonly request: Pick<RequestFacts, 'sessionToken'> },
): Promise<Result<Confirmed, ConfirmationRefusal>> {
  const nonce = nonceOf(statement)
  const identified = await finishIdentification(permit, {
    ...{ attempt, query, nonce, sessionToken: sessionOf(request) },
  })
  if (!identified.ok) return identified
  const { idToken, ...how } = identified.value
  // The signer would not read it, and the card could not be produced.
  if (idToken.length > maxIdTokenLength)
    return refuse({ kind: 'suomi-fi-response-wrong', because: 'ID token too long' })
  return ok({
    basis: { kind: 'renewal-identified', statement, idToken },
    confirmation: { by: 'suomiFi', statementDigest: digestOf(statement), ...how },
  })
}

function numberIn(der: Uint8Array): string | undefined {
  const decoded = decodeCertificate(der)
  return decoded.ok ? attributeOf(decoded.value.subject, attributeTypes.serialNumber) : undefined
}

const digestOf = (statement: Uint8Array): string =>
  createHash('sha256').update(statement).digest('hex')
