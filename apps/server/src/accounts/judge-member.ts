import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { RegisterUnavailable, SigningRight } from '#registers/contract.ts'
import type { Member, MemberAct } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { asksRegister, judgeAct, type MemberRefusal } from './domain/membership.ts'
import { memberIn } from './store.ts'

export type { MemberRefusal } from './domain/membership.ts'

/** An act for an organisation, with what the registers were asked beforehand, outside the transaction. */
export type ActFor = {
  readonly organisationId: string
  readonly act: MemberAct
  readonly signing?: SigningRight
}

/**
 * Asks the register of those who sign, where the act of this person rests on it; outside transactions. What it says is judged
 * in the transaction of the act (`judgeMember`).
 */
export const prepareAct =
  ({ db, people, organisations, signingRegister }: AccountsDeps) =>
  async (
    permit: Permit,
    asked: Pick<ActFor, 'organisationId' | 'act'>,
  ): Promise<Result<ActFor, RegisterUnavailable>> => {
    const personId = personOf(permit)
    const question = await db.read(async (tx) => {
      const member = await memberIn(tx, { personId, ...asked })
      const organisation = await organisations.organisationById(tx, asked.organisationId)
      return organisation !== undefined && asksRegister(member, asked.act)
        ? { organisation, identityCode: await people.identityCodeOf(tx, personId) }
        : undefined
    })
    if (question === undefined) return ok(asked)
    const { organisation, identityCode } = question
    const signing = await signingRegister.lookUpSigning(organisation.businessId, identityCode)
    return signing.ok ? ok({ ...asked, signing: signing.value }) : refuse(signing.refusal)
  }

/** May the person act for the organisation now, by the account as it is in this transaction? */
export async function judgeMember(
  tx: Tx,
  permit: Permit,
  { organisationId, act, signing }: ActFor,
): Promise<Result<Member, MemberRefusal>> {
  const member = await memberIn(tx, { personId: personOf(permit), organisationId })
  return judgeAct(member, act, signing)
}
