import * as api from '@sotevarmenne/api/cards'
import type { CardView } from '@sotevarmenne/api/cards'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { holdersNamed, searchTooBroadProblems, type SearchTooBroad } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { aboutCard, requesterOf, cardsOfPoint, type CardsSought } from '#cards/card/index.ts'
import { operation } from '#platform/operation.ts'
import type { CardListed } from './contract.ts'
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
        const of = search === undefined ? ok(undefined) : await soughtBy(people, tx, search)
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

/** A card by its number of seventeen digits, or the cards of the people of that name. */
async function soughtBy(
  people: CardsDeps['people'],
  tx: Tx,
  search: string,
): Promise<Result<CardsSought, SearchTooBroad>> {
  const bare = search.replaceAll(/\s/gu, '')
  if (/^\d{17}$/.test(bare)) return ok({ cardNumber: bare })
  const named = await holdersNamed(people, tx, search)
  return named.ok ? ok({ holders: named.value }) : named
}
