import * as api from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import type { EmploymentEnded } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { organisationFor, withdraw, type WithdrawPreparedRefusal } from './prepare-orders.ts'
import { waitingFor } from './store.ts'
import { viewProblems, prepareProblems } from './problems.ts'
import { texts } from './texts.ts'

type Response = ResponseOf<typeof api.endEmployment>

type EndingRefusal = Exclude<
  WithdrawPreparedRefusal,
  { kind: `prepared-${string}` | 'register-unavailable' | 'strong-sign-in-needed' }
>

export type EndEmploymentRefusal = EndingRefusal | { readonly kind: 'identity-code-wrong' }

export type EndEmploymentOfCardRefusal = EndingRefusal | { readonly kind: 'card-not-found' }

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
  },
  handle:
    (deps: EmploymentsDeps) =>
    async (
      permit,
      { organisationId, ...input },
    ): Promise<Result<Response, EndEmploymentRefusal>> => {
      const identityCode = parseIdentityCode(input.identityCode)
      if (!identityCode.ok) return refuse({ kind: 'identity-code-wrong' })
      return end<EndEmploymentRefusal>(deps, permit, organisationId, () =>
        Promise.resolve(ok(identityCode.value)),
      )
    },
})

/** The same for the holder of a card that is bound to the organisation (R422). */
export const endEmploymentOfCard = operation({
  contract: api.endEmploymentOfCard,
  problems: { ...viewProblems, 'card-not-found': { status: 404, ...texts.cardNotFound } },
  handle:
    (deps: EmploymentsDeps) =>
    (permit, ids): Promise<Result<Response, EndEmploymentOfCardRefusal>> =>
      end<EndEmploymentOfCardRefusal>(deps, permit, ids.organisationId, async (tx) => {
        const card = await deps.cards.findCardOfEmployer(tx, ids)
        return card === undefined
          ? refuse({ kind: 'card-not-found' })
          : ok(await deps.people.identityCodeOf(tx, card.holder))
      }),
})

async function end<Refused>(
  deps: EmploymentsDeps,
  permit: Permit<'employments.endEmployment'>,
  organisationId: string,
  identityCodeOf: (tx: Tx) => Promise<Result<IdentityCode, Refused>>,
): Promise<Result<Response, EndingRefusal | Refused>> {
  const prepared = await deps.accounts.prepareAction(permit, { organisationId, action: 'apply' })
  // Cancelling cards does not wait for the business register: then the role is enough.
  const requested = prepared.ok
    ? prepared.value
    : ({ organisationId, action: 'view', at: 'apply' } as const)
  return deps.db.write(async (tx): Promise<Result<Response, EndingRefusal | Refused>> => {
    const organisation = await organisationFor(deps, tx, permit, requested)
    if (!organisation.ok) return organisation
    const found = await identityCodeOf(tx)
    if (!found.ok) return found
    const identityCode = found.value
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
}
