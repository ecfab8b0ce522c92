import * as api from '@sotevarmenne/api/renewals'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RenewalContent } from '#cards/orders/contract.ts'
import { lockOrdersOf } from '#cards/orders/index.ts'
import type { RegisterResponses } from '#people/registers/index.ts'
import type { Tx } from '#platform/db.ts'
import type { RequestFacts } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import {
  checkConfirmation,
  confirmationProblems,
  type ConfirmationRefusal,
  type Confirmed,
} from './confirmation.ts'
import type { RenewalDecided } from './contract.ts'
import {
  decideProblems,
  decideRenewal,
  earlierOf,
  lookUpHolder,
  recordRefusal,
  type DecideRenewalRefusal,
  type RenewalDraft,
} from './decide-renewal.ts'
import type { RenewalsDeps } from './deps.ts'
import { decisionStatementOf } from './domain/decision-statement.ts'
import { renewalStatementOf } from './domain/renewal-statement.ts'
import { findRenewable, type Placed } from './find-renewable.ts'
import { draftProblems, readDraft, type RenewalDraftRefusal } from './renewal-draft.ts'
import { showPlaced } from './show-renewal.ts'

type Input = InputOf<typeof api.renewCard>

export type RenewCardRefusal = DecideRenewalRefusal | RenewalDraftRefusal | ConfirmationRefusal

type Renewed = Result<ResponseOf<typeof api.renewCard>, RenewCardRefusal>

/**
 * Renews the user's own card, by a statement that they have signed or identified for. The registers are queried
 * now, outside the transaction in which the rules decide once more; no person reviews it. A form sent twice, at
 * once or later, is one order. A refusal is recorded with its reason.
 */
export const renewCard = operation({
  contract: api.renewCard,
  problems: { ...decideProblems, ...draftProblems, ...confirmationProblems },
  handle:
    (deps: RenewalsDeps) =>
    async (permit, input, request: Pick<RequestFacts, 'sessionToken'>): Promise<Renewed> => {
      const { cardId } = input
      const earlier = await earlierOf(deps, permit, cardId)
      if (!earlier.ok) return earlier
      if (earlier.value) return ok(showPlaced(earlier.value))

      const placed = await place(deps, permit, input, request)
      if (placed.ok) return ok(showPlaced(placed.value))
      // A second request with the same form was faster.
      const faster = await earlierOf(deps, permit, cardId)
      if (faster.ok && faster.value) return ok(showPlaced(faster.value))
      if (placed.refusal.kind !== 'register-unavailable')
        await recordRefusal(deps, permit, { cardId, because: placed.refusal.kind })
      return placed
    },
})

async function place(
  deps: RenewalsDeps,
  permit: Permit<'orders.renewCard'>,
  input: Input,
  request: Pick<RequestFacts, 'sessionToken'>,
): Promise<Result<Placed, RenewCardRefusal>> {
  const draft = readDraft(deps, permit, input)
  if (!draft.ok) return draft
  const { orderId, draftedAt, statement, registrationNumber } = draft.value
  // An identification is used up by its check: registers that do not respond cost the holder none.
  const looked = await lookUpHolder(deps, permit)
  if (!looked.ok) return looked
  const toConfirm = { statement, registrationNumber, sent: input.confirmation }
  const confirmed = await checkConfirmation(deps, permit, toConfirm, request)
  if (!confirmed.ok) return confirmed

  return deps.db.write(
    async (tx): Promise<Result<Placed, RenewCardRefusal>> => {
      await lockOrdersOf(tx, personOf(permit))
      return renew(deps, tx, permit, {
        ...{ input, statement, draft: { orderId, draftedAt } },
        ...{ ...looked.value, confirmed: confirmed.value },
      })
    },
    // The lock allows one renewal per person at a time: those of other people do not wait.
    { isolation: 'read committed' },
  )
}

async function renew(
  deps: RenewalsDeps,
  tx: Tx,
  permit: Permit<'orders.renewCard'>,
  {
    input,
    statement,
    draft,
    identityCode,
    responses,
    confirmed: { basis, confirmation },
  }: {
    readonly input: Input
    readonly statement: Uint8Array
    readonly draft: RenewalDraft
    readonly identityCode: IdentityCode
    readonly responses: RegisterResponses
    readonly confirmed: Confirmed
  },
): Promise<Result<Placed, RenewCardRefusal>> {
  const holder = personOf(permit)
  const found = await findRenewable(deps, tx, { holder, cardId: input.cardId })
  if (!found.ok) return found
  if (found.value.earlier) return ok(found.value.earlier)
  // Confirmed and cancelled before: a statement orders one card.
  if (await deps.orders.orderById(tx, draft.orderId)) return refuse({ kind: 'renewal-changed' })

  const decided = await decideRenewal(deps, tx, permit, {
    ...{ form: input, responses, renewable: found.value, draft },
  })
  if (!decided.ok) return decided
  // Byte for byte: the form and the registers are as they were when the holder confirmed.
  if (!Buffer.from(renewalStatementOf(decided.value), 'utf8').equals(statement))
    return refuse({ kind: 'renewal-changed' })
  const content: RenewalContent = {
    ...decided.value,
    renewal: { ...decided.value.renewal, confirmation },
  }

  const { population } = responses
  if (!population) throw new Error('unreachable: decided without facts')
  await deps.people.rememberPerson(tx, { identityCode, ...population })
  const { ground, rulesVersion } = content.renewal.decision
  const orderedAt = deps.clock.now()
  const placed = await deps.orders.placeRenewal(tx, permit, content, {
    statement: Buffer.from(
      decisionStatementOf(content, { confirmation, decidedAt: orderedAt }),
      'utf8',
    ),
    ...{ rulesVersion, orderedAt, basis },
  })
  if (!placed.ok) return placed
  const { cardId, decided: proof } = placed.value.placement
  const event: RenewalDecided = {
    ...{ type: 'RenewalDecided', ground, rulesVersion },
    statementDigest: proof.statementDigest,
    confirmedBy: confirmation.by,
    confirmedDigest: confirmation.statementDigest,
    ...(confirmation.by === 'signature' && { signedWith: confirmation.certificateSerial }),
    settings: { 'renewal-window': content.renewal.facts.renewalWindow.version },
    renews: input.cardId,
    about: { personId: holder, orderId: content.orderId, cardId },
  }
  await deps.record(tx, event, permit)
  return placed
}
