import type { ReminderMeans, UncollectedState } from '@sotevarmenne/api/uncollected'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Asker, Card, CardIn, ClosingReason } from '#cards/card/contract.ts'

/** What was done about a card that its holder does not fetch. */
export type Uncollected = {
  readonly cardId: string
  /** Where it lies; absent at the office. */
  readonly pointId?: string
  readonly producedAt: Instant
  readonly reminders: number
  readonly lastRemindedAt?: Instant
  readonly lastRemindedBy?: ReminderMeans
} & (
  | { readonly state: Exclude<UncollectedState, 'destroying'> }
  /** Person id of whoever has signed first. */
  | { readonly state: 'destroying'; readonly firstSigned: string }
)

/** A card is fetched in a week, or its holder is reminded; and once a week again. */
export const daysBetweenReminders = 7
/** So long a card waits for its holder, who was reminded meanwhile, before it is closed. */
export const daysToWait = 90

type NotHere =
  | { readonly kind: 'card-not-awaiting-hand-over'; readonly state: Card['state'] }
  | { readonly kind: 'card-at-another-point' }
  | { readonly kind: 'card-sent-home' }

/** Does the card wait for its holder here? */
function waitingHere(card: Card, by: Asker): Result<CardIn<'awaitingHandOver'>, NotHere> {
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

/** The holder is reminded a week after the card was made, and a week after each reminder (R117). */
export function judgeReminder(
  card: Card,
  done: Uncollected | undefined,
  { by, now }: { readonly by: Asker; readonly now: Instant },
): Result<CardIn<'awaitingHandOver'>, ReminderRefusal> {
  const waiting = waitingHere(card, by)
  if (!waiting.ok) return waiting
  const from = plus(done?.lastRemindedAt ?? waiting.value.producedAt, daysBetweenReminders * day)
  return now < from ? refuse({ kind: 'reminder-too-soon', from }) : waiting
}

/** A reminder that reaches nobody is none: without an address that takes mail the registrar telephones or writes (R147). */
export const judgeMeans = (
  means: ReminderMeans,
  canBeMailed: boolean,
): Result<ReminderMeans, ReminderRefusal> =>
  means === 'mail' && !canBeMailed ? refuse({ kind: 'holder-without-address' }) : ok(means)

/** Whether a card that is closed while it waits at its point lies there still, for two to destroy (R146). */
export const liesThereClosed = (
  card: Card,
  reason: ClosingReason,
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

/** A card is given up when it has waited ninety days and its holder was reminded (R118); by nobody for oneself. */
export function judgeEnding(
  card: Card,
  done: Uncollected | undefined,
  { by, now }: { readonly by: Asker; readonly now: Instant },
): Result<CardIn<'awaitingHandOver'>, EndingRefusal> {
  const waiting = waitingHere(card, by)
  if (!waiting.ok) return waiting
  if (by.personId === card.holder) return refuse({ kind: 'card-of-ones-own' })
  const until = plus(waiting.value.producedAt, daysToWait * day)
  if (now < until) return refuse({ kind: 'card-waits-still', until })
  if ((done?.reminders ?? 0) === 0) return refuse({ kind: 'holder-not-reminded' })
  return waiting
}

export type DestructionRefusal =
  | { readonly kind: 'card-not-here' }
  | { readonly kind: 'card-of-ones-own' }
  | { readonly kind: 'destroyed-by-one' }

/** The second of two signs where the card lies: never the first again, and never its holder (R119). */
export function judgeDestruction(
  done: Uncollected,
  holder: string,
  by: Asker,
): Result<'destroying' | 'destroyed', DestructionRefusal> {
  if (done.pointId !== by.pointId) return refuse({ kind: 'card-not-here' })
  if (by.personId === holder) return refuse({ kind: 'card-of-ones-own' })
  if (done.state === 'returned' || done.state === 'closed') return ok('destroying')
  if (done.state !== 'destroying') return refuse({ kind: 'card-not-here' })
  return done.firstSigned === by.personId ? refuse({ kind: 'destroyed-by-one' }) : ok('destroyed')
}

/** What may be done with it now: the rules of the deeds themselves are asked. */
export function mayDo(
  card: Card,
  done: Uncollected | undefined,
  asking: { readonly by: Asker; readonly now: Instant },
): readonly ('remind' | 'return' | 'destroy')[] {
  const isWaiting = done === undefined || done.state === 'waiting'
  if (!isWaiting) return judgeDestruction(done, card.holder, asking.by).ok ? ['destroy'] : []
  return [
    ...(judgeReminder(card, done, asking).ok ? (['remind'] as const) : []),
    ...(judgeEnding(card, done, asking).ok ? (['return', 'destroy'] as const) : []),
  ]
}
