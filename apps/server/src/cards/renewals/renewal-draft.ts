import type * as api from '@sotevarmenne/api/renewals'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { readRenewalStatement } from '@sotevarmenne/issuing/domain/renewal-statement'
import { hour, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { OrderId } from '#cards/orders/contract.ts'
import { fromBase64 } from '#platform/base64.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { RenewalDraft } from './decide-renewal.ts'
import type { RenewalsDeps } from './deps.ts'
import { texts } from './texts.ts'

/** How long a statement may be confirmed. */
export const draftLife = hour

export type RenewalDraftRefusal =
  /** It was not drafted here for this holder and card, or what it says is no longer so. */
  { readonly kind: 'renewal-changed' } | { readonly kind: 'renewal-draft-expired' }

export const draftProblems = {
  'renewal-changed': { status: 409, ...texts.renewalChanged },
  'renewal-draft-expired': { status: 409, ...texts.renewalDraftExpired },
} as const

type Drafted = { readonly holder: string; readonly cardId: string; readonly draftedAt: Instant }

/**
 * The number of an order that is drafted now. Nothing of a draft is stored: only this service can make its
 * number, and it belongs to this holder, card and moment alone. UUID, version 8 (RFC 9562, section 5.8).
 */
export function orderNumberOf(
  { sealing }: Pick<RenewalsDeps, 'sealing'>,
  { holder, cardId, draftedAt }: Drafted,
): OrderId {
  const print = sealing.fingerprint(`order ${holder} ${cardId} ${String(draftedAt)}`)
  const bytes = Buffer.from(print.subarray(0, 16))
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const number = bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return number as OrderId
}

/** Reads the statement that the holder confirms. */
export function readDraft(
  { clock, sealing }: Pick<RenewalsDeps, 'clock' | 'sealing'>,
  permit: Permit,
  { cardId, statement }: Pick<InputOf<typeof api.identifyForRenewal>, 'cardId' | 'statement'>,
): Result<
  RenewalDraft & { readonly statement: Uint8Array; readonly registrationNumber: string },
  RenewalDraftRefusal
> {
  const bytes = fromBase64(statement)
  const read = readRenewalStatement(Buffer.from(bytes).toString('utf8'))
  if (read === undefined) return refuse({ kind: 'renewal-changed' })
  const { drafted: draftedAt, registrationNumber } = read
  const orderId = orderNumberOf({ sealing }, { holder: personOf(permit), cardId, draftedAt })
  if (read.orderId !== orderId) return refuse({ kind: 'renewal-changed' })
  if (plus(draftedAt, draftLife) <= clock.now()) return refuse({ kind: 'renewal-draft-expired' })
  return ok({ orderId, draftedAt, statement: bytes, registrationNumber })
}
