import type { NoticeKind, NoticeState, NoticeTopic } from '@sotevarmenne/api/notices'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { SpareClosingReason } from '../../../cards/spare-cards/contract.ts'
import type { ClosingReason } from '#cards/card/contract.ts'
import type { ReplacementReason } from '#cards/lifecycle/contract.ts'
import type { Contact } from '#people/contacts/contract.ts'
import type { NoticeId, NoticeNotSent } from '../contract.ts'

/** Something that one person is told once. */
export type Notice = {
  readonly noticeId: NoticeId
  readonly personId: string
  readonly kind: NoticeKind
  readonly facts: NoticeFacts
  readonly at: Instant
  readonly state: NoticeState
  readonly sentAt?: Instant
  /** Of a notice that goes to this address whatever the contact says now: one to be confirmed, or the former one. */
  readonly fixedAddress?: string
}

/** What the words need beside the kind. Never a name, a code or a number of a card. */
export type NoticeFacts = {
  readonly day?: LocalDate
  /** Why a card, or a spare card, was closed. */
  readonly reason?: ClosingReason | SpareClosingReason
  /** Why a new card is offered. */
  readonly because?: ReplacementReason
  /** Of the call on whose word a card was closed. */
  readonly reference?: string
  /** The change of address that is to be confirmed. */
  readonly changeId?: string
  /** Of one that tells of a single card, for whoever hears what became of it. */
  readonly cardId?: string
}

export const topicOf: { readonly [Kind in NoticeKind]: NoticeTopic } = {
  'order-placed': 'progress',
  'renewal-decided': 'security',
  'order-cancelled': 'progress',
  'card-made': 'progress',
  'card-posted': 'progress',
  'card-not-made': 'progress',
  'letter-sent': 'progress',
  'card-handed-over': 'progress',
  'card-activated': 'security',
  'card-unlocked': 'security',
  'new-code-ordered': 'security',
  'card-closed': 'security',
  'card-superseded': 'security',
  'card-unused': 'progress',
  // It is closed if nobody comes.
  'card-waits': 'security',
  'card-ends': 'reminders',
  'replacement-offered': 'progress',
  'spare-card-handed-over': 'security',
  'spare-card-overdue': 'reminders',
  'spare-card-closed': 'security',
  'closed-by-caller': 'security',
  // Whoever asked is told of the answer, and of a decision, always.
  'office-wrote': 'security',
  // What one may do at work has changed.
  'registrar-appointed': 'security',
  'registrar-ended': 'security',
  'registrar-term-ends': 'reminders',
  'signatory-joined': 'security',
  'mandate-ends': 'security',
  'inquiry-raised': 'work',
  'inquiry-decided': 'work',
  'mass-held': 'work',
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
 * Where a notice goes now: to the confirmed address only, and only if the person wants its topic. An address that takes no
 * mail is tried again with what concerns security alone (R210).
 */
export function wayOf(notice: Notice, contact: Contact): Way {
  if (notice.fixedAddress !== undefined) return { to: notice.fixedAddress }
  const topic = topicOf[notice.kind]
  if (!wants(contact, topic)) return { because: 'not-wanted' }
  if (contact.address === undefined) return { because: 'no-address' }
  return contact.isRefused && topic !== 'security'
    ? { because: 'refused' }
    : { to: contact.address }
}

/** What is told of one that reached nobody. */
export const notSent = (
  { noticeId, personId, kind, at, facts: { cardId } }: Notice,
  because: NoticeNotSent['because'],
): NoticeNotSent => ({
  type: 'NoticeNotSent',
  about: { personId, ...(cardId !== undefined && { cardId }) },
  ...{ noticeId, kind, because },
  plannedAt: formatInstant(at),
})

/** Whether notices of the kind go to an address of their own: one to be confirmed, or the former one. */
export const hasOwnAddress = (kind: NoticeKind): boolean =>
  kind === 'confirm-address' || kind === 'address-changed'

const wants = ({ wants: wanted }: Contact, topic: NoticeTopic): boolean =>
  topic === 'security' || wanted[topic]
