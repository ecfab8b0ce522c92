import type { TestRevocation } from '@sotevarmenne/api/test-cards'
import * as contracts from '@sotevarmenne/api/test-cards'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  actForMember,
  actionProblems,
  type ActionRefusal,
  ownItems,
  type ChangeOwnRefusal,
  changeOwnProblems,
} from '#organisations/accounts/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { TestCard, TestCardCancelled, TestCardLapsed, TestCardRevoked } from './contract.ts'
import type { TestCardsDeps } from './deps.ts'
import { cancellationReasonOf, revoke, type NotInUse } from './domain/test-card.ts'
import { findTestCard, lockLapsed, lockTestCard, saveTestCard } from './store.ts'
import { aboutTestCard, showTestCard } from './view-test-cards.ts'
import { texts } from './texts.ts'
import { revokeProblems } from './problems.ts'

const { withOwn } = ownItems({
  notFound: 'test-card-not-found',
  find: (tx, _sealing, testCardId) => findTestCard(tx, testCardId),
  lock: (tx, _sealing, testCardId) => lockTestCard(tx, testCardId),
})
type NotOwn = ChangeOwnRefusal<'test-card-not-found'>

export type RevokeRefusal = NotOwn | NotInUse

type Shown = contracts.TestCardView

/** Revokes both certificates for good, so that the vendor can test the effect (R236). */
export const revokeTestCard = operation({
  contract: contracts.revokeTestCard,
  problems: revokeProblems,
  handle:
    (deps: TestCardsDeps) =>
    (permit, { testCardId: id, because }): Promise<Result<Shown, RevokeRefusal>> =>
      withOwn<Shown, RevokeRefusal>(deps, permit, { id }, (tx, card) =>
        revokeOne(deps, tx, permit, { card, because }),
      ),
})

type ManyRevoked = ResponseOf<typeof contracts.revokeManyTestCards>

/** Many at once, each with its own result (R453). One that is revoked stays so, for its first reason. */
export const revokeManyTestCards = operation({
  contract: contracts.revokeManyTestCards,
  problems: actionProblems,
  handle:
    (deps: TestCardsDeps) =>
    (
      permit,
      { organisationId, testCardIds, because },
    ): Promise<Result<ManyRevoked, ActionRefusal>> =>
      actForMember<ManyRevoked, never>(
        deps,
        permit,
        { organisationId, action: 'apply' },
        async (tx) => {
          const refused: ManyRevoked['refused'] = []
          let done = 0
          let already = 0
          // In one order, so that two acts on the same cards wait for each other and never both.
          for (const testCardId of [...new Set(testCardIds)].toSorted()) {
            const card = await lockTestCard(tx, testCardId)
            if (card?.organisationId !== organisationId) {
              refused.push({ testCardId, kind: 'test-card-not-found' })
              continue
            }
            const revoked = await revokeOne(deps, tx, permit, { card, because })
            if (revoked.ok) done += 1
            else if (revoked.refusal.state === 'revoked') already += 1
            else {
              const { holder } = showTestCard(card)
              refused.push({ testCardId, holder, kind: 'test-card-not-in-use' })
            }
          }
          const kinds = [...new Set(refused.map(({ kind }) => kind))]
          return ok({
            ...{ done, already, refused },
            reasons: kinds.map((kind) => ({
              ...{ kind, ...(kind === 'test-card-not-found' ? texts.notFound : texts.notInUse) },
            })),
          })
        },
      ),
})

async function revokeOne(
  deps: TestCardsDeps,
  tx: Tx,
  permit: Permit<'testCards.revoke'>,
  { card, because }: { readonly card: TestCard; readonly because: TestRevocation },
): Promise<Result<Shown, NotInUse>> {
  if (card.orderId !== undefined) return revokePlastic(deps, tx, permit, { card, because })
  const revoked = revoke(card.standing, { because, now: deps.clock.now() })
  if (!revoked.ok) return revoked
  const changed: TestCard = { ...card, standing: revoked.value }
  await saveTestCard(tx, changed)
  await deps.revocations.revokeCard(tx, permit, { cardId: card.testCardId, cause: because })
  const event: TestCardRevoked = { type: 'TestCardRevoked', because, ...aboutTestCard(card) }
  await deps.record(tx, event, permit)
  return ok(showTestCard(changed))
}

export type CancelRefusal = NotOwn | { readonly kind: 'test-card-produced' }

/** Cancels a plastic card before its production, or one whose production failed (R254). */
export const cancelTestCard = operation({
  contract: contracts.cancelTestCard,
  problems: {
    ...changeOwnProblems,
    'test-card-not-found': revokeProblems['test-card-not-found'],
    'test-card-produced': { status: 409, ...texts.produced },
  },
  handle:
    (deps: TestCardsDeps) =>
    (permit, { testCardId: id }): Promise<Result<Shown, CancelRefusal>> =>
      withOwn<Shown, CancelRefusal>(deps, permit, { id }, async (tx, card) => {
        const cancelled = await deps.cards.cancelTestCard(tx, permit, id)
        if (!cancelled.ok) return refuse({ kind: 'test-card-produced' })
        const event: TestCardCancelled = {
          ...{ type: 'TestCardCancelled', ...aboutTestCard(card) },
        }
        await deps.record(tx, event, permit)
        return ok(showTestCard(card, cancelled.value))
      }),
})

/** A plastic card is cancelled like any card: its letter is withdrawn too. */
async function revokePlastic(
  deps: TestCardsDeps,
  tx: Tx,
  permit: Permit<'testCards.revoke'>,
  { card, because }: { readonly card: TestCard; readonly because: TestRevocation },
): Promise<Result<Shown, NotInUse>> {
  const { testCardId } = card
  const cancelled = await deps.cards.cancelIssuedTestCard(tx, permit, {
    ...{ orderId: testCardId, reason: cancellationReasonOf[because] },
  })
  if (!cancelled.ok) {
    const state = cancelled.refusal.kind === 'card-not-produced' ? 'in-production' : 'revoked'
    return refuse({ kind: 'test-card-not-in-use', state })
  }
  const event: TestCardRevoked = { type: 'TestCardRevoked', because, ...aboutTestCard(card) }
  await deps.record(tx, event, permit)
  return ok(showTestCard(card, cancelled.value))
}

/** Production that takes longer was interrupted. */
const maxMaking = 10 * minute
const lapsedAtOnce = 100

/**
 * Erases files that were not fetched in time and cards with interrupted production; revokes their
 * certificates.
 */
export async function lapseForgotten(deps: TestCardsDeps): Promise<void> {
  await deps.db.write(async (tx) => {
    const permit = deps.systemPermit('testCards.lapse')
    const now = deps.clock.now()
    const over = { readyUntil: now, makingSince: plus(now, -maxMaking), limit: lapsedAtOnce }
    for (const card of await lockLapsed(tx, over)) {
      await saveTestCard(tx, { ...card, standing: { state: 'lapsed' } })
      await deps.revocations.revokeCard(tx, permit, {
        ...{ cardId: card.testCardId, cause: 'card-not-wanted' },
      })
      const event: TestCardLapsed = { type: 'TestCardLapsed', ...aboutTestCard(card) }
      await deps.record(tx, event, permit)
    }
    return ok(undefined)
  })
}
