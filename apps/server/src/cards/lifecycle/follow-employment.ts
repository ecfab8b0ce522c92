import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { isToBeProduced, stopProduction } from '#cards/production/index.ts'
import { cardsOfHolder, lockCard } from '#cards/card/index.ts'
import { cancelForGood } from './cancel-card.ts'
import type { CardsDeps } from './deps.ts'

const reason = 'employment-ended'

/**
 * The holder no longer works for the employer: its cards are cancelled, and those ordered or in production
 * are stopped, so that nobody receives them (R219, R278). In the caller's transaction; returns how many of
 * each.
 */
export const endWithEmployment =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit<'employments.endDue' | 'employments.endEmployment'>,
    { holder, organisationId }: { readonly holder: string; readonly organisationId: string },
  ): Promise<{ readonly cancelled: number; readonly stopped: number }> => {
    const count = { cancelled: 0, stopped: 0 }
    for (const { cardId, says } of await cardsOfHolder(tx, holder)) {
      if (!('employer' in says) || says.employer.organisationId !== organisationId) continue
      const outcome = await endCardWithEmployment(deps)(tx, permit, cardId)
      if (outcome) count[outcome] += 1
    }
    return count
  }

/** The same for one card; does nothing if it is cancelled already. */
export const endCardWithEmployment =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit<'employments.endDue' | 'employments.endEmployment' | 'orders.stopOrder'>,
    cardId: string,
  ): Promise<'cancelled' | 'stopped' | undefined> => {
    const card = await lockCard(tx, cardId)
    if (card === undefined || card.state === 'cancelled' || card.says.isTest) return undefined
    if (!isToBeProduced(card)) {
      await cancelForGood(deps, tx, permit, card, reason)
      return 'cancelled'
    }
    for (const chipSerial of await stopProduction(deps, tx, permit, { card, reason }))
      await deps.blanks?.reject(tx, chipSerial, 'not-produced')
    return 'stopped'
  }
