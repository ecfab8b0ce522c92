import type { CancellationReason } from '@sotevarmenne/api/cards'
import type { NoticeKind } from '@sotevarmenne/api/notices'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type {
  PasswordRemoved,
  PasswordSet,
  PasswordTurnedOff,
} from '../../../identity/passwords/contract.ts'
import type { CallTaken } from '../../hotline/contract.ts'
import type { OrderCancelled, OrderPlaced } from '../../../cards/orders/contract.ts'
import type { RenewalDecided } from '../../../cards/renewals/contract.ts'
import type {
  SpareCardCancelled,
  SpareCardHandedOver,
  SpareCardOverdue,
} from '../../../cards/spare-cards/contract.ts'
import type { RegistrarTermEnding } from '../../../organisations/registrars/contract.ts'
import type { RegistrarAppointed, RegistrarRoleEnded } from '../../../points/points/contract.ts'
import type { CaseStepTaken } from '../../cases/contract.ts'
import type { ActivationLetterReplaced, ActivationLetterSent } from '#cards/letters/contract.ts'
import type {
  CardActivated,
  CardFirstUsed,
  CardHandedOver,
  CardUnlocked,
  ReplacementOffered,
  UncollectedCardReminded,
  UnusedCardReminded,
} from '#cards/lifecycle/contract.ts'
import type { CardCancelled } from '#cards/card/contract.ts'
import type { CardProduced, CardProductionFailed } from '#cards/production/contract.ts'
import type { NoticeFacts } from './notice.ts'

/** Every event with a notice to a holder. */
type Notified =
  | OrderPlaced
  | RenewalDecided
  | OrderCancelled
  | CardProduced
  | CardProductionFailed
  | ActivationLetterSent
  | ActivationLetterReplaced
  | CardHandedOver
  | CardActivated
  | CardFirstUsed
  | CardUnlocked
  | CardCancelled
  | UnusedCardReminded
  | UncollectedCardReminded
  | ReplacementOffered
  | SpareCardHandedOver
  | SpareCardOverdue
  | SpareCardCancelled
  | CallTaken
  | CaseStepTaken
  | RegistrarAppointed
  | RegistrarRoleEnded
  | RegistrarTermEnding
  | PasswordSet
  | PasswordRemoved
  | PasswordTurnedOff

export type Notifying = { readonly kind: NoticeKind; readonly facts: NoticeFacts }

type WhatToNotify = {
  readonly [Type in Notified['type']]: (
    event: Extract<Notified, { type: Type }>,
  ) => Notifying | undefined
}

/** The notice of each event. None where another notice covers it already. */
const whatToNotify: WhatToNotify = {
  OrderPlaced: () => just('order-placed'),
  RenewalDecided: ({ ground }) => ({ kind: 'renewal-decided', facts: { ground } }),
  // The person was at the desk when a draft was cancelled: only a signed order has a card.
  OrderCancelled: ({ about: { cardId }, because }) =>
    cardId === undefined
      ? undefined
      : { kind: 'order-cancelled', facts: because === 'data-wrong' ? { isDataWrong: true } : {} },
  CardProduced: ({ isSentHome }) => just(isSentHome ? 'card-posted' : 'card-produced'),
  CardProductionFailed: ({ isFinal }) => (isFinal ? just('card-not-produced') : undefined),
  ActivationLetterSent: () => just('letter-sent'),
  ActivationLetterReplaced: () => just('new-code-ordered'),
  // A card sent home has been received once it is activated or used, and that has its own notice.
  CardHandedOver: ({ documentType }) =>
    documentType === 'sent-home' ? undefined : just('card-handed-over'),
  CardActivated: () => just('card-activated'),
  CardFirstUsed: () => just('card-activated'),
  CardUnlocked: () => just('card-unlocked'),
  CardCancelled: ({ reason }) => {
    if (reason === 'replaced') return just('card-superseded')
    return saidElsewhere.has(reason) ? undefined : { kind: 'card-cancelled', facts: { reason } }
  },
  UnusedCardReminded: () => just('card-unused'),
  // Already done by telephone or letter.
  UncollectedCardReminded: ({ means, about: { cardId } }) =>
    means === 'mail' ? { kind: 'card-waits', facts: { cardId } } : undefined,
  ReplacementOffered: ({ because }) => ({ kind: 'replacement-offered', facts: { because } }),
  SpareCardHandedOver: ({ returnBy }) => onDay('spare-card-handed-over', returnBy),
  SpareCardOverdue: ({ returnBy }) => onDay('spare-card-overdue', returnBy),
  SpareCardCancelled: ({ reason }) =>
    reason === 'holder-died' ? undefined : { kind: 'spare-card-cancelled', facts: { reason } },
  CallTaken: ({ outcome, reference }) =>
    outcome === 'cancelled' ? { kind: 'cancelled-by-caller', facts: { reference } } : undefined,
  PasswordSet: () => just('password-set'),
  PasswordRemoved: ({ because }) =>
    because === 'holder-died' ? undefined : just('password-removed'),
  PasswordTurnedOff: () => just('password-turned-off'),
  RegistrarAppointed: () => just('registrar-appointed'),
  RegistrarRoleEnded: ({ because }) =>
    because === 'renewed' || because === 'holder-died' ? undefined : just('registrar-ended'),
  RegistrarTermEnding: ({ lastDay }) => onDay('registrar-term-ends', lastDay),
  // The writer of a contact message gets a mail at the address of the message.
  CaseStepTaken: ({ by, kind }) =>
    by === 'office' && kind !== 'contact-message' ? just('office-wrote') : undefined,
}

/** Event types to subscribe to. */
export const notifiedOf = Object.keys(whatToNotify) as readonly Notified['type'][]

/** The notice to the person for the event, if any. */
export const notifyingOf = (event: { readonly type: string }): Notifying | undefined => {
  const notifying = whatToNotify[event.type as Notified['type']] as
    ((event: unknown) => Notifying | undefined) | undefined
  return notifying?.(event)
}

/** Covered by another notice, or without a recipient: the holder has died. */
const saidElsewhere: ReadonlySet<CancellationReason> = new Set([
  'order-cancelled',
  'production-failed',
  'holder-died',
])

const just = (kind: NoticeKind): Notifying => ({ kind, facts: {} })

const onDay = (kind: NoticeKind, day: LocalDate): Notifying => ({ kind, facts: { day } })
