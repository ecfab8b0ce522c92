import type { CardProduct, CancellationReason } from '@sotevarmenne/api/cards'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Text } from '#platform/texts.ts'
import type { Card, CardId, CardNumber, OrderedSays } from '#cards/card/contract.ts'
import {
  cardsOfHolder,
  findCardByNumber,
  isOrdered,
  checkCancellation,
  productionDataOf,
} from '#cards/card/index.ts'

/** Only what a hotline agent needs to distinguish the card from the holder's other cards. */
export type CardForCaller = {
  readonly cardId: CardId
  readonly product: CardProduct
  readonly title: Text
  readonly employer?: string
  readonly cardNumber: CardNumber
  readonly state: Card['state']
  readonly validTo: LocalDate
  readonly cancelledBecause?: CancellationReason
  /** Whether it may be cancelled now. */
  readonly isOpen: boolean
}

/** A person's cards that were ever produced, newest first. */
export const cardsForCaller = async (tx: Tx, personId: string): Promise<readonly CardForCaller[]> =>
  (await cardsOfHolder(tx, personId)).toReversed().flatMap((card) => {
    const production = productionDataOf(card)
    return production === undefined || !isOrdered(card.says)
      ? []
      : [shown(card, card.says, production.cardNumber)]
  })

const shown = (card: Card, says: OrderedSays, cardNumber: CardNumber): CardForCaller => ({
  cardId: card.cardId,
  product: says.product,
  title: says.title,
  ...('employer' in says && { employer: says.employer.organisation }),
  cardNumber,
  state: card.state,
  validTo: says.validTo,
  ...(card.state === 'cancelled' && { cancelledBecause: card.reason }),
  isOpen: checkCancellation(card, 'lost').ok,
})

/** Holder of the card with the number, also when it is cancelled. */
export const holderOfCardNumber = async (tx: Tx, cardNumber: string): Promise<string | undefined> =>
  (await findCardByNumber(tx, cardNumber))?.holder
