import type { InputOf } from '@sotevarmenne/api/endpoint'
import type { LineCall, takeCall as contract } from '@sotevarmenne/api/revocation-line'
import { dateInHelsinki, parseLocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { CallId, CallTaken } from './contract.ts'
import type { Sealed } from './deps.ts'
import {
  forgottenAt,
  judgeCallBack,
  judgeIdentity,
  judgeReason,
  type Call,
  type CallBackRefusal,
  type CardOfCall,
  type Compared,
  type IdentityRefusal,
  type Personal,
  type ReasonRefusal,
  type Told,
} from './domain/call.ts'
import { referenceOf } from './domain/reference.ts'
import { showCall } from './show-call.ts'
import { findCall, insertCall, nextCallNumber } from './store.ts'

export type TakeCall = InputOf<typeof contract>

export type TakeCallRefusal =
  | IdentityRefusal
  | CallBackRefusal
  | ReasonRefusal
  | { readonly kind: 'holder-missing' }
  | { readonly kind: 'card-not-of-holder' }
  | { readonly kind: 'card-not-closable' }
  | { readonly kind: 'happened-in-the-future' }
  /** The id is of a call that another agent took. */
  | { readonly kind: 'call-of-another-agent' }

/**
 * Ends a call: closes the cards that were chosen, both certificates of each, and writes down who called, in one transaction.
 * Pressed twice, or sent again, it is one call and one revocation (R122). Nothing here asks a register or waits for jobs (R123).
 */
export const takeCall =
  (deps: Sealed) =>
  (
    permit: Permit<'revocationLine.takeCall'>,
    asked: TakeCall,
  ): Promise<Result<LineCall, TakeCallRefusal>> =>
    deps.db.write(async (tx): Promise<Result<LineCall, TakeCallRefusal>> => {
      const agent = personOf(permit)
      const before = await findCall(deps, tx, asked.callId)
      if (before !== undefined)
        return before.agent === agent
          ? ok(await showCall(deps, tx, before))
          : refuse({ kind: 'call-of-another-agent' })

      const decided = await decide(deps, tx, permit, asked)
      if (!decided.ok) return decided

      const now = deps.clock.now()
      const personal: Personal = {
        ...(asked.callerName !== undefined &&
          asked.callerName !== '' && { callerName: asked.callerName }),
        ...(asked.callBack && { callBack: asked.callBack }),
        ...(asked.note !== undefined && asked.note !== '' && { note: asked.note }),
      }
      const call: Call = {
        ...decided.value,
        callId: asked.callId as CallId,
        reference: referenceOf(await nextCallNumber(tx)),
        agent,
        takenAt: now,
        caller: asked.caller,
        language: asked.language,
        personal,
      }
      await insertCall(deps, tx, call)
      await deps.planJob(tx, {
        kind: forgettingKind,
        key: call.callId,
        payload: { callId: call.callId },
        dueAt: forgottenAt(now),
      })
      const { callId, reference, caller, identity, outcome, happened, followUp, holder } = call
      const taken: CallTaken = {
        type: 'CallTaken',
        ...(holder !== undefined && { about: { personId: holder } }),
        ...{ callId, reference, caller, identity, outcome, followUp },
        ...(happened && { happened }),
      }
      await deps.record(tx, taken, permit)
      return ok(await showCall(deps, tx, call))
    })

/** Erases what was told of the caller, at its time. */
export const forgettingKind = 'revocationLine.forgetCaller'

type Decided = Pick<
  Call,
  'identity' | 'outcome' | 'happened' | 'happenedOn' | 'holder' | 'cards' | 'followUp'
>

async function decide(
  deps: Sealed,
  tx: Tx,
  permit: Permit,
  asked: TakeCall,
): Promise<Result<Decided, TakeCallRefusal>> {
  const { holder, cards } = asked
  if (holder === undefined)
    return cards.length > 0
      ? refuse({ kind: 'holder-missing' })
      : ok({ identity: 'not-asked', outcome: 'holder-not-found', cards: [], followUp: 'none' })
  const person = await deps.people.findPerson(tx, holder)
  if (!person) return refuse({ kind: 'holder-missing' })
  if (cards.length === 0)
    return ok({ identity: 'not-asked', outcome: 'advice', holder, cards: [], followUp: 'none' })

  const happened = judgeReason(asked.caller, asked.happened)
  if (!happened.ok) return happened
  const happenedOn = asked.happenedOn === undefined ? undefined : parseLocalDate(asked.happenedOn)
  if (happenedOn !== undefined && happenedOn > dateInHelsinki(deps.clock.now()))
    return refuse({ kind: 'happened-in-the-future' })
  const identity = judgeIdentity(asked.caller, await compare(deps, tx, holder, asked))
  if (!identity.ok) return identity
  const followUp = judgeCallBack(identity.value, asked.callBack)
  if (!followUp.ok) return followUp

  const closed: CardOfCall[] = []
  for (const card of cards) {
    const outcome = await closeOne(deps, tx, permit, { ...card, holder, happened: happened.value })
    if (!outcome.ok) return outcome
    closed.push({ ...card, outcome: outcome.value })
  }
  const isAnyClosed = closed.some(({ outcome }) => outcome === 'closed-now')
  return ok({
    identity: identity.value,
    outcome: isAnyClosed ? 'closed' : 'closed-before',
    happened: happened.value,
    ...(happenedOn !== undefined && { happenedOn }),
    holder,
    cards: closed,
    // What was closed before is followed up where it was closed.
    followUp: isAnyClosed ? followUp.value : 'none',
  })
}

/** What the caller told of the holder, against what the service knows: the agent is shown neither. */
async function compare(
  { people, cards, spareCards }: Sealed,
  tx: Tx,
  holder: string,
  { told, cards: chosen }: TakeCall,
): Promise<Told> {
  const numbers = new Map<string, string>([
    ...(await cards.cardsForCaller(tx, holder)).map(
      ({ cardId, cardNumber }) => [cardId, cardNumber] as const,
    ),
    ...(await spareCards.spareCardsForCaller(tx, holder)).map(
      ({ spareCardId, cardNumber }) => [spareCardId, cardNumber] as const,
    ),
  ])
  const compared = (said: string | undefined, fits: (said: string) => boolean): Compared => {
    if (said === undefined || said === '') return 'not-told'
    return fits(said) ? 'right' : 'wrong'
  }
  const code = await people.identityCodeOf(tx, holder)
  return {
    identityCode: compared(told.identityCode, (said) => said.trim().toUpperCase() === code),
    cardNumber: compared(told.cardNumberEnd, (said) =>
      chosen.some(({ cardId }) => numbers.get(cardId)?.endsWith(said) === true),
    ),
    place: told.place,
  }
}

async function closeOne(
  { cards, spareCards }: Sealed,
  tx: Tx,
  permit: Permit,
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
    const closed = await cards.closeForCaller(tx, permit, { cardId, holder, reason: happened })
    if (closed.ok) return closed
    return closed.refusal.kind === 'card-not-of-holder'
      ? refuse({ kind: 'card-not-of-holder' })
      : refuse({ kind: 'card-not-closable' })
  }
  // A spare card stands in for a professional card, which is bound to no employment (R4).
  if (happened === 'employment-ended') return refuse({ kind: 'card-not-closable' })
  const asked = { spareCardId: cardId, holder, reason: happened }
  const closed = await spareCards.closeForCaller(tx, permit, asked)
  return closed.ok ? closed : refuse({ kind: 'card-not-of-holder' })
}
