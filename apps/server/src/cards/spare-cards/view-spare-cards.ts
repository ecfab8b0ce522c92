import * as api from '@sotevarmenne/api/spare-cards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { SpareCardView } from '@sotevarmenne/api/spare-cards'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { priceOfSpareCard, type SpareCardRefusal } from '#cards/products/index.ts'
import { notAtAPointProblems, registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { SpareCardViewed } from './contract.ts'
import { deciding } from './decide.ts'
import { aboutSpareCard, type Sealed } from './deps.ts'
import { isOpen, type SpareCard } from './domain/spare-card.ts'
import { decisionProblems } from './decision-problems.ts'
import { findSpareCard, spareCardsOfHolder } from './stores/spare-cards.ts'
import { showAtDesk, showOneAtDesk, showToHolder } from './view.ts'
import { notFound } from './problems.ts'

export type ViewSpareCardRefusal = { readonly kind: 'spare-card-not-found' }

/** One spare card, at any desk (R16). Viewing a person's card leaves an access record (R51). */
export const viewSpareCard = operation({
  contract: api.viewSpareCard,
  problems: {
    'spare-card-not-found': notFound,
  },
  handle:
    (deps: Sealed) =>
    (permit, { spareCardId }) =>
      deps.db.write(async (tx): Promise<Result<SpareCardView, ViewSpareCardRefusal>> => {
        const card = await findSpareCard(tx, spareCardId)
        if (!card) return refuse({ kind: 'spare-card-not-found' })

        await recordViewed(deps, tx, permit, [card])
        return ok(await showOneAtDesk(deps, tx, permit, card))
      }),
})

/**
 * For each card of the visitor: its spare cards, and whether one may be produced now, or the reason why not
 * (R51).
 */
export const viewSpareCardsOf = operation({
  contract: api.viewSpareCardsOf,
  problems: notAtAPointProblems,
  handle:
    (deps: Sealed) =>
    (permit, { personId }) =>
      deps.db.write(
        async (tx): Promise<Result<ResponseOf<typeof api.viewSpareCardsOf>, NotAtAPoint>> => {
          const desk = registrarOf(permit)
          if (!desk.ok) return desk
          const today = dateInHelsinki(deps.clock.now())
          const { registrar: producedBy, pointId } = desk.value
          const by = { holder: personId, producedBy, pointId, today }
          const { actualCards, decide } = await deciding(deps, tx, by)
          const spareCards = await spareCardsOfHolder(tx, personId)
          await recordViewed(deps, tx, permit, spareCards)
          const shown = await showAtDesk(deps, tx, permit, spareCards)
          const cards = []
          for (const card of actualCards) {
            const decided = decide(card)
            cards.push({
              cardId: card.cardId,
              spareCards: shown.filter(({ cardId }) => cardId === card.cardId),
              mayMake: decided.ok
                ? {
                    allowed: true as const,
                    validTo: decided.value.validTo,
                    price: await priceOfSpareCard(tx, await deps.termsOf(tx, card.orderId), today),
                  }
                : { allowed: false as const, because: input(decided.refusal) },
            })
          }
          return ok({ cards })
        },
      ),
})

/** The signed-in person's spare cards that were not returned yet. */
export const viewOwnSpareCards = operation({
  contract: api.viewOwnSpareCards,
  problems: {},
  handle:
    (deps: Sealed) =>
    async (permit): Promise<Result<{ spareCards: SpareCardView[] }, never>> => {
      const personId = personOf(permit)
      return deps.db.write(async (tx) => {
        const own = (await spareCardsOfHolder(tx, personId)).filter(
          (card) => isOpen(card) && card.state !== 'beingProduced',
        )
        await recordViewed(deps, tx, permit, own)
        return ok({ spareCards: await showToHolder(deps, tx, own) })
      })
    },
})

async function recordViewed(
  { record }: Sealed,
  tx: Tx,
  permit: Permit,
  cards: readonly SpareCard[],
): Promise<void> {
  for (const card of cards) {
    const viewed: SpareCardViewed = { type: 'SpareCardViewed', about: aboutSpareCard(card) }
    await record(tx, viewed, permit)
  }
}

const input = ({ kind, ...facts }: SpareCardRefusal) => {
  const { title, advice } = decisionProblems[kind]
  return { kind, title, advice, facts }
}
