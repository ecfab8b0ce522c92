import type { CancellationReason } from '@sotevarmenne/api/cards'
import type {
  RemindedBy,
  ReminderMeans,
  UncollectedState,
  UncollectedCardView,
} from '@sotevarmenne/api/uncollected'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Requester, Card, CardIn } from '#cards/card/contract.ts'

/** What was done about an uncollected card. */
export type Uncollected = {
  readonly cardId: string
  /** Where it is; absent for the office. */
  readonly pointId?: string
  readonly producedAt: Instant
  readonly reminders: number
  readonly lastRemindedAt?: Instant
  readonly lastRemindedBy?: RemindedBy
} & (
  | { readonly state: Exclude<UncollectedState, 'destroying'> }
  /** Person id of the first signer. */
  | { readonly state: 'destroying'; readonly firstSigned: string }
)

/** By the settings of the day. */
export type UncollectedTimes = {
  /** From the production of a card that was not collected to the first reminder, and between two of them. */
  readonly reminderDays: number
  /** How long a card waits for its holder, who was reminded meanwhile, before it is cancelled. */
  readonly waitDays: number
}

type Requesting = {
  readonly by: Requester
  readonly now: Instant
  readonly times: UncollectedTimes
}

type NotHere =
  | { readonly kind: 'card-not-awaiting-hand-over'; readonly state: Card['state'] }
  | { readonly kind: 'card-at-another-point' }
  | { readonly kind: 'card-sent-home' }

/** Whether the card waits for its holder at this point. */
function waitingHere(card: Card, by: Requester): Result<CardIn<'awaitingHandOver'>, NotHere> {
  if (card.state !== 'awaitingHandOver')
    return refuse({ kind: 'card-not-awaiting-hand-over', state: card.state })
  if (card.isSentHome) return refuse({ kind: 'card-sent-home' })
  if (by.pointId !== card.pointId) return refuse({ kind: 'card-at-another-point' })
  return ok(card)
}

export type ReminderRefusal =
  | NotHere
  | { readonly kind: 'reminder-too-soon'; readonly from: Instant }
  | { readonly kind: 'holder-without-address' }

/** The reminder is due so many days after production, and after each reminder (R117). */
export function checkReminder(
  card: Card,
  done: Uncollected | undefined,
  { by, now, times }: Requesting,
): Result<CardIn<'awaitingHandOver'>, ReminderRefusal> {
  const waiting = waitingHere(card, by)
  if (!waiting.ok) return waiting
  const from = plus(done?.lastRemindedAt ?? waiting.value.producedAt, times.reminderDays * day)
  return now < from ? refuse({ kind: 'reminder-too-soon', from }) : waiting
}

/**
 * An undelivered reminder does not count: without a working mail address the registrar calls or writes
 * (R147).
 */
export const checkMeans = (
  means: ReminderMeans,
  canBeMailed: boolean,
): Result<ReminderMeans, ReminderRefusal> =>
  means === 'mail' && !canBeMailed ? refuse({ kind: 'holder-without-address' }) : ok(means)

/**
 * Whether a card cancelled while waiting is still at its point, to be destroyed under dual control (R146).
 */
export const liesThereCancelled = (
  card: Card,
  reason: CancellationReason,
): card is CardIn<'awaitingHandOver'> =>
  card.state === 'awaitingHandOver' &&
  card.isSentHome !== true &&
  reason !== 'lost' &&
  reason !== 'stolen'

export type EndingRefusal =
  | NotHere
  | { readonly kind: 'card-of-ones-own' }
  | { readonly kind: 'holder-not-reminded' }
  | { readonly kind: 'card-waits-still'; readonly until: Instant }

/** A card is returned after its collection time if its holder was reminded (R118); never by its holder. */
export function checkEnding(
  card: Card,
  done: Uncollected | undefined,
  { by, now, times }: Requesting,
): Result<CardIn<'awaitingHandOver'>, EndingRefusal> {
  const waiting = waitingHere(card, by)
  if (!waiting.ok) return waiting
  if (by.personId === card.holder) return refuse({ kind: 'card-of-ones-own' })
  const until = plus(waiting.value.producedAt, times.waitDays * day)
  if (now < until) return refuse({ kind: 'card-waits-still', until })
  if ((done?.reminders ?? 0) === 0) return refuse({ kind: 'holder-not-reminded' })
  return waiting
}

export type DestructionRefusal =
  { readonly kind: 'card-not-here' } | { readonly kind: 'card-of-ones-own' } | SecondPersonRequired

/**
 * Dual control: the second of two signatures where the card is, never by the first signer, and never by its
 * holder (R119).
 */
export function checkDestruction(
  done: Uncollected,
  holder: string,
  by: Requester,
): Result<'destroying' | 'destroyed', DestructionRefusal> {
  if (done.pointId !== by.pointId) return refuse({ kind: 'card-not-here' })
  if (by.personId === holder) return refuse({ kind: 'card-of-ones-own' })
  if (done.state === 'returned' || done.state === 'cancelled') return ok('destroying')
  if (done.state !== 'destroying') return refuse({ kind: 'card-not-here' })
  const second = checkDualControl(by.personId, [done.firstSigned])
  return second.ok ? ok('destroyed') : second
}

/** What may be done with it now, evaluated with the rules of the operations themselves. */
export function mayDo(
  card: Card,
  done: Uncollected | undefined,
  requesting: Requesting,
): UncollectedCardView['may'] {
  const isWaiting = done === undefined || done.state === 'waiting'
  if (!isWaiting) return checkDestruction(done, card.holder, requesting.by).ok ? ['destroy'] : []
  const mayEnd = checkEnding(card, done, requesting).ok
  const remind = checkReminder(card, done, requesting).ok
  return allowed({ remind, return: mayEnd, destroy: mayEnd })
}
