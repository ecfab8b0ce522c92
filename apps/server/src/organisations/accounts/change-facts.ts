import * as contracts from '@sotevarmenne/api/accounts'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ChangeOrganisationRefusal } from '#organisations/registry/index.ts'
import type { NoCopyYet } from '#people/registers/contract.ts'
import { noCopyProblems } from '#people/registers/index.ts'
import { operation } from '#platform/operation.ts'
import { actForMember, type ActionRefusal } from './act-for-member.ts'
import type { AccountsDeps } from './deps.ts'
import { checkMember, prepareAction, type MemberRefusal } from './check-member.ts'
import { organisationOf, showAccount } from './view-accounts.ts'
import { changeFactsProblems, memberProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewAccount>

export type ChangeFactsRefusal = ActionRefusal | ChangeOrganisationRefusal

/** Changes the organisation's contacts (R280). */
export const changeContacts = operation({
  contract: contracts.changeContacts,
  problems: changeFactsProblems,
  handle:
    (deps: AccountsDeps) =>
    (permit, input): Promise<Result<Shown, ChangeFactsRefusal>> =>
      change(deps, permit, input, deps.organisations.changeContacts),
})

/** Changes the organisation's units of the code service (R280). */
export const changeUnits = operation({
  contract: contracts.changeUnits,
  problems: changeFactsProblems,
  handle:
    (deps: AccountsDeps) =>
    (permit, input): Promise<Result<Shown, ChangeFactsRefusal>> =>
      change(deps, permit, input, deps.organisations.changeUnits),
})

const change = <Input extends { readonly organisationId: string }>(
  deps: AccountsDeps,
  permit: Permit,
  input: Input,
  change: (
    tx: Tx,
    permit: Permit,
    input: Input,
  ) => Promise<Result<unknown, ChangeOrganisationRefusal>>,
): Promise<Result<Shown, ChangeFactsRefusal>> => {
  const acting = {
    db: deps.db,
    accounts: { prepareAction: prepareAction(deps), checkMember: checkMember(deps) },
  }
  const { organisationId } = input
  return actForMember(
    acting,
    permit,
    { organisationId, action: 'changePeople' },
    async (tx, member): Promise<Result<Shown, ChangeOrganisationRefusal>> => {
      const changed = await change(tx, permit, input)
      return changed.ok ? ok(await showAccount(deps, tx, permit, member)) : changed
    },
  )
}

/** Units that can be chosen. */
export const viewCodedUnits = operation({
  contract: contracts.viewCodedUnits,
  problems: { ...memberProblems, ...noCopyProblems },
  handle:
    (deps: AccountsDeps) =>
    (
      permit,
      { organisationId },
    ): Promise<Result<ResponseOf<typeof contracts.viewCodedUnits>, MemberRefusal | NoCopyYet>> =>
      deps.db.read(
        async (
          tx,
        ): Promise<
          Result<ResponseOf<typeof contracts.viewCodedUnits>, MemberRefusal | NoCopyYet>
        > => {
          const viewing = { organisationId, action: 'view', at: 'readPeople' } as const
          const member = await checkMember(deps)(tx, permit, viewing)
          if (!member.ok) return member
          return deps.organisations.codedUnits(tx, await organisationOf(deps, tx, organisationId))
        },
      ),
})
