import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SigningRight } from '../../registers/contract.ts'
import type { Member, MemberAct, MemberRole } from '../contract.ts'

/** Which role does what (R172). Contacts see to certificates; people, power over others and
 * where invoices go are for the other two; whoever signs for the organisation signs its papers. */
export const actsOf: { readonly [Role in MemberRole]: readonly MemberAct[] } = {
  signatory: ['look', 'keepPeople', 'authorise', 'sign', 'apply', 'keepBilling'],
  administrator: ['look', 'keepPeople', 'authorise', 'apply', 'keepBilling'],
  contact: ['look', 'apply'],
}

export type MemberRefusal =
  /** Of no account, or not of this one: the two are not told apart. */
  | { readonly kind: 'account-not-found' }
  | { readonly kind: 'not-in-this-role'; readonly role: MemberRole }
  | { readonly kind: 'right-to-sign-lost' }

/** Whether the act rests on what the business register says now: every one but looking, of whoever is there by the right to sign (R173). */
export const asksRegister = (member: Member | undefined, act: MemberAct): boolean =>
  member?.basis === 'right-to-sign' && act !== 'look'

/** May the member do the act now? `signing`: what the register just said, if it was asked. */
export function judgeAct(
  member: Member | undefined,
  act: MemberAct,
  signing: SigningRight | 'not-asked',
): Result<Member, MemberRefusal> {
  if (!member) return refuse({ kind: 'account-not-found' })
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
 * May the membership end? Everybody may leave; the last one who keeps the people may not. A signatory is ended by signatories, and
 * by others only once the register says that the right is lost: `signing` is what it said of the one who is to go.
 */
export function judgeEnd(
  memberId: string,
  members: readonly Member[],
  { by, signing }: { readonly by: Member; readonly signing: SigningRight | 'not-asked' },
): Result<Member, EndRefusal> {
  const member = members.find((one) => one.memberId === memberId)
  if (!member) return refuse({ kind: 'member-not-found' })
  const isLost = member.basis === 'right-to-sign' && (signing === 'together' || signing === 'none')
  if (endsAbove(by, member) && !isLost) return refuse({ kind: 'signatory-stays' })
  const others = members.filter((one) => one !== member && actsOf[one.role].includes('keepPeople'))
  return actsOf[member.role].includes('keepPeople') && others.length === 0
    ? refuse({ kind: 'last-who-invites' })
    : ok(member)
}

/** Does somebody who is no signatory end one who is? Then the register is asked about the other. */
export const endsAbove = (by: Member, member: Member): boolean =>
  member.role === 'signatory' && by.role !== 'signatory'
