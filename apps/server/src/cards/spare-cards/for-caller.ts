import type { SpareCancellationReason } from '@sotevarmenne/api/spare-cards'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CardNumber } from '#cards/card/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Text } from '#platform/texts.ts'
import type { SpareCardId } from './contract.ts'
import { productionDataOf, type SpareCard } from './domain/spare-card.ts'
import { findSpareCardByNumber, spareCardsOfHolder } from './stores/spare-cards.ts'

/** Only what a hotline agent needs to distinguish the spare card from the holder's other cards. */
export type SpareCardForCaller = {
  readonly spareCardId: SpareCardId
  readonly title: Text
  readonly cardNumber: CardNumber
  readonly state: SpareCard['state']
  readonly validTo: LocalDate
  readonly cancelledBecause?: SpareCancellationReason
  /** Whether it may be cancelled now. */
  readonly isOpen: boolean
}

/** A person's spare cards that were ever produced, newest first. */
export const spareCardsForCaller = async (
  tx: Tx,
  personId: string,
): Promise<readonly SpareCardForCaller[]> =>
  (await spareCardsOfHolder(tx, personId))
    .toReversed()
    .filter((card) => productionDataOf(card) !== undefined)
    .map((card) => ({
      spareCardId: card.spareCardId,
      title: card.says.title,
      cardNumber: card.cardNumber,
      state: card.state,
      validTo: card.validTo,
      ...('reason' in card && { cancelledBecause: card.reason }),
      isOpen: card.state === 'handedOver' || card.state === 'awaitingHandOver',
    }))

/** Holder of the spare card with the number, also when it is cancelled. */
export const holderOfSpareCardNumber = async (
  tx: Tx,
  cardNumber: string,
): Promise<string | undefined> => (await findSpareCardByNumber(tx, cardNumber))?.holder
