import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CardNumber } from '#cards/card/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Text } from '#platform/texts.ts'
import type { SpareCardId, SpareClosingReason } from './contract.ts'
import { whatWasMade, type SpareCard } from './domain/spare-card.ts'
import { findSpareCardByNumber, spareCardsOfHolder } from './stores/spare-cards.ts'

/** What tells a spare card from its holder's other cards to whoever serves a caller, and nothing else. */
export type SpareCardForCaller = {
  readonly spareCardId: SpareCardId
  readonly title: Text
  readonly cardNumber: CardNumber
  readonly state: SpareCard['state']
  readonly validTo: LocalDate
  readonly closedBecause?: SpareClosingReason
  /** Whether it may be closed now. */
  readonly isOpen: boolean
}

/** A person's spare cards that were ever made, the newest first. */
export const spareCardsForCaller = async (
  tx: Tx,
  personId: string,
): Promise<readonly SpareCardForCaller[]> =>
  (await spareCardsOfHolder(tx, personId))
    .toReversed()
    .filter((card) => whatWasMade(card) !== undefined)
    .map((card) => ({
      spareCardId: card.spareCardId,
      title: card.says.title,
      cardNumber: card.cardNumber,
      state: card.state,
      validTo: card.validTo,
      ...('reason' in card && { closedBecause: card.reason }),
      isOpen: card.state === 'handedOver' || card.state === 'awaitingHandOver',
    }))

/** Whose spare card has the number; closed ones too. */
export const holderOfSpareCardNumber = async (
  tx: Tx,
  cardNumber: string,
): Promise<string | undefined> => (await findSpareCardByNumber(tx, cardNumber))?.holder
