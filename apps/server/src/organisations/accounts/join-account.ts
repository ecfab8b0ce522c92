import { randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/accounts'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { powerOfAttorneyUpload } from '@sotevarmenne/api/uploads'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { GroundStored, Member, MemberId, SignatoryJoined } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { checkJoining, type JoiningRefusal } from './domain/opening.ts'
import { aboutMember } from './check-member.ts'
import {
  requestOnPowerOfAttorney,
  queryRegisters,
  entering,
  organisationWithAccount,
  readPowerOfAttorney,
  type RegistersRefusal,
} from './open-account.ts'
import { changeMember, insertMember, lockAccount, memberIn } from './store.ts'
import { joinAccountProblems } from './problems.ts'

export type JoinAccountRefusal =
  | RegistersRefusal
  | JoiningRefusal
  | { readonly kind: 'no-account-yet' }
  | { readonly kind: 'power-of-attorney-not-a-pdf' }
  | { readonly kind: 'already-requested' }

type Joined = Result<ResponseOf<typeof contracts.joinAccount>, JoinAccountRefusal>

/**
 * Admits a person who signs alone, by the register at this moment, to the existing account as a signatory;
 * others request it on a power of attorney (R274). No member has to agree: when all signatories have left,
 * none could.
 */
export const joinAccount = operation({
  contract: contracts.joinAccount,
  problems: joinAccountProblems,
  bodyLimit: powerOfAttorneyUpload.bodyLimit,
  handle:
    (deps: AccountsDeps) =>
    async (permit, input): Promise<Joined> => {
      const powerOfAttorney = readPowerOfAttorney(input.powerOfAttorney)
      if (!powerOfAttorney.ok) return powerOfAttorney
      const requested = await queryRegisters(deps, permit, input.businessId)
      if (!requested.ok) return requested
      const { business, signing } = requested.value
      const personId = personOf(permit)

      return entering(deps, permit, business.businessId, async (tx): Promise<Joined> => {
        const organisation = await organisationWithAccount(deps, tx, business.businessId)
        if (!organisation) return refuse({ kind: 'no-account-yet' })
        const { organisationId } = organisation
        await lockAccount(tx, organisationId)
        const ground = checkJoining({
          ...{ business, signing, hasPowerOfAttorney: powerOfAttorney.value !== undefined },
          member: await memberIn(tx, { personId, organisationId }),
          on: dateInHelsinki(deps.clock.now()),
        })
        if (!ground.ok) return ground
        if (signing !== 'alone')
          return requestOnPowerOfAttorney(deps, tx, permit, {
            business,
            signing,
            powerOfAttorney: powerOfAttorney.value,
          })
        await makeSignatory(deps, tx, permit, { organisationId, personId, basis: 'right-to-sign' })
        return ok({ state: 'joined', organisationId })
      })
    },
})

/**
 * From this instant the person is a signatory; a member in another role, or on another basis, stays the same
 * member.
 */
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
  } & GroundStored,
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
