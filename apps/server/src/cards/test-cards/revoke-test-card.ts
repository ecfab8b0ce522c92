import type * as contracts from '@sotevarmenne/api/test-cards'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ActionRefusal } from '#organisations/accounts/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { Tx } from '#platform/db.ts'
import type {
  TestCard,
  TestCardCancelled,
  TestCardLapsed,
  TestCardRevoked,
  TestRevocation,
} from './contract.ts'
import type { TestCardsDeps } from './deps.ts'
import { cancellationReasonOf, revoke, type NotInUse } from './domain/test-card.ts'
import { findTestCard, lockLapsed, lockTestCard, saveTestCard } from './store.ts'
import { aboutTestCard, showTestCard } from './view-test-cards.ts'

type NotTheirs =
  Exclude<ActionRefusal, { kind: 'account-not-found' }> | { readonly kind: 'test-card-not-found' }

export type RevokeRefusal = NotTheirs | NotInUse

type Shown = contracts.TestCardShown

/** Revokes both certificates for good, so that the vendor can test the effect (R236). */
export const revokeTestCard =
  (deps: TestCardsDeps) =>
  (
    permit: Permit<'testCards.revoke'>,
    { testCardId, because }: InputOf<typeof contracts.revokeTestCard>,
  ): Promise<Result<Shown, RevokeRefusal>> =>
    withOwn(deps, permit, testCardId, async (tx, card): Promise<Result<Shown, RevokeRefusal>> => {
      if (card.orderId !== undefined) return revokePlastic(deps, tx, permit, { card, because })
      const revoked = revoke(card.standing, { because, now: deps.clock.now() })
      if (!revoked.ok) return revoked
      const changed: TestCard = { ...card, standing: revoked.value }
      await saveTestCard(tx, changed)
      await deps.revocations.revokeCard(tx, permit, { cardId: card.testCardId, cause: because })
      const event: TestCardRevoked = { type: 'TestCardRevoked', because, ...aboutTestCard(card) }
      await deps.record(tx, event, permit)
      return ok(showTestCard(changed))
    })

export type CancelRefusal = NotTheirs | { readonly kind: 'test-card-produced' }

/** Cancels a plastic card before its production, or one whose production failed (R254). */
export const cancelTestCard =
  (deps: TestCardsDeps) =>
  (
    permit: Permit<'testCards.cancel'>,
    { testCardId }: InputOf<typeof contracts.cancelTestCard>,
  ): Promise<Result<Shown, CancelRefusal>> =>
    withOwn(deps, permit, testCardId, async (tx, card): Promise<Result<Shown, CancelRefusal>> => {
      const cancelled = await deps.cards.cancelTestCard(tx, permit, testCardId)
      if (!cancelled.ok) return refuse({ kind: 'test-card-produced' })
      const event: TestCardCancelled = {
        ...{ type: 'TestCardCancelled', ...aboutTestCard(card) },
      }
      await deps.record(tx, event, permit)
      return ok(showTestCard(card, cancelled.value))
    })

/** Runs an operation on the card for a current member of its account. Other people get no information. */
async function withOwn<Value, Refused>(
  deps: TestCardsDeps,
  permit: Permit<'testCards.revoke' | 'testCards.cancel'>,
  testCardId: string,
  action: (tx: Tx, card: TestCard) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | NotTheirs>> {
  const found = await deps.db.read((tx) => findTestCard(tx, testCardId))
  if (!found) return refuse({ kind: 'test-card-not-found' })
  const applying = { organisationId: found.organisationId, action: 'apply' } as const
  const prepared = await deps.accounts.prepareAction(permit, applying)
  if (!prepared.ok) return prepared
  return deps.db.write(async (tx): Promise<Result<Value, Refused | NotTheirs>> => {
    const card = await lockTestCard(tx, testCardId)
    if (!card) return refuse({ kind: 'test-card-not-found' })
    const member = await deps.accounts.checkMember(tx, permit, prepared.value)
    if (member.ok) return action(tx, card)
    return member.refusal.kind === 'account-not-found'
      ? refuse({ kind: 'test-card-not-found' })
      : refuse(member.refusal)
  })
}

/** A plastic card is cancelled like any card: its letter is withdrawn too. */
async function revokePlastic(
  deps: TestCardsDeps,
  tx: Tx,
  permit: Permit<'testCards.revoke'>,
  { card, because }: { readonly card: TestCard; readonly because: TestRevocation },
): Promise<Result<Shown, RevokeRefusal>> {
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
