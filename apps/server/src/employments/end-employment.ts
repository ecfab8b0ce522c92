import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { endEmployment as contract } from '@sotevarmenne/api/employments'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { EmploymentEnded, PreparedWithdrawn } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { organisationFor, type WithdrawPreparedRefusal } from './prepare-orders.ts'
import { settlePrepared, waitingFor } from './store.ts'

type Answer = AnswerOf<typeof contract>

export type EndEmploymentRefusal =
  | Exclude<WithdrawPreparedRefusal, { kind: `prepared-${string}` }>
  | { readonly kind: 'identity-code-wrong' }
  /** Nothing of theirs rests on an employment with this organisation; whether the person is known is not told. */
  | { readonly kind: 'no-card-of-employment' }

/** The employer says that the employment has ended: its cards of the person are closed by the desk's own deed (R219). */
export const endEmployment =
  (deps: EmploymentsDeps) =>
  async (
    permit: Permit<'employments.endEmployment'>,
    { organisationId, ...input }: InputOf<typeof contract>,
  ): Promise<Result<Answer, EndEmploymentRefusal>> => {
    const identityCode = parseIdentityCode(input.identityCode)
    if (!identityCode.ok) return refuse({ kind: 'identity-code-wrong' })
    return deps.db.write(async (tx): Promise<Result<Answer, EndEmploymentRefusal>> => {
      const organisation = await organisationFor(deps, tx, permit, organisationId)
      if (!organisation.ok) return organisation
      const now = deps.clock.now()
      let [closed, beingMade, withdrawn] = [0, 0, 0]
      const waiting = await waitingFor(tx, deps.sealing, { identityCode: identityCode.value, now })
      for (const { preparedId, ...order } of waiting) {
        if (order.organisationId !== organisationId) continue
        await settlePrepared(tx, preparedId, { state: 'withdrawn', settledAt: now })
        const event: PreparedWithdrawn = { type: 'PreparedWithdrawn', preparedId, organisationId }
        await deps.record(tx, event, permit)
        withdrawn += 1
      }
      const person = await deps.people.findByIdentityCode(tx, identityCode.value)
      const cards = person ? await deps.cards.cardsOf(tx, person.personId) : []
      for (const { cardId, employer, state, holder } of cards) {
        if (employer?.organisationId !== organisationId || state === 'closed') continue
        const done = await deps.cards.closeForCaller(tx, permit, {
          ...{ cardId, holder: holder.personId, reason: 'employment-ended' },
        })
        if (!done.ok) beingMade += 1
        else if (done.value === 'closed-now') closed += 1
      }
      if (closed + beingMade + withdrawn === 0) return refuse({ kind: 'no-card-of-employment' })
      if (person && closed > 0) {
        const { personId } = person
        const event: EmploymentEnded = {
          ...{ type: 'EmploymentEnded', organisationId, about: { personId } },
        }
        await deps.record(tx, event, permit)
      }
      return ok({ closed, beingMade, withdrawn })
    })
  }
