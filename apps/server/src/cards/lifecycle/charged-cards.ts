import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { aboutCard, cardsOfOrders, productionDataOf } from '#cards/card/index.ts'
import type { Card } from '#cards/card/contract.ts'
import type { CardListed } from './contract.ts'
import type { CardsDeps } from './deps.ts'

/** What was charged: a card, or a spare card for the card of the order. */
type ChargedCard = { readonly orderId: string; readonly cardId: string }

/** Card numbers by card id; a spare card has its own number elsewhere. */
export async function numbersOfCharged(
  tx: Tx,
  charged: readonly ChargedCard[],
): Promise<ReadonlyMap<string, string>> {
  const known = await byOrder(tx, charged)
  return new Map(
    charged.flatMap(({ orderId, cardId }) => {
      const card = known.get(orderId)
      const production = card?.cardId === cardId ? productionDataOf(card) : undefined
      return production ? [[cardId, production.cardNumber] as const] : []
    }),
  )
}

/**
 * Names of the holders by card id, as their employer may see them: of cards that are bound to it. An access
 * record is written for each (R290); holders of test cards are invented.
 */
export const holdersOfCharged =
  ({ record }: Pick<CardsDeps, 'record'>) =>
  async (
    tx: Tx,
    permit: Permit,
    {
      organisationId,
      charged,
    }: { readonly organisationId: string; readonly charged: readonly ChargedCard[] },
  ): Promise<ReadonlyMap<string, string>> => {
    const known = await byOrder(tx, charged)
    const names = new Map<string, string>()
    for (const { orderId, cardId } of charged) {
      const card = known.get(orderId)
      if (card === undefined) continue
      const { says } = card
      const isTest = says.isTest === true
      const isOwn = 'employer' in says && says.employer.organisationId === organisationId
      if (!isTest && !isOwn) continue
      names.set(cardId, `${says.givenNames} ${says.surname}`)
      const listed: CardListed = { type: 'CardListed', about: aboutCard(card) }
      if (!isTest) await record(tx, listed, permit)
    }
    return names
  }

const byOrder = async (
  tx: Tx,
  charged: readonly ChargedCard[],
): Promise<ReadonlyMap<string, Card>> => {
  const orderIds = [...new Set(charged.map(({ orderId }) => orderId))]
  return new Map((await cardsOfOrders(tx, orderIds)).map((card) => [card.orderId, card]))
}
