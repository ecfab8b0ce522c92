import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** An address must be confirmed by then, or the message is erased. */
export const confirmBy = (sentAt: Instant): Instant => plus(sentAt, day)

/** From a reply, and from the last message of the writer: as long as an answered case waits for more (R168). */
export const linkUntil = (from: Instant): Instant => plus(from, linkDays * day)

export type ContactLimit =
  /** A mail is on its way to the address already: nobody is sent another before its link is opened. */
  { readonly kind: 'address-unconfirmed' } | { readonly kind: 'too-many-messages' }

/** Whether a message may be sent now, by those of its address and network within a day. */
export function checkLimits({
  ofAddress,
  unconfirmedOfNetwork,
}: {
  readonly ofAddress: { readonly sent: number; readonly unconfirmed: number }
  readonly unconfirmedOfNetwork: number
}): Result<void, ContactLimit> {
  if (ofAddress.unconfirmed > 0) return refuse({ kind: 'address-unconfirmed' })
  return ofAddress.sent >= messagesADay || unconfirmedOfNetwork >= unconfirmedANetwork
    ? refuse({ kind: 'too-many-messages' })
    : ok(undefined)
}

const linkDays = 30
const messagesADay = 5
/** A workplace shares a network. */
const unconfirmedANetwork = 10
