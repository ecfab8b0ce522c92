import { addDays, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SigningRight } from '../../../people/registers/contract.ts'
import type { Member, MemberAct, MemberRole, Standing } from '../contract.ts'

/** Which role does what (R172). Contacts see to certificates; people, power over others and
 * where invoices go are for the other two; whoever signs for the organisation signs its papers. */
export const actsOf: { readonly [Role in MemberRole]: readonly MemberAct[] } = {
  signatory: ['look', 'write', 'keepPeople', 'authorise', 'sign', 'apply', 'keepBilling'],
  administrator: ['look', 'write', 'keepPeople', 'authorise', 'apply', 'keepBilling'],
  contact: ['look', 'write', 'apply'],
}

export type MemberRefusal =
  /** Of no account, or not of this one: the two are not told apart. */
  | { readonly kind: 'account-not-found' }
  | { readonly kind: 'not-in-this-role'; readonly role: MemberRole }
  | { readonly kind: 'right-to-sign-lost' }
  | { readonly kind: 'mandate-over'; readonly lastDay: LocalDate }

/** Whether the act rests on what the business register says now: every one but looking, of whoever is there by the right to sign (R173). */
export const asksRegister = (member: Member | undefined, act: MemberAct): boolean =>
  member?.basis === 'right-to-sign' && act !== 'look'

/** Whether the membership gives anything on that day, by what the register said last of the right (R282, R283). */
export function standingOf(
  { validTo, rightLostAt }: Pick<Member, 'validTo' | 'rightLostAt'>,
  on: LocalDate,
): Standing {
  if (validTo !== undefined && validTo < on) return 'mandate-over'
  return rightLostAt === undefined ? 'holds' : 'right-lost'
}

/** Days before its end from which on a mandate may be given anew. */
const renewableDays = 60

export const isRenewable = ({ validTo }: Pick<Member, 'validTo'>, on: LocalDate): boolean =>
  validTo !== undefined && validTo < addDays(on, renewableDays)

/**
 * May the member do the act now? `signing`: what the register just said, if it was asked. Whoever does not stand any more does not
 * look either; what the register just said of the right overrules what it said before.
 */
export function judgeAct(
  member: Member | undefined,
  act: MemberAct,
  { signing, on }: { readonly signing: SigningRight | 'not-asked'; readonly on: LocalDate },
): Result<Member, MemberRefusal> {
  if (!member) return refuse({ kind: 'account-not-found' })
  const standing = standingOf(member, on)
  if (member.validTo !== undefined && standing === 'mandate-over')
    return refuse({ kind: 'mandate-over', lastDay: member.validTo })
  if (signing === 'not-asked' && standing === 'right-lost')
    return refuse({ kind: 'right-to-sign-lost' })
  const does = judgeRole(member, act)
  if (!does.ok) return does
  return asksRegister(member, act) && signing !== 'alone'
    ? refuse({ kind: 'right-to-sign-lost' })
    : does
}

/** Is the act one of the member's role? */
export const judgeRole = (
  member: Member,
  act: MemberAct,
): Result<Member, Extract<MemberRefusal, { readonly kind: 'not-in-this-role' }>> =>
  actsOf[member.role].includes(act)
    ? ok(member)
    : refuse({ kind: 'not-in-this-role', role: member.role })

export type EndRefusal =
  | { readonly kind: 'member-not-found' }
  /** Somebody who may invite others stays, or nobody could ever come in again (R176). */
  | { readonly kind: 'last-who-invites' }
  /** Whoever sees to things for the signatories does not take their place away (R274). */
  | { readonly kind: 'signatory-stays' }

/**
 * May the membership end? Everybody may leave; the last one who can invite may not. A signatory is ended by signatories, and by
 * others only once the register says that the right is lost, `signing` being what it said of the one who is to go, or the mandate is over.
 */
export function judgeEnd(
  memberId: string,
  members: readonly Member[],
  {
    by,
    signing,
    on,
  }: {
    readonly by: Member
    readonly signing: SigningRight | 'not-asked'
    readonly on: LocalDate
  },
): Result<Member, EndRefusal> {
  const member = members.find((one) => one.memberId === memberId)
  if (!member) return refuse({ kind: 'member-not-found' })
  const isLost =
    standingOf(member, on) === 'mandate-over' ||
    (member.basis === 'right-to-sign' && (signing === 'together' || signing === 'none'))
  if (endsAbove(by, member) && !isLost) return refuse({ kind: 'signatory-stays' })
  const canInvite = (one: Member): boolean =>
    actsOf[one.role].includes('keepPeople') && standingOf(one, on) === 'holds'
  const isLast = canInvite(member) && !members.some((one) => one !== member && canInvite(one))
  return isLast ? refuse({ kind: 'last-who-invites' }) : ok(member)
}

/** Does somebody who is no signatory end one who is? Then the register is asked about the other. */
export const endsAbove = (by: Member, member: Member): boolean =>
  member.role === 'signatory' && by.role !== 'signatory'
