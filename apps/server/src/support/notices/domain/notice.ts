import type { CancellationReason, ReplacementReason } from '@sotevarmenne/api/cards'
import type { InboxKind } from '@sotevarmenne/api/inbox'
import type { RenewalGround } from '@sotevarmenne/api/renewals'
import type { SpareCancellationReason } from '@sotevarmenne/api/spare-cards'
import type { NoticeKind, NoticeState, NoticeTopic } from '@sotevarmenne/api/notices'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CardOfNotice } from '#cards/lifecycle/contract.ts'
import type { Contact } from '#people/contacts/contract.ts'
import type { NoticeId, NoticeNotSent } from '../contract.ts'

/** One message that is sent to one person, once. */
export type Notice = {
  readonly noticeId: NoticeId
  readonly personId: string
  readonly kind: NoticeKind
  readonly facts: NoticeFacts
  readonly at: Instant
  readonly state: NoticeState
  readonly sentAt?: Instant
  /** A notice to this address regardless of the contact data: one to be confirmed, or the former one. */
  readonly fixedAddress?: string
}

/** Content of the mail besides the kind. Never a name, a code or a card number. */
export type NoticeFacts = {
  readonly day?: LocalDate
  /** Why a card, or a spare card, was cancelled. */
  readonly reason?: CancellationReason | SpareCancellationReason
  /** Why a new card is offered. */
  readonly because?: ReplacementReason
  /** Why a card is renewed. */
  readonly ground?: RenewalGround
  /** The order is to be made again with the right data. */
  readonly isDataWrong?: true
  /** What held of the card when it happened. */
  readonly card?: CardOfNotice
  /** Reference of the call by which a card was cancelled. */
  readonly reference?: string
  /** The address change that is to be confirmed. */
  readonly changeId?: string
  /** What waits for an officer: counts only. `day` is that of the oldest. */
  readonly inbox?: {
    readonly kinds: readonly {
      readonly kind: InboxKind
      readonly waiting: number
      readonly overdue: number
    }[]
    /** How many the officer has. */
    readonly mine: number
  }
  /** The card of a notice about a single one, for subscribers to its outcome. */
  readonly cardId?: string
}

export const topicOf: { readonly [Kind in NoticeKind]: NoticeTopic } = {
  'order-placed': 'progress',
  'renewal-decided': 'security',
  'order-cancelled': 'progress',
  'card-produced': 'progress',
  'card-posted': 'progress',
  'card-not-produced': 'progress',
  'letter-sent': 'progress',
  'card-handed-over': 'progress',
  'card-activated': 'security',
  'card-unlocked': 'security',
  'new-code-ordered': 'security',
  'card-cancelled': 'security',
  'card-superseded': 'security',
  'card-unused': 'progress',
  // The card is cancelled if nobody collects it.
  'card-waits': 'security',
  'card-ends': 'reminders',
  'replacement-offered': 'progress',
  'spare-card-handed-over': 'security',
  'spare-card-overdue': 'reminders',
  'spare-card-cancelled': 'security',
  'cancelled-by-caller': 'security',
  // The requester always gets the notice of an answer or a decision.
  'office-wrote': 'security',
  // The person's permissions at work have changed.
  'registrar-appointed': 'security',
  'registrar-ended': 'security',
  'registrar-term-ends': 'reminders',
  'signatory-joined': 'security',
  'power-of-attorney-ends': 'security',
  'inquiry-raised': 'work',
  'inquiry-decided': 'work',
  'blanks-ordered': 'work',
  'blank-order-handled': 'work',
  'mass-revocation-paused': 'work',
  'inbox-waits': 'work',
  'password-set': 'security',
  'password-removed': 'security',
  'password-turned-off': 'security',
  'confirm-address': 'security',
  'address-changed': 'security',
}

export type Way =
  | { readonly to: string }
  | { readonly because: Extract<NoticeState, 'no-address' | 'not-wanted' | 'refused'> }

/**
 * Where a notice goes now: to the confirmed address only, and only if the person wants its topic. An address
 * that accepts no mail is tried again for security notices only (R210).
 */
export function wayOf(notice: Notice, contact: Contact): Way {
  if (notice.fixedAddress !== undefined) return { to: notice.fixedAddress }
  const topic = topicOf[notice.kind]
  if (!isSwitchedOn(notice.kind) && !wants(contact, topic)) return { because: 'not-wanted' }
  if (contact.address === undefined) return { because: 'no-address' }
  return contact.isRefused && topic !== 'security'
    ? { because: 'refused' }
    : { to: contact.address }
}

/** The event for a notice that reached nobody. */
export const notSent = (notice: Notice, because: NoticeNotSent['because']): NoticeNotSent => ({
  ...{ type: 'NoticeNotSent', ...withCause(notice), because },
})

/** What the events of a notice say of it. */
export const withCause = ({ noticeId, personId, kind, at, facts: { cardId } }: Notice) => ({
  about: { personId, ...(cardId !== undefined && { cardId }) },
  ...{ noticeId, kind, plannedAt: formatInstant(at) },
})

/**
 * Whether Suomi.fi Messages takes the notice when no e-mail reaches the person: those about security and the
 * person's matters, which must arrive. Never one about an address.
 */
export const mustArrive = ({
  kind,
  fixedAddress,
}: Pick<Notice, 'kind' | 'fixedAddress'>): boolean =>
  fixedAddress === undefined && topicOf[kind] === 'security' && !hasOwnAddress(kind)

/** Whether notices of the kind have a fixed address: one to be confirmed, or the former one. */
export const hasOwnAddress = (kind: NoticeKind): boolean =>
  kind === 'confirm-address' || kind === 'address-changed'

/** Planned only for those who switched it on, whatever else they want. */
const isSwitchedOn = (kind: NoticeKind): boolean => kind === 'inbox-waits'

const wants = ({ wants: wanted }: Contact, topic: NoticeTopic): boolean =>
  topic === 'security' || wanted[topic]
