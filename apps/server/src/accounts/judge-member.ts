import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { RegisterUnavailable, SigningRight } from '#registers/contract.ts'
import type { Member, MemberAct } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { asksRegister, judgeAct, judgeRole, type MemberRefusal } from './domain/membership.ts'
import { memberIn } from './store.ts'

export type { MemberRefusal } from './domain/membership.ts'

/** Reading rests on belonging alone. `at`: what is looked at is for those whose role does that act. */
type Look = { readonly organisationId: string; readonly act: 'look'; readonly at?: MemberAct }

type Doing = {
  readonly organisationId: string
  readonly act: Exclude<MemberAct, 'look'>
}

/** An act for an organisation, with what the register of those who sign said beforehand, outside the transaction (R275). */
export type PreparedAct = Doing & { readonly signing: SigningRight | 'not-asked' }

/**
 * Asks the register of those who sign, where the act of this person rests on it; outside transactions. What it says is judged
 * in the transaction of the act (`judgeMember`).
 */
export const prepareAct =
  (deps: AccountsDeps) =>
  async (permit: Permit, asked: Doing): Promise<Result<PreparedAct, RegisterUnavailable>> => {
    const personId = personOf(permit)
    const member = await deps.db.read((tx) => memberIn(tx, { personId, ...asked }))
    if (!asksRegister(member, asked.act)) return ok({ ...asked, signing: 'not-asked' })
    const signing = await askSigning(deps, member)
    return signing.ok ? ok({ ...asked, signing: signing.value }) : signing
  }

/** How the member signs by the register, where belonging rests on it; outside transactions. */
export async function askSigning(
  { db, people, organisations, signingRegister }: AccountsDeps,
  member: Member | undefined,
): Promise<Result<SigningRight | 'not-asked', RegisterUnavailable>> {
  if (member?.basis !== 'right-to-sign') return ok('not-asked')
  const { businessId, identityCode } = await db.read(async (tx) => {
    const organisation = await organisations.organisationById(tx, member.organisationId)
    if (!organisation) throw new Error(`an account of no organisation: ${member.organisationId}`)
    return {
      businessId: organisation.businessId,
      identityCode: await people.identityCodeOf(tx, member.personId),
    }
  })
  return signingRegister.lookUpSigning(businessId, identityCode)
}

/** May the person act for the organisation now, by the account as it is in this transaction? */
export async function judgeMember(
  tx: Tx,
  permit: Permit,
  asked: Look | PreparedAct,
): Promise<Result<Member, MemberRefusal>> {
  const { organisationId } = asked
  const member = await memberIn(tx, { personId: personOf(permit), organisationId })
  if (asked.act !== 'look') return judgeAct(member, asked.act, asked.signing)
  const mayLook = judgeAct(member, 'look', 'not-asked')
  return mayLook.ok && asked.at !== undefined ? judgeRole(mayLook.value, asked.at) : mayLook
}
