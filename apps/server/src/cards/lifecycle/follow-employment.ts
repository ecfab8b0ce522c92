import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { isToBeMade, stopMaking } from '#cards/production/index.ts'
import { cardsOfHolder, lockCard } from '#cards/card/index.ts'
import { closeForGood } from './cancel-card.ts'
import type { CardsDeps } from './deps.ts'

const reason = 'employment-ended'

/**
 * The holder works for the employer no more: its cards are closed, and those that are ordered or being made are stopped, so that
 * nobody gets them (R219, R278). In the transaction of whatever makes it so; answers how many of each.
 */
export const endWithEmployment =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    { holder, organisationId }: { readonly holder: string; readonly organisationId: string },
  ): Promise<{ readonly closed: number; readonly stopped: number }> => {
    const count = { closed: 0, stopped: 0 }
    for (const { cardId, says } of await cardsOfHolder(tx, holder)) {
      if (!('employer' in says) || says.employer.organisationId !== organisationId) continue
      const outcome = await endCardWithEmployment(deps)(tx, permit, cardId)
      if (outcome) count[outcome] += 1
    }
    return count
  }

/** The same of one card; nothing happens to one that is closed. */
export const endCardWithEmployment =
  (deps: CardsDeps) =>
  async (tx: Tx, permit: Permit, cardId: string): Promise<'closed' | 'stopped' | undefined> => {
    const card = await lockCard(tx, cardId)
    if (card === undefined || card.state === 'closed' || card.says.isTest) return undefined
    if (!isToBeMade(card)) {
      await closeForGood(deps, tx, permit, card, reason)
      return 'closed'
    }
    for (const chipSerial of await stopMaking(deps, tx, permit, { card, reason }))
      await deps.blanks?.giveUp(tx, chipSerial, 'not-made')
    return 'stopped'
  }
