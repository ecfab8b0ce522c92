import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { closeForGood } from './close-card.ts'
import type { CardsDeps } from './deps.ts'
import { isToBeMade, stopMaking } from './production/stop-making.ts'
import { cardsOfHolder, lockCard } from './store.ts'

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
    const reason = 'employment-ended'
    let [closed, stopped] = [0, 0]
    for (const { cardId, says } of await cardsOfHolder(tx, holder)) {
      if (!('employer' in says) || says.employer.organisationId !== organisationId) continue
      const card = await lockCard(tx, cardId)
      if (card === undefined || card.state === 'closed' || card.says.isTest) continue
      if (isToBeMade(card)) {
        for (const chipSerial of await stopMaking(deps, tx, permit, { card, reason }))
          await deps.blanks?.giveUp(tx, chipSerial, 'not-made')
        stopped += 1
        continue
      }
      await closeForGood(deps, tx, permit, card, reason)
      closed += 1
    }
    return { closed, stopped }
  }
