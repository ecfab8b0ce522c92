import type { NoticeKind } from '@sotevarmenne/api/notices'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type {
  PasswordRemoved,
  PasswordSet,
  PasswordTurnedOff,
} from '../../../identity/authentication/contract.ts'
import type { CallTaken } from '../../hotline/contract.ts'
import type { OrderCancelled, OrderPlaced, RenewalDecided } from '../../../cards/orders/contract.ts'
import type {
  SpareCardClosed,
  SpareCardHandedOver,
  SpareCardOverdue,
} from '../../../cards/spare-cards/contract.ts'
import type { RegistrarTermEnding } from '../../../organisations/registrars/contract.ts'
import type {
  RegistrarAppointed,
  RegistrarAppointmentEnded,
} from '../../../points/points/contract.ts'
import type { ThreadStepTaken } from '../../cases/contract.ts'
import type { ActivationLetterReplaced, ActivationLetterSent } from '#cards/letters/contract.ts'
import type {
  CardActivated,
  CardFirstUsed,
  CardHandedOver,
  CardUnlocked,
  ReplacementOffered,
  UncollectedCardReminded,
  UnusedCardAsked,
} from '#cards/lifecycle/contract.ts'
import type { CardClosed, ClosingReason } from '#cards/card/contract.ts'
import type { CardProduced, CardProductionFailed } from '#cards/production/contract.ts'
import type { NoticeFacts } from './notice.ts'

/** Every event that a holder is told of. */
type Told =
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
  | CardClosed
  | UnusedCardAsked
  | UncollectedCardReminded
  | ReplacementOffered
  | SpareCardHandedOver
  | SpareCardOverdue
  | SpareCardClosed
  | CallTaken
  | ThreadStepTaken
  | RegistrarAppointed
  | RegistrarAppointmentEnded
  | RegistrarTermEnding
  | PasswordSet
  | PasswordRemoved
  | PasswordTurnedOff

export type Telling = { readonly kind: NoticeKind; readonly facts: NoticeFacts }

type WhatToTell = {
  readonly [Type in Told['type']]: (event: Extract<Told, { type: Type }>) => Telling | undefined
}

/** Which event tells what. Nothing where another notice says it already. */
const whatToTell: WhatToTell = {
  OrderPlaced: () => just('order-placed'),
  RenewalDecided: () => just('renewal-decided'),
  OrderCancelled: () => just('order-cancelled'),
  CardProduced: ({ isSentHome }) => just(isSentHome ? 'card-posted' : 'card-made'),
  CardProductionFailed: ({ isFinal }) => (isFinal ? just('card-not-made') : undefined),
  ActivationLetterSent: () => just('letter-sent'),
  ActivationLetterReplaced: () => just('new-code-ordered'),
  // One that was sent home is in hand because it was activated or used, and that is told.
  CardHandedOver: ({ documentType }) =>
    documentType === 'sent-home' ? undefined : just('card-handed-over'),
  CardActivated: () => just('card-activated'),
  CardFirstUsed: () => just('card-activated'),
  CardUnlocked: () => just('card-unlocked'),
  CardClosed: ({ reason }) => {
    if (reason === 'replaced') return just('card-superseded')
    return saidElsewhere.has(reason) ? undefined : { kind: 'card-closed', facts: { reason } }
  },
  UnusedCardAsked: () => just('card-unused'),
  // A telephone call or a letter has told it already.
  UncollectedCardReminded: ({ means, about: { cardId } }) =>
    means === 'mail' ? { kind: 'card-waits', facts: { cardId } } : undefined,
  ReplacementOffered: ({ because }) => ({ kind: 'replacement-offered', facts: { because } }),
  SpareCardHandedOver: ({ returnBy }) => onDay('spare-card-handed-over', returnBy),
  SpareCardOverdue: ({ returnBy }) => onDay('spare-card-overdue', returnBy),
  SpareCardClosed: ({ reason }) =>
    reason === 'holder-died' ? undefined : { kind: 'spare-card-closed', facts: { reason } },
  CallTaken: ({ outcome, reference }) =>
    outcome === 'closed' ? { kind: 'closed-by-caller', facts: { reference } } : undefined,
  PasswordSet: () => just('password-set'),
  PasswordRemoved: ({ because }) =>
    because === 'holder-died' ? undefined : just('password-removed'),
  PasswordTurnedOff: () => just('password-turned-off'),
  RegistrarAppointed: () => just('registrar-appointed'),
  RegistrarAppointmentEnded: ({ because }) =>
    because === 'renewed' || because === 'holder-died' ? undefined : just('registrar-ended'),
  RegistrarTermEnding: ({ lastDay }) => onDay('registrar-term-ends', lastDay),
  ThreadStepTaken: ({ by }) => (by === 'office' ? just('office-wrote') : undefined),
}

/** The types of the events that are listened for. */
export const toldOf = Object.keys(whatToTell) as readonly Told['type'][]

/** What the person is told of the event, if anything. */
export const tellingOf = (event: { readonly type: string }): Telling | undefined => {
  const telling = whatToTell[event.type as Told['type']] as
    ((event: unknown) => Telling | undefined) | undefined
  return telling?.(event)
}

/** Or to nobody: of a card whose holder has died. */
const saidElsewhere: ReadonlySet<ClosingReason> = new Set([
  'order-cancelled',
  'production-failed',
  'holder-died',
])

const just = (kind: NoticeKind): Telling => ({ kind, facts: {} })

const onDay = (kind: NoticeKind, day: LocalDate): Telling => ({ kind, facts: { day } })
