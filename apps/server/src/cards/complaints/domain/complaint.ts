import type { CardProduct } from '@sotevarmenne/api/cards'
import type {
  ComplaintView,
  ComplaintGrounds,
  Fault,
  FaultyCardState,
} from '@sotevarmenne/api/complaints'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ComplaintId } from '../contract.ts'

export type Complaint = {
  readonly complaintId: ComplaintId
  readonly cardId: string
  /** Person id. */
  readonly holder: string
  readonly product: CardProduct
  readonly lastDigits: string
  readonly pointId: string
  readonly createdAt: Instant
  readonly chipSerial: string
  /** The delivery of blank cards that the chip came with, if the stock knows it. */
  readonly batchId?: string
  readonly fault: Fault
  readonly damagedInUse: boolean
  readonly replacement: Replacement
} & (
  | { readonly state: Exclude<FaultyCardState, 'destroying'> }
  /** Person id of the first signer. */
  | { readonly state: 'destroying'; readonly firstSigned: string }
)

export type Replacement = { readonly isFree: boolean; readonly because: ComplaintGrounds }

/**
 * Whether the new card is free (R129): yes for a card not as ordered and for a production fault, no for a
 * card broken in use. A wrong print is our fault, whatever else happened to the card.
 */
export function replacementFor(fault: Fault, damagedInUse: boolean): Replacement {
  if (fault === 'not-as-ordered') return { isFree: true, because: 'not-as-ordered' }
  if (damagedInUse) return { isFree: false, because: 'damaged-in-use' }
  return { isFree: true, because: 'fault-of-manufacture' }
}

export type ComplaintRefusal = { readonly kind: 'card-run-out'; readonly validTo: LocalDate }

/** A complaint must be about a card that would still be valid. */
export const checkComplaint = (
  validTo: LocalDate,
  today: LocalDate,
): Result<void, ComplaintRefusal> =>
  validTo < today ? refuse({ kind: 'card-run-out', validTo }) : ok(undefined)

/** The requesting person and their point. */
export type Requester = { readonly personId: string; readonly pointId: string }

export type DestructionRefusal = { readonly kind: 'faulty-card-not-here' } | SecondPersonRequired

/**
 * Requires two registrars of the point where the card is, neither of them its holder (R130). Returns the
 * state after the signature. Dual control: two registrars sign.
 */
export function checkDestruction(
  complaint: Complaint,
  by: Requester,
): Result<'destroying' | 'destroyed', DestructionRefusal> {
  const { state, pointId, holder } = complaint
  if (by.pointId !== pointId || (state !== 'returned' && state !== 'destroying'))
    return refuse({ kind: 'faulty-card-not-here' })
  const before = state === 'destroying' ? [complaint.firstSigned] : []
  const signer = checkDualControl(by.personId, [holder, ...before])
  if (!signer.ok) return signer
  return ok(state === 'returned' ? 'destroying' : 'destroyed')
}

export type TakeInRefusal = { readonly kind: 'faulty-card-already-returned' }

export const checkTakeIn = (complaint: Complaint): Result<void, TakeInRefusal> =>
  complaint.state === 'not-returned'
    ? ok(undefined)
    : refuse({ kind: 'faulty-card-already-returned' })

/** Evaluated with the rules of the operations themselves. */
export const registrarMay = (complaint: Complaint, by: Requester): ComplaintView['may'] =>
  allowed({
    'take-in': checkTakeIn(complaint).ok,
    destroy: checkDestruction(complaint, by).ok,
  })

/** The tenth of a range of serial numbers in which one falls, from 0; both are twenty hexadecimal digits. */
export function tenthOf(
  serial: string,
  { firstSerial, lastSerial }: { readonly firstSerial: string; readonly lastSerial: string },
): number {
  const [first, last, at] = [firstSerial, lastSerial, serial].map((hex) => BigInt(`0x${hex}`)) as [
    bigint,
    bigint,
    bigint,
  ]
  return Number(((at - first) * 10n) / (last - first + 1n))
}
