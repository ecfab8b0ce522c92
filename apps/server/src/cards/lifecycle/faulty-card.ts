import type { CardProduct } from '@sotevarmenne/api/cards'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { CardNumber } from '#cards/card/contract.ts'
import { isOrdered, lockCard, productionDataOf } from '#cards/card/index.ts'

/** Data of a card that a complaint needs. */
export type FaultyCard = {
  /** Person id. */
  readonly holder: string
  readonly product: CardProduct
  readonly cardNumber: CardNumber
  readonly chipSerial: string
  /** Last day of validity, inclusive. */
  readonly validTo: LocalDate
}

/**
 * The card, locked until the transaction ends; undefined when never produced, or cancelled for another reason
 * than broken.
 */
export async function faultyCard(tx: Tx, cardId: string): Promise<FaultyCard | undefined> {
  const card = await lockCard(tx, cardId)
  if (!card || (card.state === 'cancelled' && card.reason !== 'broken')) return undefined
  const production = productionDataOf(card)
  if (!production || !isOrdered(card.says)) return undefined
  const { holder, says } = card
  const { cardNumber, chipSerial } = production
  return { holder, product: says.product, cardNumber, chipSerial, validTo: says.validTo }
}
