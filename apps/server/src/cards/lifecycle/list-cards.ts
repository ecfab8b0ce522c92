import * as api from '@sotevarmenne/api/cards'
import type { CardView } from '@sotevarmenne/api/cards'
import type { Result } from '@sotevarmenne/kernel/result'
import { searchTooBroadProblems, type SearchTooBroad } from '#people/persons/index.ts'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { aboutCard, requesterOf, cardsOfPoint } from '#cards/card/index.ts'
import { operation } from '#platform/operation.ts'
import type { CardListed } from './contract.ts'
import { cardsSoughtBy } from './cards-sought.ts'
import type { CardsDeps } from './deps.ts'
import { registrarMay } from './may.ts'
import { showCards } from './view.ts'

export type ListCardsRefusal = NotAtAPoint | CursorRefusal | SearchTooBroad

type Listed = Result<{ cards: CardView[]; nextCursor?: string }, ListCardsRefusal>

/**
 * Cards of the registrar's point, newest first. The cursor marks the end of the previous page. An access
 * record is written for each card shown (R51).
 */
export const listCards = operation({
  contract: api.listCards,
  problems: {
    ...notAtAPointProblems,
    ...cursorProblems,
    ...searchTooBroadProblems,
  },
  handle:
    ({ db, record, people }: Pick<CardsDeps, 'db' | 'record' | 'people'>) =>
    (permit, { state, search, ...requested }) =>
      db.write(async (tx): Promise<Listed> => {
        const desk = registrarOf(permit)
        if (!desk.ok) return desk

        const { pointId } = desk.value
        const of = await cardsSoughtBy(people, tx, search)
        if (!of.ok) return of
        return showPage(requested, {
          find: (sought) =>
            cardsOfPoint(tx, { ...sought, pointId, ...(state && { state }), of: of.value }),
          placeOf: ({ orderedAt, cardId }) => ({ at: orderedAt, id: cardId }),
          show: async (page) => {
            for (const card of page) {
              const listed: CardListed = { type: 'CardListed', about: aboutCard(card) }
              await record(tx, listed, permit)
            }
            return {
              cards: await showCards(tx, page, (card) => registrarMay(card, requesterOf(permit))),
            }
          },
        })
      }),
})
