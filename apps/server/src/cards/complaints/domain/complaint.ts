import type {
  Complaint as ComplaintShown,
  ComplaintGrounds,
  Fault,
  FaultyCardState,
} from '@sotevarmenne/api/complaints'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CardProduct } from '#cards/products/contract.ts'
import type { ComplaintId } from '../contract.ts'

export type Complaint = {
  readonly complaintId: ComplaintId
  readonly cardId: string
  /** Person id. */
  readonly holder: string
  readonly product: CardProduct
  readonly lastDigits: string
  readonly pointId: string
  readonly madeAt: Instant
  readonly chipSerial: string
  /** The delivery of blanks that the chip came with, where the book knows it. */
  readonly batchId?: string
  readonly fault: Fault
  readonly damagedInUse: boolean
  readonly replacement: Replacement
} & (
  | { readonly state: Exclude<FaultyCardState, 'destroying'> }
  /** Person id of the first of the two. */
  | { readonly state: 'destroying'; readonly firstSigned: string }
)

export type Replacement = { readonly isFree: boolean; readonly because: ComplaintGrounds }

/**
 * Whether the new card is free (R129): what is not as it was ordered, and what its making is to blame for; not what was broken
 * in use. A wrong print is ours, whatever else happened to the card.
 */
export function replacementFor(fault: Fault, damagedInUse: boolean): Replacement {
  if (fault === 'not-as-ordered') return { isFree: true, because: 'not-as-ordered' }
  if (damagedInUse) return { isFree: false, because: 'damaged-in-use' }
  return { isFree: true, because: 'fault-of-manufacture' }
}

export type ComplaintRefusal = { readonly kind: 'card-run-out'; readonly validTo: LocalDate }

/** A complaint is about a card that would be valid still. */
export const judgeComplaint = (
  validTo: LocalDate,
  today: LocalDate,
): Result<void, ComplaintRefusal> =>
  validTo < today ? refuse({ kind: 'card-run-out', validTo }) : ok(undefined)

/** Who asks, and where. */
export type Asker = { readonly personId: string; readonly pointId: string }

export type DestructionRefusal =
  | { readonly kind: 'faulty-card-not-here' }
  | { readonly kind: 'destroying-own-card' }
  | { readonly kind: 'destruction-by-one' }

/** Two registrars of the point where it lies, neither of them its holder (R130). Answers what the signature makes of it. */
export function judgeDestruction(
  complaint: Complaint,
  by: Asker,
): Result<'destroying' | 'destroyed', DestructionRefusal> {
  if (by.pointId !== complaint.pointId) return refuse({ kind: 'faulty-card-not-here' })
  if (by.personId === complaint.holder) return refuse({ kind: 'destroying-own-card' })
  if (complaint.state === 'returned') return ok('destroying')
  if (complaint.state !== 'destroying') return refuse({ kind: 'faulty-card-not-here' })
  if (complaint.firstSigned === by.personId) return refuse({ kind: 'destruction-by-one' })
  return ok('destroyed')
}

export type TakeInRefusal = { readonly kind: 'faulty-card-already-returned' }

export const judgeTakeIn = (complaint: Complaint): Result<void, TakeInRefusal> =>
  complaint.state === 'not-returned'
    ? ok(undefined)
    : refuse({ kind: 'faulty-card-already-returned' })

/** The rules of the deeds themselves are asked. */
export const registrarMay = (complaint: Complaint, by: Asker): ComplaintShown['may'] => [
  ...(judgeTakeIn(complaint).ok ? (['take-in'] as const) : []),
  ...(judgeDestruction(complaint, by).ok ? (['destroy'] as const) : []),
]

/** In which tenth of a range of serials one lies, from 0; both are twenty hexadecimal digits. */
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
