import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { CardProduct } from '#cards/products/contract.ts'
import type { CardNumber } from '#cards/card/contract.ts'
import { isOrdered, lockCard, whatWasMade } from '#cards/card/index.ts'

/** What a complaint about a card needs of it. */
export type FaultyCard = {
  /** Person id. */
  readonly holder: string
  readonly product: CardProduct
  readonly cardNumber: CardNumber
  readonly chipSerial: string
  /** The last day, inclusive. */
  readonly validTo: LocalDate
}

/** The card, which nobody else changes until the transaction ends; undefined when it was never made, or closed for another reason than being broken. */
export async function faultyCard(tx: Tx, cardId: string): Promise<FaultyCard | undefined> {
  const card = await lockCard(tx, cardId)
  if (!card || (card.state === 'closed' && card.reason !== 'broken')) return undefined
  const made = whatWasMade(card)
  if (!made || !isOrdered(card.says)) return undefined
  const { holder, says } = card
  const { cardNumber, chipSerial } = made
  return { holder, product: says.product, cardNumber, chipSerial, validTo: says.validTo }
}
