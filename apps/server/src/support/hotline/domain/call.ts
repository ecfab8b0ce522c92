import type {
  CallBack,
  CallerIdentity,
  CallerKind,
  CallOutcome,
  FollowUpResult,
  FollowUpState,
  Happening,
} from '@sotevarmenne/api/revocation-line'
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
  readonly language: 'fi' | 'sv' | 'en'
  readonly identity: CallerIdentity
  readonly outcome: CallOutcome
  readonly happened?: Happening
  readonly happenedOn?: LocalDate
  /** Person id. */
  readonly holder?: string
  readonly cards: readonly CardOfCall[]
  readonly followUp: FollowUpState
  /** What was told of the caller, and by the caller; absent once it is erased (R125). */
  readonly personal?: Personal
}

export type CardOfCall = {
  readonly kind: 'card' | 'spare-card'
  readonly cardId: string
  readonly outcome: 'closed-now' | 'closed-before'
}

export type Personal = {
  readonly callerName?: string
  readonly callBack?: CallBack
  readonly note?: string
}

/** What the caller told of the holder, compared with what the service knows. */
export type Told = {
  readonly identityCode: Compared
  readonly cardNumber: Compared
  /** Where the card was ordered or handed over, or the employer on it. */
  readonly place: boolean
}
export type Compared = 'right' | 'wrong' | 'not-told'

export type IdentityRefusal =
  { readonly kind: 'identity-code-differs' } | { readonly kind: 'card-number-differs' }

/**
 * A holder who tells the own identity code and one more thing is certain; anybody else is plausible, and the card is closed
 * all the same: a false revocation is cheaper than misuse (R120, R121). What does not agree is of somebody else's card.
 */
export function judgeIdentity(
  caller: CallerKind,
  told: Told,
): Result<Exclude<CallerIdentity, 'not-asked'>, IdentityRefusal> {
  if (told.identityCode === 'wrong') return refuse({ kind: 'identity-code-differs' })
  if (told.cardNumber === 'wrong') return refuse({ kind: 'card-number-differs' })
  const isOneMoreRight = told.cardNumber === 'right' || told.place
  const isCertain = caller === 'holder' && told.identityCode === 'right' && isOneMoreRight
  return ok(isCertain ? 'certain' : 'plausible')
}

export type CallBackRefusal = { readonly kind: 'call-back-missing' }

/** Whoever is only plausible is called back, or it is written down why not; until the holder was reached it is open (R121). */
export function judgeCallBack(
  identity: CallerIdentity,
  callBack: CallBack | undefined,
): Result<Extract<FollowUpState, 'none' | 'open'>, CallBackRefusal> {
  if (identity !== 'plausible') return ok('none')
  if (callBack === undefined) return refuse({ kind: 'call-back-missing' })
  return ok(callBack.state === 'done' ? 'none' : 'open')
}

export type ReasonRefusal =
  | { readonly kind: 'reason-missing' }
  /** Only an employer says that an employment has ended. */
  | { readonly kind: 'reason-not-of-caller' }

export function judgeReason(
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

/** Where a follow-up stands after this. It is given up only when the holder was tried often enough. */
export function judgeFollowUp(
  followUp: FollowUpState,
  result: FollowUpResult,
  notReachedBefore: number,
): Result<Exclude<FollowUpState, 'none'>, FollowUpRefusal> {
  if (followUp !== 'open') return refuse({ kind: 'nothing-to-follow-up', followUp })
  if (result === 'not-reached') return ok('open')
  if (result === 'given-up' && notReachedBefore < triesBeforeGivenUp)
    return refuse({ kind: 'tried-too-seldom', triesNeeded: triesBeforeGivenUp })
  return ok(result)
}

export const triesBeforeGivenUp = 3

/** When what was told of the caller is erased (R125). */
export const forgottenAt = (takenAt: Instant): Instant => plus(takenAt, 365 * day)
