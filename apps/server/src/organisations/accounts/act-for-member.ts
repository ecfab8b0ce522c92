import type { Result } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { Member } from './contract.ts'
import type { checkMember, MemberRefusal, prepareAction } from './check-member.ts'

/** `Acting`: what the check knows of the actor; a member, where no program acts. */
export type ActionsForMembers<Acting = Member> = {
  readonly prepareAction: ReturnType<typeof prepareAction>
  readonly checkMember: (
    ...of: Parameters<ReturnType<typeof checkMember>>
  ) => Promise<Result<Acting, MemberRefusal>>
}

export type ActionRefusal = MemberRefusal | RegisterUnavailable

/**
 * Does something for an organisation: the right is checked first, outside the transaction, and checked in it
 * (R275).
 */
export async function actForMember<Value, Refused, Acting = Member>(
  { db, accounts }: { readonly db: Db; readonly accounts: ActionsForMembers<Acting> },
  permit: Permit,
  requested: Parameters<ActionsForMembers['prepareAction']>[1],
  action: (tx: Tx, member: Acting) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | ActionRefusal>> {
  const prepared = await accounts.prepareAction(permit, requested)
  if (!prepared.ok) return prepared
  return db.write(async (tx): Promise<Result<Value, Refused | MemberRefusal>> => {
    const member = await accounts.checkMember(tx, permit, prepared.value)
    return member.ok ? action(tx, member.value) : member
  })
}
