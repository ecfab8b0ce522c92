import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { endEmployment as contract } from '@sotevarmenne/api/employments'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { EmploymentEnded } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { organisationFor, withdraw, type WithdrawPreparedRefusal } from './prepare-orders.ts'
import { waitingFor } from './store.ts'

type Answer = AnswerOf<typeof contract>

export type EndEmploymentRefusal =
  | Exclude<
      WithdrawPreparedRefusal,
      { kind: `prepared-${string}` | 'register-unavailable' | 'strong-sign-in-needed' }
    >
  | { readonly kind: 'identity-code-wrong' }

/**
 * The employer says that the employment has ended: that is recorded, and its cards of the person are closed, or stopped where
 * they are not made yet (R219). What else rests on it listens to `EmploymentEnded`. Whether the person is known is not told.
 */
export const endEmployment =
  (deps: EmploymentsDeps) =>
  async (
    permit: Permit<'employments.endEmployment'>,
    { organisationId, ...input }: InputOf<typeof contract>,
  ): Promise<Result<Answer, EndEmploymentRefusal>> => {
    const identityCode = parseIdentityCode(input.identityCode)
    if (!identityCode.ok) return refuse({ kind: 'identity-code-wrong' })
    const prepared = await deps.accounts.prepareAct(permit, { organisationId, act: 'apply' })
    // Cards that have to be closed do not wait for the business register: then the role is enough.
    const asked = prepared.ok
      ? prepared.value
      : ({ organisationId, act: 'look', at: 'apply' } as const)
    return deps.db.write(async (tx): Promise<Result<Answer, EndEmploymentRefusal>> => {
      const organisation = await organisationFor(deps, tx, permit, asked)
      if (!organisation.ok) return organisation
      const waiting = await waitingFor(tx, deps.sealing, {
        ...{ identityCode: identityCode.value, now: deps.clock.now(), withDrafts: true },
      })
      const own = waiting.filter((order) => order.organisationId === organisationId)
      for (const order of own) await withdraw(deps, tx, permit, order)
      const holder = (await deps.people.findByIdentityCode(tx, identityCode.value))?.personId
      const event: EmploymentEnded = {
        ...{ type: 'EmploymentEnded', organisationId },
        ...(holder !== undefined && { about: { personId: holder } }),
      }
      await deps.record(tx, event, permit)
      const { closed, stopped } =
        holder === undefined
          ? { closed: 0, stopped: 0 }
          : await deps.cards.endWithEmployment(tx, permit, { holder, organisationId })
      return ok({ closed, stopped, withdrawn: own.length })
    })
  }
