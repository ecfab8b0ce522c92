import type { InputOf } from '@sotevarmenne/api/endpoint'
import type { HotlineCallView } from '@sotevarmenne/api/hotline'
import { dateInHelsinki, parseLocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/hotline'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import { settingOn } from '#settings/index.ts'
import type { CallId, CallTaken } from './contract.ts'
import type { Answering, Sealed } from './deps.ts'
import {
  forgottenAt,
  checkCallBack,
  checkIdentity,
  checkReason,
  type Call,
  type CallBackRefusal,
  type CardOfCall,
  type Compared,
  type IdentityRefusal,
  type Personal,
  type ReasonRefusal,
  type ComparedFacts,
} from './domain/call.ts'
import { referenceOf } from './domain/reference.ts'
import { showCall } from './show-call.ts'
import { findCall, insertCall, nextCallNumber } from './store.ts'
import { takeCallProblems } from './problems.ts'

export type TakeCall = InputOf<typeof api.takeCall>

export type TakeCallRefusal =
  | IdentityRefusal
  | CallBackRefusal
  | ReasonRefusal
  | { readonly kind: 'holder-missing' }
  | { readonly kind: 'card-not-of-holder' }
  | { readonly kind: 'card-not-cancellable' }
  | { readonly kind: 'happened-in-the-future' }
  /** The id belongs to a call that another agent took. */
  | { readonly kind: 'call-of-another-agent' }

/**
 * Ends a call: cancels the chosen cards, revokes both certificates of each, and records the caller, in one
 * transaction. Pressed twice, or sent again, it is one call and one revocation (R122). Independent of
 * registers and jobs (R123).
 */
export const takeCall = operation({
  contract: api.takeCall,
  problems: takeCallProblems,
  handle:
    (deps: Answering) =>
    async (permit, requested): Promise<Result<HotlineCallView, TakeCallRefusal>> => {
      const taken = await saveCall(deps, permit, requested)
      if (taken.ok) deps.onCall(taken.value, requested.beganAt)
      return taken
    },
})

const saveCall = (
  deps: Sealed,
  permit: Permit<'hotline.takeCall'>,
  requested: TakeCall,
): Promise<Result<HotlineCallView, TakeCallRefusal>> =>
  deps.db.write(async (tx): Promise<Result<HotlineCallView, TakeCallRefusal>> => {
    const agent = personOf(permit)
    const before = await findCall(deps, tx, requested.callId)
    if (before !== undefined)
      return before.agent === agent
        ? ok(await showCall(deps, tx, before))
        : refuse({ kind: 'call-of-another-agent' })

    const decided = await decide(deps, tx, permit, requested)
    if (!decided.ok) return decided

    const now = deps.clock.now()
    const personal: Personal = {
      ...(requested.callerName !== undefined &&
        requested.callerName !== '' && { callerName: requested.callerName }),
      ...(requested.callBack && { callBack: requested.callBack }),
      ...(requested.note !== undefined && requested.note !== '' && { note: requested.note }),
    }
    const call: Call = {
      ...decided.value,
      callId: requested.callId as CallId,
      reference: referenceOf(await nextCallNumber(tx)),
      agent,
      takenAt: now,
      caller: requested.caller,
      language: requested.language,
      personal,
    }
    await insertCall(deps, tx, call)
    const retention = await settingOn(tx, 'caller-retention', dateInHelsinki(now))
    await deps.planJob(tx, {
      kind: forgettingKind,
      key: call.callId,
      payload: { callId: call.callId },
      dueAt: forgottenAt(now, retention.value),
    })
    const { callId, reference, caller, identity, outcome, happened, followUp, holder } = call
    const taken: CallTaken = {
      type: 'CallTaken',
      ...(holder !== undefined && { about: { personId: holder } }),
      ...{ callId, reference, caller, identity, outcome, followUp },
      settings: { 'caller-retention': retention.version },
      ...(happened && { happened }),
    }
    await deps.record(tx, taken, permit)
    return ok(await showCall(deps, tx, call))
  })

/** Erases the data about the caller when the retention ends. */
export const forgettingKind = 'hotline.forgetCaller'

type Decided = Pick<
  Call,
  'identity' | 'outcome' | 'happened' | 'happenedOn' | 'holder' | 'cards' | 'followUp'
>

async function decide(
  deps: Sealed,
  tx: Tx,
  permit: Permit<'hotline.takeCall'>,
  requested: TakeCall,
): Promise<Result<Decided, TakeCallRefusal>> {
  const { holder, cards } = requested
  if (holder === undefined)
    return cards.length > 0
      ? refuse({ kind: 'holder-missing' })
      : ok({ identity: 'not-requested', outcome: 'holder-not-found', cards: [], followUp: 'none' })
  const person = await deps.people.findPerson(tx, holder)
  if (!person) return refuse({ kind: 'holder-missing' })
  if (cards.length === 0)
    return ok({ identity: 'not-requested', outcome: 'advice', holder, cards: [], followUp: 'none' })

  const happened = checkReason(requested.caller, requested.happened)
  if (!happened.ok) return happened
  const happenedOn =
    requested.happenedOn === undefined ? undefined : parseLocalDate(requested.happenedOn)
  if (happenedOn !== undefined && happenedOn > dateInHelsinki(deps.clock.now()))
    return refuse({ kind: 'happened-in-the-future' })
  const identity = checkIdentity(requested.caller, await compare(deps, tx, holder, requested))
  if (!identity.ok) return identity
  const followUp = checkCallBack(identity.value, requested.callBack)
  if (!followUp.ok) return followUp

  const cancelled: CardOfCall[] = []
  for (const card of cards) {
    const outcome = await cancelOne(deps, tx, permit, { ...card, holder, happened: happened.value })
    if (!outcome.ok) return outcome
    cancelled.push({ ...card, outcome: outcome.value })
  }
  const isAnyCancelled = cancelled.some(({ outcome }) => outcome === 'cancelled-now')
  return ok({
    identity: identity.value,
    outcome: isAnyCancelled ? 'cancelled' : 'cancelled-before',
    happened: happened.value,
    ...(happenedOn !== undefined && { happenedOn }),
    holder,
    cards: cancelled,
    // Cards cancelled earlier are followed up with the earlier call.
    followUp: isAnyCancelled ? followUp.value : 'none',
  })
}

/** Compares the caller's facts about the holder with the service's data: the agent sees neither. */
async function compare(
  { people, cards, spareCards }: Sealed,
  tx: Tx,
  holder: string,
  { callerFacts, cards: chosen }: TakeCall,
): Promise<ComparedFacts> {
  const numbers = new Map<string, string>([
    ...(await cards.cardsForCaller(tx, holder)).map(
      ({ cardId, cardNumber }) => [cardId, cardNumber] as const,
    ),
    ...(await spareCards.spareCardsForCaller(tx, holder)).map(
      ({ spareCardId, cardNumber }) => [spareCardId, cardNumber] as const,
    ),
  ])
  const compared = (said: string | undefined, fits: (said: string) => boolean): Compared => {
    if (said === undefined || said === '') return 'not-given'
    return fits(said) ? 'right' : 'wrong'
  }
  const code = await people.identityCodeOf(tx, holder)
  return {
    identityCode: compared(callerFacts.identityCode, (said) => said.trim().toUpperCase() === code),
    cardNumber: compared(callerFacts.cardNumberEnd, (said) =>
      chosen.some(({ cardId }) => numbers.get(cardId)?.endsWith(said) === true),
    ),
    place: callerFacts.place,
  }
}

async function cancelOne(
  { cards, spareCards }: Sealed,
  tx: Tx,
  permit: Permit<'hotline.takeCall'>,
  {
    kind,
    cardId,
    holder,
    happened,
  }: Pick<CardOfCall, 'kind' | 'cardId'> & {
    readonly holder: string
    readonly happened: NonNullable<Call['happened']>
  },
): Promise<Result<CardOfCall['outcome'], TakeCallRefusal>> {
  if (kind === 'card') {
    const cancelled = await cards.cancelForCaller(tx, permit, { cardId, holder, reason: happened })
    if (cancelled.ok) return cancelled
    return cancelled.refusal.kind === 'card-not-of-holder'
      ? refuse({ kind: 'card-not-of-holder' })
      : refuse({ kind: 'card-not-cancellable' })
  }
  // A spare card replaces a professional card, which is bound to no employment (R4).
  if (happened === 'employment-ended') return refuse({ kind: 'card-not-cancellable' })
  const requested = { spareCardId: cardId, holder, reason: happened }
  const cancelled = await spareCards.cancelForCaller(tx, permit, requested)
  return cancelled.ok ? cancelled : refuse({ kind: 'card-not-of-holder' })
}
