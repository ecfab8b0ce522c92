import type * as contracts from '@sotevarmenne/api/accounts'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ChangeOrganisationRefusal } from '#organisations/registry/index.ts'
import type { NoCopyYet } from '#people/registers/contract.ts'
import { actForMember, type ActRefusal } from './act-for-member.ts'
import type { AccountsDeps } from './deps.ts'
import { judgeMember, prepareAct, type MemberRefusal } from './judge-member.ts'
import { organisationOf, showAccount } from './view-accounts.ts'

type Shown = AnswerOf<typeof contracts.viewAccount>

export type KeepFactsRefusal = ActRefusal | ChangeOrganisationRefusal

/** Changes to whom the service writes about the organisation (R280). */
export const keepContacts =
  (deps: AccountsDeps) =>
  (
    permit: Permit<'accounts.keepContacts'>,
    input: InputOf<typeof contracts.keepContacts>,
  ): Promise<Result<Shown, KeepFactsRefusal>> =>
    keep(deps, permit, input, deps.organisations.keepContacts)

/** Changes which units of the code service stand with the organisation (R280). */
export const keepUnits =
  (deps: AccountsDeps) =>
  (
    permit: Permit<'accounts.keepUnits'>,
    input: InputOf<typeof contracts.keepUnits>,
  ): Promise<Result<Shown, KeepFactsRefusal>> =>
    keep(deps, permit, input, deps.organisations.keepUnits)

const keep = <Input extends { readonly organisationId: string }>(
  deps: AccountsDeps,
  permit: Permit,
  input: Input,
  change: (
    tx: Tx,
    permit: Permit,
    input: Input,
  ) => Promise<Result<unknown, ChangeOrganisationRefusal>>,
): Promise<Result<Shown, KeepFactsRefusal>> => {
  const acting = {
    db: deps.db,
    accounts: { prepareAct: prepareAct(deps), judgeMember: judgeMember(deps) },
  }
  const { organisationId } = input
  return actForMember(
    acting,
    permit,
    { organisationId, act: 'keepPeople' },
    async (tx, member): Promise<Result<Shown, ChangeOrganisationRefusal>> => {
      const changed = await change(tx, permit, input)
      return changed.ok ? ok(await showAccount(deps, tx, permit, member)) : changed
    },
  )
}

/** What may be ticked. */
export const viewCodedUnits =
  (deps: AccountsDeps) =>
  (
    permit: Permit<'accounts.viewAccount'>,
    { organisationId }: InputOf<typeof contracts.viewCodedUnits>,
  ): Promise<Result<AnswerOf<typeof contracts.viewCodedUnits>, MemberRefusal | NoCopyYet>> =>
    deps.db.read(
      async (
        tx,
      ): Promise<Result<AnswerOf<typeof contracts.viewCodedUnits>, MemberRefusal | NoCopyYet>> => {
        const looking = { organisationId, act: 'look', at: 'keepPeople' } as const
        const member = await judgeMember(deps)(tx, permit, looking)
        if (!member.ok) return member
        return deps.organisations.codedUnits(tx, await organisationOf(deps, tx, organisationId))
      },
    )
