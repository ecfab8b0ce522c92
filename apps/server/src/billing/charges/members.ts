import type { Result } from '@sotevarmenne/kernel/result'
import { actForMember, type ActRefusal, type MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ChargesDeps } from './deps.ts'

type Deps = Pick<ChargesDeps, 'db' | 'accounts'>

/** Reads for somebody who belongs to the organisation's account now; others learn nothing. */
export const looking = <Value, Refused>(
  { db, accounts }: Deps,
  permit: Permit,
  organisationId: string,
  read: (tx: Tx) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | MemberRefusal>> =>
  db.read(async (tx): Promise<Result<Value, Refused | MemberRefusal>> => {
    const member = await accounts.judgeMember(tx, permit, { organisationId, act: 'look' })
    return member.ok ? read(tx) : member
  })

/** Acts for somebody who sees to the billing of the account now. */
export const keepingBilling = <Value, Refused>(
  deps: Deps,
  permit: Permit,
  organisationId: string,
  act: (tx: Tx) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | ActRefusal>> =>
  actForMember(deps, permit, { organisationId, act: 'keepBilling' }, act)
