import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** The e-mail address of one person, and its uses. */
export type Contact = {
  /** Confirmed: notices are sent here. */
  readonly address?: string
  /** Its mail server rejected the last notice. */
  readonly isRefused: boolean
  readonly unconfirmed?: Unconfirmed
  readonly wants: Wants
}

export type Unconfirmed = {
  /** UUID: named in the mail to the address. */
  readonly changeId: string
  readonly address: string
  /** Exclusive. */
  readonly until: Instant
}

export type Wants = {
  readonly progress: boolean
  readonly reminders: boolean
  readonly work: boolean
}

export const noContact: Contact = {
  isRefused: false,
  wants: { progress: true, reminders: true, work: true },
}

export type RequestAddressRefusal = { readonly kind: 'too-many-addresses' }

/** Rate limit for confirmation mails, per person and day: mailboxes cannot be flooded. */
export const changesADay = 5

/**
 * A new address: only the confirmation mail goes there, and the earlier one stays in use until it is
 * confirmed.
 */
export function requestAddress(
  contact: Contact,
  {
    address,
    changeId,
    requestedInADay,
    now,
  }: {
    readonly address: string
    readonly changeId: string
    /** How many were requested in the last 24 hours. */
    readonly requestedInADay: number
    readonly now: Instant
  },
): Result<Contact & { readonly unconfirmed: Unconfirmed }, RequestAddressRefusal> {
  if (requestedInADay >= changesADay) return refuse({ kind: 'too-many-addresses' })
  return ok({ ...contact, unconfirmed: { changeId, address, until: plus(now, day) } })
}

export type ConfirmRefusal = { readonly kind: 'confirmation-not-found' | 'confirmation-expired' }

/** The link in the mail was opened in time. `former`: the address that is no longer used, if it differs. */
export function confirmAddress(
  contact: Contact,
  { changeId, now }: { readonly changeId: string; readonly now: Instant },
): Result<{ readonly contact: Contact; readonly former?: string }, ConfirmRefusal> {
  const { unconfirmed, address: before, ...others } = contact
  if (unconfirmed?.changeId !== changeId) return refuse({ kind: 'confirmation-not-found' })
  if (now >= unconfirmed.until) return refuse({ kind: 'confirmation-expired' })
  const { address } = unconfirmed
  return ok({
    contact: { ...others, address, isRefused: false },
    ...(before !== undefined && before !== address && { former: before }),
  })
}
