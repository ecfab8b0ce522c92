import type { Result } from '@sotevarmenne/kernel/result'
import {
  actForMember,
  type ActionRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ChargesDeps } from './deps.ts'

type Deps = Pick<ChargesDeps, 'db' | 'accounts'>

/** Reads for a present member of the organisation's account; others learn nothing. */
export const viewAsMember = <Value, Refused>(
  { db, accounts }: Deps,
  permit: Permit,
  organisationId: string,
  read: (tx: Tx) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | MemberRefusal>> =>
  db.read(async (tx): Promise<Result<Value, Refused | MemberRefusal>> => {
    const member = await accounts.checkMember(tx, permit, { organisationId, action: 'view' })
    return member.ok ? read(tx) : member
  })

/** The same where names of people are shown: their access records are written with it. */
export const viewPeopleAsMember = <Value, Refused>(
  { db, accounts }: Deps,
  permit: Permit,
  organisationId: string,
  read: (tx: Tx) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | MemberRefusal>> =>
  db.write(async (tx): Promise<Result<Value, Refused | MemberRefusal>> => {
    const member = await accounts.checkMember(tx, permit, { organisationId, action: 'view' })
    return member.ok ? read(tx) : member
  })

/** Acts for a member who manages the billing of the account now. */
export const changeAsMember = <Value, Refused>(
  deps: Deps,
  permit: Permit,
  organisationId: string,
  action: (tx: Tx) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | ActionRefusal>> =>
  actForMember(deps, permit, { organisationId, action: 'changeBilling' }, action)
