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

type AsMember = <Value, Refused>(
  deps: Deps,
  permit: Permit,
  organisationId: string,
  read: (tx: Tx) => Promise<Result<Value, Refused>>,
) => Promise<Result<Value, Refused | MemberRefusal>>

/** Reads for a present member of the organisation's account; others learn nothing. */
export const viewAsMember: AsMember = ({ db, accounts }, permit, organisationId, read) =>
  db.read(forMember({ accounts }, permit, organisationId, read))

/** The same where names of people are shown: their access records are written with it. */
export const viewPeopleAsMember: AsMember = ({ db, accounts }, permit, organisationId, read) =>
  db.write(forMember({ accounts }, permit, organisationId, read))

const forMember =
  <Value, Refused>(
    { accounts }: Pick<Deps, 'accounts'>,
    permit: Permit,
    organisationId: string,
    read: (tx: Tx) => Promise<Result<Value, Refused>>,
  ) =>
  async (tx: Tx): Promise<Result<Value, Refused | MemberRefusal>> => {
    const member = await accounts.checkMember(tx, permit, { organisationId, action: 'view' })
    return member.ok ? read(tx) : member
  }

/** Acts for a member who manages the billing of the account now. */
export const changeAsMember = <Value, Refused>(
  deps: Deps,
  permit: Permit,
  organisationId: string,
  action: (tx: Tx) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | ActionRefusal>> =>
  actForMember(deps, permit, { organisationId, action: 'changeBilling' }, action)
