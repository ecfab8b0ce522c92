import { addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BusinessFacts, SigningRight } from '../../../people/registers/contract.ts'
import type { Member } from '../contract.ts'
import { isRenewable, standingOf } from './membership.ts'

type NoGround =
  | { readonly kind: 'organisation-ceased' }
  | { readonly kind: 'mandate-needed'; readonly signing: Exclude<SigningRight, 'alone'> }

export type OpeningRefusal =
  | NoGround
  /** Who has it is not told (R171). */
  | { readonly kind: 'account-exists' }

type Asked = {
  readonly business: Pick<BusinessFacts, 'status'>
  readonly signing: SigningRight
  readonly hasMandate: boolean
}

export type SignatoryGround = 'right-to-sign' | 'mandate'

/**
 * May the first account of an organisation be opened, and on what (R170)? By whoever signs for it alone at once; by anybody else
 * on a mandate, which a handler decides.
 */
export const judgeOpening = (
  asked: Asked & { readonly hasAccount: boolean },
): Result<SignatoryGround, OpeningRefusal> =>
  asked.hasAccount && asked.business.status !== 'ceased'
    ? refuse({ kind: 'account-exists' })
    : groundOf(asked)

export type JoiningRefusal =
  | NoGround
  /** On the same ground: nothing would change. */
  | { readonly kind: 'signatory-already' }

/**
 * May the person come into the account that there is as a signatory, and on what (R274)? As at its opening, whoever is in it: one
 * that has lost its last signatory gets the next one so. A member in another role, or on another ground, becomes one by it, a
 * mandate that ends is given anew, and whoever lost the right becomes one again.
 */
export function judgeJoining(
  asked: Asked & {
    readonly member: Pick<Member, 'role' | 'basis' | 'validTo' | 'rightLostAt'> | undefined
    readonly on: LocalDate
  },
): Result<SignatoryGround, JoiningRefusal> {
  const ground = groundOf(asked)
  if (!ground.ok) return ground
  const { member, on } = asked
  const isSignatory = member?.role === 'signatory' && standingOf(member, on) === 'holds'
  return isSignatory && member.basis === ground.value && !isRenewable(member, on)
    ? refuse({ kind: 'signatory-already' })
    : ground
}

function groundOf({ business, signing, hasMandate }: Asked): Result<SignatoryGround, NoGround> {
  if (business.status === 'ceased') return refuse({ kind: 'organisation-ceased' })
  if (signing === 'alone') return ok('right-to-sign')
  return hasMandate ? ok('mandate') : refuse({ kind: 'mandate-needed', signing })
}

export type LastDayRefusal =
  | { readonly kind: 'last-day-missing' }
  /** Over, or later than a mandate may reach. */
  | { readonly kind: 'last-day-wrong'; readonly latest: LocalDate }

/** The longest that anybody stands on one mandate (R282). */
const mandateYears = 2

/** Until which day a mandate is believed: the one that the handler read in it. */
export function judgeLastDay(
  validTo: LocalDate | undefined,
  on: LocalDate,
): Result<LocalDate, LastDayRefusal> {
  if (validTo === undefined) return refuse({ kind: 'last-day-missing' })
  const latest = addYears(on, mandateYears)
  return validTo < on || validTo > latest ? refuse({ kind: 'last-day-wrong', latest }) : ok(validTo)
}
