import * as api from '@sotevarmenne/api/spare-cards'
import type { SpareCardView } from '@sotevarmenne/api/spare-cards'
import { endOfDay } from '@sotevarmenne/kernel/local-date'
import { plus, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { requesterOf } from '#cards/card/index.ts'
import { operation } from '#platform/operation.ts'
import type { SpareCardHandedOver } from './contract.ts'
import { aboutSpareCard, notify, type Sealed } from './deps.ts'
import { checkHandOver, type HandOverRefusal } from './domain/rules.ts'
import { handOver } from './domain/spare-card.ts'
import { lockSpareCard, saveSpareCard } from './stores/spare-cards.ts'
import { priceOf } from './price-of.ts'
import { showOneAtDesk } from './view.ts'
import { texts } from './texts.ts'
import { notFound } from './problems.ts'

export type HandOverSpareCardRefusal = { readonly kind: 'spare-card-not-found' } | HandOverRefusal

/**
 * Hands it to its holder, who was identified at the decision and was informed of its limits and its return
 * date (R76). From now on its return is monitored.
 */
export const handOverSpareCard = operation({
  contract: api.handOverSpareCard,
  problems: {
    'spare-card-not-found': notFound,
    'spare-card-not-produced': { status: 409, ...texts.notAwaitingHandOver },
    'spare-card-at-another-point': { status: 409, ...texts.atAnotherPoint },
    'handing-over-to-oneself': { status: 403, ...texts.notToOneself },
  },
  handle:
    (deps: Sealed) =>
    (permit, { spareCardId }) =>
      deps.db.write(async (tx): Promise<Result<SpareCardView, HandOverSpareCardRefusal>> => {
        const card = await lockSpareCard(tx, spareCardId)
        if (!card) return refuse({ kind: 'spare-card-not-found' })
        const checked = checkHandOver(card, requesterOf(permit))
        if (!checked.ok) return checked

        const given = handOver(checked.value, deps.clock.now())
        await saveSpareCard(tx, given)
        const event: SpareCardHandedOver = {
          type: 'SpareCardHandedOver',
          about: aboutSpareCard(given),
          actualCardId: given.actualCardId,
          returnBy: given.returnBy,
          price: await priceOf(deps, tx, given),
        }
        await notify(deps, tx, event, permit)
        await deps.planJob(tx, {
          kind: 'spareCards.markOverdue',
          key: `spareCards.markOverdue/${spareCardId}`,
          payload: { spareCardId },
          dueAt: plus(endOfDay(given.returnBy), second),
        })
        await deps.planJob(tx, {
          kind: 'spareCards.cancelAtEnd',
          key: `spareCards.cancelAtEnd/${spareCardId}`,
          payload: { spareCardId },
          dueAt: plus(endOfDay(given.validTo), second),
        })
        return ok(await showOneAtDesk(deps, tx, permit, given))
      }),
})
