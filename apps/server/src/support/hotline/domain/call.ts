import type {
  CallBack,
  CallerIdentity,
  CallerKind,
  CallOutcome,
  FollowUpResult,
  FollowUpState,
  Happening,
  HotlineCardView,
} from '@sotevarmenne/api/hotline'
import type { Language } from '@sotevarmenne/api/values'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CallId, CallReference } from '../contract.ts'

/** One call, ended. */
export type Call = {
  readonly callId: CallId
  readonly reference: CallReference
  /** Person id. */
  readonly agent: string
  readonly takenAt: Instant
  readonly caller: CallerKind
  readonly language: Language
  readonly identity: CallerIdentity
  readonly outcome: CallOutcome
  readonly happened?: Happening
  readonly happenedOn?: LocalDate
  /** Person id. */
  readonly holder?: string
  readonly cards: readonly CardOfCall[]
  readonly followUp: FollowUpState
  /** Data about the caller, and given by the caller; absent once erased (R125). */
  readonly personal?: Personal
}

export type CardOfCall = {
  readonly kind: HotlineCardView['kind']
  readonly cardId: string
  readonly outcome: 'cancelled-now' | 'cancelled-before'
}

export type Personal = {
  readonly callerName?: string
  readonly callBack?: CallBack
  readonly note?: string
}

/** The caller's facts about the holder, compared with the service's data. */
export type ComparedFacts = {
  readonly identityCode: Compared
  readonly cardNumber: Compared
  /** The place of the order or hand-over, or the employer on the card. */
  readonly place: boolean
}
export type Compared = 'right' | 'wrong' | 'not-given'

export type IdentityRefusal =
  { readonly kind: 'identity-code-differs' } | { readonly kind: 'card-number-differs' }

/**
 * A holder who tells their own identity code and one more fact is certain; anybody else is plausible, and the
 * card is cancelled all the same: a false revocation costs less than misuse (R120, R121). A fact that does
 * not match means another person's card.
 */
export function checkIdentity(
  caller: CallerKind,
  facts: ComparedFacts,
): Result<Exclude<CallerIdentity, 'not-requested'>, IdentityRefusal> {
  if (facts.identityCode === 'wrong') return refuse({ kind: 'identity-code-differs' })
  if (facts.cardNumber === 'wrong') return refuse({ kind: 'card-number-differs' })
  const isOneMoreRight = facts.cardNumber === 'right' || facts.place
  const isCertain = caller === 'holder' && facts.identityCode === 'right' && isOneMoreRight
  return ok(isCertain ? 'certain' : 'plausible')
}

export type CallBackRefusal = { readonly kind: 'call-back-missing' }

/**
 * A plausible caller is called back, or the reason why not is recorded; it is open until the holder was
 * reached (R121).
 */
export function checkCallBack(
  identity: CallerIdentity,
  callBack: CallBack | undefined,
): Result<Extract<FollowUpState, 'none' | 'open'>, CallBackRefusal> {
  if (identity !== 'plausible') return ok('none')
  if (callBack === undefined) return refuse({ kind: 'call-back-missing' })
  return ok(callBack.state === 'done' ? 'none' : 'open')
}

export type ReasonRefusal =
  | { readonly kind: 'reason-missing' }
  /** Only an employer can report that an employment has ended. */
  | { readonly kind: 'reason-not-of-caller' }

export function checkReason(
  caller: CallerKind,
  happened: Happening | undefined,
): Result<Happening, ReasonRefusal> {
  if (happened === undefined) return refuse({ kind: 'reason-missing' })
  if (happened === 'employment-ended' && caller !== 'employer')
    return refuse({ kind: 'reason-not-of-caller' })
  return ok(happened)
}

export type FollowUpRefusal =
  | { readonly kind: 'nothing-to-follow-up'; readonly followUp: FollowUpState }
  | { readonly kind: 'tried-too-seldom'; readonly triesNeeded: number }

/** State of a follow-up after this. It is abandoned only after enough tries to reach the holder. */
export function checkFollowUp(
  followUp: FollowUpState,
  result: FollowUpResult,
  notReachedBefore: number,
): Result<Exclude<FollowUpState, 'none'>, FollowUpRefusal> {
  if (followUp !== 'open') return refuse({ kind: 'nothing-to-follow-up', followUp })
  if (result === 'not-reached') return ok('open')
  if (result === 'abandoned' && notReachedBefore < triesBeforeAbandoned)
    return refuse({ kind: 'tried-too-seldom', triesNeeded: triesBeforeAbandoned })
  return ok(result)
}

export const triesBeforeAbandoned = 3

/** When the data about the caller are erased (R125). */
export const forgottenAt = (takenAt: Instant, retentionDays: number): Instant =>
  plus(takenAt, retentionDays * day)
