import { randomUUID } from 'node:crypto'
import type * as contracts from '@sotevarmenne/api/accounts'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { GroundKept, Member, MemberId, SignatoryJoined } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { judgeJoining, type JoiningRefusal } from './domain/opening.ts'
import { aboutMember } from './judge-member.ts'
import {
  askOnMandate,
  askRegisters,
  entering,
  organisationWithAccount,
  readMandate,
  type RegistersRefusal,
} from './open-account.ts'
import { changeMember, insertMember, lockAccount, memberIn } from './store.ts'

export type JoinAccountRefusal =
  | RegistersRefusal
  | JoiningRefusal
  | { readonly kind: 'no-account-yet' }
  | { readonly kind: 'mandate-not-a-pdf' }
  | { readonly kind: 'already-asked' }

type Joined = Result<AnswerOf<typeof contracts.joinAccount>, JoinAccountRefusal>

/**
 * Lets whoever signs alone, by the register at this moment, into the account that there is, as a signatory; others ask for it on
 * a mandate (R274). Nobody inside has to agree: when those who signed are gone, nobody could.
 */
export const joinAccount =
  (deps: AccountsDeps) =>
  async (
    permit: Permit<'accounts.joinAccount'>,
    input: InputOf<typeof contracts.joinAccount>,
  ): Promise<Joined> => {
    const mandate = readMandate(input.mandate)
    if (!mandate.ok) return mandate
    const asked = await askRegisters(deps, permit, input.businessId)
    if (!asked.ok) return asked
    const { business, signing } = asked.value
    const personId = personOf(permit)

    return entering(deps, permit, business.businessId, async (tx): Promise<Joined> => {
      const organisation = await organisationWithAccount(deps, tx, business.businessId)
      if (!organisation) return refuse({ kind: 'no-account-yet' })
      const { organisationId } = organisation
      await lockAccount(tx, organisationId)
      const ground = judgeJoining({
        ...{ business, signing, hasMandate: mandate.value !== undefined },
        member: await memberIn(tx, { personId, organisationId }),
        on: dateInHelsinki(deps.clock.now()),
      })
      if (!ground.ok) return ground
      if (signing !== 'alone')
        return askOnMandate(deps, tx, permit, { business, signing, mandate: mandate.value })
      await makeSignatory(deps, tx, permit, { organisationId, personId, basis: 'right-to-sign' })
      return ok({ state: 'joined', organisationId })
    })
  }

/** From this instant on the person signs for the organisation; a member in another role, or on another ground, does so as the same member. */
export async function makeSignatory(
  { clock, record }: AccountsDeps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    personId,
    ...ground
  }: {
    readonly organisationId: string
    readonly personId: string
  } & GroundKept,
): Promise<void> {
  const before = await memberIn(tx, { personId, organisationId })
  const signatory: Member = {
    memberId: before?.memberId ?? (randomUUID() as string as MemberId),
    ...{ organisationId, personId, role: 'signatory', ...ground, since: clock.now() },
  }
  await (before ? changeMember(tx, signatory) : insertMember(tx, signatory))
  const event: SignatoryJoined = {
    type: 'SignatoryJoined',
    basis: ground.basis,
    ...aboutMember(signatory),
  }
  await record(tx, event, permit)
}
