import type { Card as CardShown, CardState } from '@sotevarmenne/api/cards'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#registration/index.ts'
import { askerOf } from './asker.ts'
import type { CardListed } from './contract.ts'
import { aboutCard, type CardsDeps } from './deps.ts'
import { registrarMay } from './domain/may.ts'
import { parseCardId } from './domain/numbers.ts'
import { cardsOfPoint, type Place } from './store.ts'
import { showCards } from './view.ts'

export type ListCards = {
  readonly state?: CardState | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type ListCardsRefusal = NotAtAPoint | { readonly kind: 'cursor-unreadable' }

type Listed = Result<{ cards: CardShown[]; nextCursor?: string }, ListCardsRefusal>

/**
 * Cards of the registrar's point, the newest first. The cursor is where the last page ended. Each card shown was looked
 * at (R51).
 */
export const listCards =
  ({ db, record }: Pick<CardsDeps, 'db' | 'record'>) =>
  (permit: Permit<'cards.listCards'>, { state, cursor, limit }: ListCards): Promise<Listed> =>
    db.write(async (tx): Promise<Listed> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk

      const behind = cursor === undefined ? undefined : readCursor(cursor)
      if (cursor !== undefined && !behind) return refuse({ kind: 'cursor-unreadable' })

      const found = await cardsOfPoint(tx, {
        pointId: desk.value.pointId,
        limit: limit + 1,
        ...(state && { state }),
        ...(behind && { behind }),
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      for (const card of page) {
        const listed: CardListed = { type: 'CardListed', about: aboutCard(card) }
        await record(tx, listed, permit)
      }
      return ok({
        cards: await showCards(tx, page, (card) => registrarMay(card, askerOf(permit))),
        ...(last && found.length > limit && { nextCursor: writeCursor(last) }),
      })
    })

const writeCursor = ({ orderedAt, cardId }: Place): string => `${String(orderedAt)}_${cardId}`

function readCursor(text: string): Place | undefined {
  const [, time, id] = /^(\d{1,13})_(.+)$/.exec(text) ?? []
  const cardId = id === undefined ? undefined : parseCardId(id)
  return cardId && { orderedAt: instant(Number(time)), cardId }
}
