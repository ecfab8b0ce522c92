import type { SigningRight } from '@sotevarmenne/api/accounts'
import { addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BusinessFacts } from '../../../people/registers/contract.ts'
import type { Member } from '../contract.ts'
import { isRenewable, standingOf } from './membership.ts'

type NoGround =
  | { readonly kind: 'organisation-ceased' }
  | { readonly kind: 'power-of-attorney-needed'; readonly signing: Exclude<SigningRight, 'alone'> }

export type OpeningRefusal =
  | NoGround
  /** Its members are not revealed (R171). */
  | { readonly kind: 'account-exists' }

type Requested = {
  readonly business: Pick<BusinessFacts, 'status'>
  readonly signing: SigningRight
  readonly hasPowerOfAttorney: boolean
}

export type SignatoryGround = 'right-to-sign' | 'power-of-attorney'

/**
 * May the first account of an organisation be opened, and on what basis (R170)? At once by a person who signs
 * for it alone; by anybody else on a power of attorney, which a case officer decides.
 */
export const checkOpening = (
  requested: Requested & { readonly hasAccount: boolean },
): Result<SignatoryGround, OpeningRefusal> =>
  requested.hasAccount && requested.business.status !== 'ceased'
    ? refuse({ kind: 'account-exists' })
    : groundOf(requested)

export type JoiningRefusal =
  | NoGround
  /** On the same basis: nothing would change. */
  | { readonly kind: 'signatory-already' }

/**
 * May the person join the existing account as a signatory, and on what basis (R274)? As at its opening,
 * regardless of its members: so an account that lost its last signatory gets the next one. A member in
 * another role or on another basis becomes a signatory, an ending power of attorney is renewed, and a lost
 * right is restored.
 */
export function checkJoining(
  requested: Requested & {
    readonly member: Pick<Member, 'role' | 'basis' | 'validTo' | 'rightLostAt'> | undefined
    readonly on: LocalDate
  },
): Result<SignatoryGround, JoiningRefusal> {
  const ground = groundOf(requested)
  if (!ground.ok) return ground
  const { member, on } = requested
  const isSignatory = member?.role === 'signatory' && standingOf(member, on) === 'holds'
  return isSignatory && member.basis === ground.value && !isRenewable(member, on)
    ? refuse({ kind: 'signatory-already' })
    : ground
}

function groundOf({
  business,
  signing,
  hasPowerOfAttorney,
}: Requested): Result<SignatoryGround, NoGround> {
  if (business.status === 'ceased') return refuse({ kind: 'organisation-ceased' })
  if (signing === 'alone') return ok('right-to-sign')
  return hasPowerOfAttorney
    ? ok('power-of-attorney')
    : refuse({ kind: 'power-of-attorney-needed', signing })
}

export type LastDayRefusal =
  | { readonly kind: 'last-day-missing' }
  /** In the past, or later than a power of attorney may reach. */
  | { readonly kind: 'last-day-wrong'; readonly latest: LocalDate }

/** Max validity of one power of attorney (R282). */
const powerOfAttorneyYears = 2

/** The last day of a power of attorney: the one that the case officer read in it. */
export function checkLastDay(
  validTo: LocalDate | undefined,
  on: LocalDate,
): Result<LocalDate, LastDayRefusal> {
  if (validTo === undefined) return refuse({ kind: 'last-day-missing' })
  const latest = addYears(on, powerOfAttorneyYears)
  return validTo < on || validTo > latest ? refuse({ kind: 'last-day-wrong', latest }) : ok(validTo)
}
