import type { Card as CardShown } from '@sotevarmenne/api/cards'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { aboutCard, askerOf, cardsOfHolder, findCardByNumber } from '#cards/card/index.ts'
import type { CardViewed } from './contract.ts'
import type { CardsDeps } from './deps.ts'
import { holderMay, registrarMay } from './may.ts'
import { showCards } from './view.ts'

/** The cards of the one who signed in. Recorded too (R51): the holder sees when somebody looked with the own card. */
export const viewOwnCards =
  ({ db, record }: Pick<CardsDeps, 'db' | 'record'>) =>
  async (permit: Permit<'cards.viewOwnCards'>): Promise<Result<{ cards: CardShown[] }, never>> => {
    const asker = askerOf(permit)
    const personId = personOf(permit)
    return db.write(
      async (tx) => {
        const cards = await cardsOfHolder(tx, personId)
        for (const card of cards) {
          const viewed: CardViewed = { type: 'CardViewed', about: aboutCard(card) }
          await record(tx, viewed, permit)
        }
        return ok({ cards: await showCards(tx, cards, (card) => holderMay(card, asker)) })
      },
      // Changes nothing but the trail.
      { isolation: 'read committed' },
    )
  }

/** A person's cards, the oldest first; with the permit of a registrar, what that one may do with each. */
export const cardsOf = async (
  tx: Tx,
  personId: string,
  permit?: Permit,
): Promise<readonly CardShown[]> =>
  showCards(tx, await cardsOfHolder(tx, personId), (card) =>
    permit === undefined ? [] : registrarMay(card, askerOf(permit)),
  )

/** Whose card has the number: person id. */
export const holderOf = async (tx: Tx, cardNumber: string): Promise<string | undefined> =>
  (await findCardByNumber(tx, cardNumber))?.holder
