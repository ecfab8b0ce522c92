import * as api from '@sotevarmenne/api/cards'
import type { CardView } from '@sotevarmenne/api/cards'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { aboutCard, requesterOf, cardsOfHolder, findCardByNumber } from '#cards/card/index.ts'
import { operation } from '#platform/operation.ts'
import type { CardViewed } from './contract.ts'
import type { CardsDeps } from './deps.ts'
import { holderMay, registrarMay } from './may.ts'
import { showCards } from './view.ts'

/** The cards of the signed-in person. Also recorded (R51): the holder sees accesses with their own card. */
export const viewOwnCards = operation({
  contract: api.viewOwnCards,
  problems: {},
  handle:
    ({ db, record }: Pick<CardsDeps, 'db' | 'record'>) =>
    async (permit): Promise<Result<{ cards: CardView[] }, never>> => {
      const requester = requesterOf(permit)
      const personId = personOf(permit)
      return db.write(
        async (tx) => {
          const cards = await cardsOfHolder(tx, personId)
          for (const card of cards) {
            const viewed: CardViewed = { type: 'CardViewed', about: aboutCard(card) }
            await record(tx, viewed, permit)
          }
          return ok({ cards: await showCards(tx, cards, (card) => holderMay(card, requester)) })
        },
        // Changes only the audit log.
        { isolation: 'read committed' },
      )
    },
})

/** A person's cards, oldest first; with a registrar's permit, also what that registrar may do with each. */
export const cardsOf = async (
  tx: Tx,
  personId: string,
  permit?: Permit,
): Promise<readonly CardView[]> =>
  showCards(tx, await cardsOfHolder(tx, personId), (card) =>
    permit === undefined ? [] : registrarMay(card, requesterOf(permit)),
  )

/** Holder of the card with the number: person id. */
export const holderOf = async (tx: Tx, cardNumber: string): Promise<string | undefined> =>
  (await findCardByNumber(tx, cardNumber))?.holder
