import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** How one person is reached by e-mail, and for what. */
export type Contact = {
  /** Confirmed: notices go here. */
  readonly address?: string
  /** Its mail server takes no mail for it: said by the last notice that was refused. */
  readonly isRefused: boolean
  readonly unconfirmed?: Unconfirmed
  readonly wants: Wants
}

export type Unconfirmed = {
  /** UUID: the mail to the address names it. */
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

export type AskAddressRefusal = { readonly kind: 'too-many-addresses' }

/** Mails to be confirmed, a person and day: nobody's mailbox is filled through us. */
export const changesADay = 5

/** An address given: nothing goes there but the mail to confirm it, and the one before stays in use until then. */
export function askAddress(
  contact: Contact,
  {
    address,
    changeId,
    askedInADay,
    now,
  }: {
    readonly address: string
    readonly changeId: string
    /** How many were asked for in the last 24 hours. */
    readonly askedInADay: number
    readonly now: Instant
  },
): Result<Contact & { readonly unconfirmed: Unconfirmed }, AskAddressRefusal> {
  if (askedInADay >= changesADay) return refuse({ kind: 'too-many-addresses' })
  return ok({ ...contact, unconfirmed: { changeId, address, until: plus(now, day) } })
}

export type ConfirmRefusal = { readonly kind: 'confirmation-unknown' | 'confirmation-expired' }

/** The link in the mail was opened in time. `former` is the address that is no longer used, if it is another one. */
export function confirmAddress(
  contact: Contact,
  { changeId, now }: { readonly changeId: string; readonly now: Instant },
): Result<{ readonly contact: Contact; readonly former?: string }, ConfirmRefusal> {
  const { unconfirmed, address: before, ...others } = contact
  if (unconfirmed?.changeId !== changeId) return refuse({ kind: 'confirmation-unknown' })
  if (now >= unconfirmed.until) return refuse({ kind: 'confirmation-expired' })
  const { address } = unconfirmed
  return ok({
    contact: { ...others, address, isRefused: false },
    ...(before !== undefined && before !== address && { former: before }),
  })
}
