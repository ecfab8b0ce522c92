import * as api from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { EmploymentEnded } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { organisationFor, withdraw, type WithdrawPreparedRefusal } from './prepare-orders.ts'
import { waitingFor } from './store.ts'
import { viewProblems, prepareProblems } from './problems.ts'
import { texts } from './texts.ts'

type Response = ResponseOf<typeof api.endEmployment>

export type EndEmploymentRefusal =
  | Exclude<
      WithdrawPreparedRefusal,
      { kind: `prepared-${string}` | 'register-unavailable' | 'strong-sign-in-needed' }
    >
  | { readonly kind: 'identity-code-wrong' | 'card-not-found' }

/**
 * The employer reports the end of an employment: that is recorded, and its cards of the person are cancelled,
 * or stopped if not yet produced (R219). Other modules subscribe to `EmploymentEnded`. The response does not
 * reveal whether the person is known.
 */
export const endEmployment = operation({
  contract: api.endEmployment,
  problems: {
    ...viewProblems,
    'identity-code-wrong': prepareProblems['identity-code-wrong'],
    'card-not-found': { status: 404, ...texts.cardNotFound },
  },
  handle:
    (deps: EmploymentsDeps) =>
    async (
      permit,
      { organisationId, ...input },
    ): Promise<Result<Response, EndEmploymentRefusal>> => {
      const typed =
        input.identityCode === undefined ? undefined : parseIdentityCode(input.identityCode)
      if (typed?.ok === false) return refuse({ kind: 'identity-code-wrong' })
      const prepared = await deps.accounts.prepareAction(permit, {
        organisationId,
        action: 'apply',
      })
      // Cancelling cards does not wait for the business register: then the role is enough.
      const requested = prepared.ok
        ? prepared.value
        : ({ organisationId, action: 'view', at: 'apply' } as const)
      return deps.db.write(async (tx): Promise<Result<Response, EndEmploymentRefusal>> => {
        const organisation = await organisationFor(deps, tx, permit, requested)
        if (!organisation.ok) return organisation
        const identityCode =
          typed?.value ?? (await identityCodeOfCard(deps, tx, { organisationId, ...input }))
        if (identityCode === undefined) return refuse({ kind: 'card-not-found' })
        const waiting = await waitingFor(tx, deps.sealing, {
          ...{ identityCode, now: deps.clock.now(), withDrafts: true },
        })
        const own = waiting.filter((order) => order.organisationId === organisationId)
        for (const order of own) await withdraw(deps, tx, permit, order)
        const holder = (await deps.people.findByIdentityCode(tx, identityCode))?.personId
        const event: EmploymentEnded = {
          ...{ type: 'EmploymentEnded', organisationId },
          ...(holder !== undefined && { about: { personId: holder } }),
        }
        await deps.record(tx, event, permit)
        const { cancelled, stopped } =
          holder === undefined
            ? { cancelled: 0, stopped: 0 }
            : await deps.cards.endWithEmployment(tx, permit, { holder, organisationId })
        return ok({ cancelled, stopped, withdrawn: own.length })
      })
    },
})

/** Of the holder of a card that is bound to the organisation. */
async function identityCodeOfCard(
  { cards, people }: EmploymentsDeps,
  tx: Tx,
  {
    organisationId,
    cardId = '',
  }: { readonly organisationId: string; readonly cardId?: string | undefined },
): Promise<IdentityCode | undefined> {
  const card = await cards.findCardOfEmployer(tx, { organisationId, cardId })
  return card && people.identityCodeOf(tx, card.holder)
}
