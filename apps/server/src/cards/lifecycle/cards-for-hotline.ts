import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Text } from '#platform/texts.ts'
import type { CardProduct } from '#cards/products/contract.ts'
import type { Card, CardId, CardNumber, ClosingReason, OrderedSays } from '#cards/card/contract.ts'
import {
  cardsOfHolder,
  findCardByNumber,
  isOrdered,
  judgeClosing,
  whatWasMade,
} from '#cards/card/index.ts'

/** What tells a card from its holder's other ones to whoever serves a caller, and nothing else. */
export type CardForCaller = {
  readonly cardId: CardId
  readonly product: CardProduct
  readonly title: Text
  readonly employer?: string
  readonly cardNumber: CardNumber
  readonly state: Card['state']
  readonly validTo: LocalDate
  readonly closedBecause?: ClosingReason
  /** Whether it may be closed now. */
  readonly isOpen: boolean
}

/** A person's cards that were ever made, the newest first. */
export const cardsForCaller = async (tx: Tx, personId: string): Promise<readonly CardForCaller[]> =>
  (await cardsOfHolder(tx, personId)).toReversed().flatMap((card) => {
    const made = whatWasMade(card)
    return made === undefined || !isOrdered(card.says)
      ? []
      : [shown(card, card.says, made.cardNumber)]
  })

const shown = (card: Card, says: OrderedSays, cardNumber: CardNumber): CardForCaller => ({
  cardId: card.cardId,
  product: says.product,
  title: says.title,
  ...('employer' in says && { employer: says.employer.organisation }),
  cardNumber,
  state: card.state,
  validTo: says.validTo,
  ...(card.state === 'closed' && { closedBecause: card.reason }),
  isOpen: judgeClosing(card, 'lost').ok,
})

/** Whose card has the number; closed ones too. */
export const holderOfCardNumber = async (tx: Tx, cardNumber: string): Promise<string | undefined> =>
  (await findCardByNumber(tx, cardNumber))?.holder
