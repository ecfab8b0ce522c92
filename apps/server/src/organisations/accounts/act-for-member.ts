import type { Result } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { Member } from './contract.ts'
import type { judgeMember, MemberRefusal, prepareAct } from './judge-member.ts'

export type ActsForMembers = {
  readonly prepareAct: ReturnType<typeof prepareAct>
  readonly judgeMember: ReturnType<typeof judgeMember>
}

export type ActRefusal = MemberRefusal | RegisterUnavailable

/** Does something for an organisation: what it rests on is asked first, outside the transaction, and judged in it (R275). */
export async function actForMember<Value, Refused>(
  { db, accounts }: { readonly db: Db; readonly accounts: ActsForMembers },
  permit: Permit,
  asked: Parameters<ActsForMembers['prepareAct']>[1],
  act: (tx: Tx, member: Member) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | ActRefusal>> {
  const prepared = await accounts.prepareAct(permit, asked)
  if (!prepared.ok) return prepared
  return db.write(async (tx): Promise<Result<Value, Refused | MemberRefusal>> => {
    const member = await accounts.judgeMember(tx, permit, prepared.value)
    return member.ok ? act(tx, member.value) : member
  })
}
