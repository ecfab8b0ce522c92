import type {
  SigningRight,
  MemberAction,
  MemberRole,
  MemberStanding,
} from '@sotevarmenne/api/accounts'
import { addDays, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Member } from '../contract.ts'

/** They change nothing for the organisation. */
const reading = ['view', 'read', 'readPeople', 'readBilling'] as const satisfies MemberAction[]
export type ReadingAction = (typeof reading)[number]

const ofAdministrator = [
  ...reading,
  ...(['write', 'changePeople', 'authorise', 'apply', 'changeBilling', 'changePrices'] as const),
]

/**
 * Actions of each role (R172, R530). Contacts manage certificates; people, delegations and invoice addresses
 * are for the first two; signatories sign the organisation's documents. Finance manages the billing, and sees nothing
 * of cards but what is charged; a reader sees what an administrator sees, and changes nothing.
 */
export const actionsOf: { readonly [Role in MemberRole]: readonly MemberAction[] } = {
  signatory: [...ofAdministrator, 'sign'],
  administrator: ofAdministrator,
  contact: ['view', 'read', 'write', 'apply'],
  finance: ['view', 'readBilling', 'changeBilling'],
  reader: reading,
}

export type MemberRefusal =
  /** Member of no account, or not of this one: the two are not distinguished. */
  | { readonly kind: 'account-not-found' }
  | { readonly kind: 'not-in-this-role'; readonly role: MemberRole }
  | { readonly kind: 'right-to-sign-lost' }
  | { readonly kind: 'power-of-attorney-over'; readonly lastDay: LocalDate }

/**
 * Whether the action depends on what the business register says now: all but viewing, for members by the
 * right to sign (R173).
 */
export const requestsRegister = (member: Member | undefined, action: MemberAction): boolean =>
  member?.basis === 'right-to-sign' && !actionsOf.reader.includes(action)

/**
 * Whether the membership is effective on that day, by the register's last response about the right (R282,
 * R283).
 */
export function standingOf(
  { validTo, rightLostAt }: Pick<Member, 'validTo' | 'rightLostAt'>,
  on: LocalDate,
): MemberStanding {
  if (validTo !== undefined && validTo < on) return 'power-of-attorney-over'
  return rightLostAt === undefined ? 'holds' : 'right-lost'
}

/** Days before its end from which a power of attorney may be renewed. */
const renewableDays = 60

export const isRenewable = ({ validTo }: Pick<Member, 'validTo'>, on: LocalDate): boolean =>
  validTo !== undefined && validTo < addDays(on, renewableDays)

/**
 * May the member do the action now? `signing`: the register's current response, if it was requested; it
 * overrules the earlier one. A membership that is no longer effective does not allow viewing either.
 */
export function checkAction(
  member: Member | undefined,
  action: MemberAction,
  { signing, on }: { readonly signing: SigningRight | 'not-requested'; readonly on: LocalDate },
): Result<Member, MemberRefusal> {
  if (!member) return refuse({ kind: 'account-not-found' })
  const standing = standingOf(member, on)
  if (member.validTo !== undefined && standing === 'power-of-attorney-over')
    return refuse({ kind: 'power-of-attorney-over', lastDay: member.validTo })
  if (signing === 'not-requested' && standing === 'right-lost')
    return refuse({ kind: 'right-to-sign-lost' })
  const does = checkRole(member, action)
  if (!does.ok) return does
  return requestsRegister(member, action) && signing !== 'alone'
    ? refuse({ kind: 'right-to-sign-lost' })
    : does
}

/** Does the member's role allow the action? */
export const checkRole = (
  member: Member,
  action: MemberAction,
): Result<Member, Extract<MemberRefusal, { readonly kind: 'not-in-this-role' }>> =>
  actionsOf[member.role].includes(action)
    ? ok(member)
    : refuse({ kind: 'not-in-this-role', role: member.role })

export type EndRefusal =
  | { readonly kind: 'member-not-found' }
  /** A member who may invite others must remain, or nobody could join again (R176). */
  | { readonly kind: 'last-who-invites' }
  /** An administrator does not end the membership of a signatory (R274). */
  | { readonly kind: 'signatory-stays' }

/**
 * May the membership end? Everybody may leave, except the last one who can invite. A signatory is ended by
 * signatories; by others only once the register reports the right as lost (`signing`: its response about that
 * member), or the power of attorney is over.
 */
export function checkEnd(
  memberId: string,
  members: readonly Member[],
  {
    by,
    signing,
    on,
  }: {
    readonly by: Member
    readonly signing: SigningRight | 'not-requested'
    readonly on: LocalDate
  },
): Result<Member, EndRefusal> {
  const member = members.find((one) => one.memberId === memberId)
  if (!member) return refuse({ kind: 'member-not-found' })
  const isLost =
    standingOf(member, on) === 'power-of-attorney-over' ||
    (member.basis === 'right-to-sign' && (signing === 'together' || signing === 'none'))
  if (endsAbove(by, member) && !isLost) return refuse({ kind: 'signatory-stays' })
  const canInvite = (one: Member): boolean =>
    actionsOf[one.role].includes('changePeople') && standingOf(one, on) === 'holds'
  const isLast = canInvite(member) && !members.some((one) => one !== member && canInvite(one))
  return isLast ? refuse({ kind: 'last-who-invites' }) : ok(member)
}

/** Does a non-signatory end a signatory? Then the register is requested about the signatory. */
export const endsAbove = (by: Member, member: Member): boolean =>
  member.role === 'signatory' && by.role !== 'signatory'
