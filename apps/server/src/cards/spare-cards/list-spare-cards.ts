import * as api from '@sotevarmenne/api/spare-cards'
import type { SpareCardView } from '@sotevarmenne/api/spare-cards'
import { dateInHelsinki, localDate, parseLocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CursorRefusal } from '#platform/paging.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { SpareCardListed } from './contract.ts'
import { aboutSpareCard, type Sealed } from './deps.ts'
import { spareCardsOfPoint, type Place } from './stores/spare-cards.ts'
import { showAtDesk } from './view.ts'
import { listSpareCardsProblems } from './problems.ts'

export type ListSpareCardsRefusal = NotAtAPoint | CursorRefusal

type Listed = Result<{ spareCards: SpareCardView[]; nextCursor?: string }, ListSpareCardsRefusal>

/**
 * Spare cards of the registrar's point, by return date, the earliest first unless requested otherwise. An access record
 * is written for each one shown (R51).
 */
export const listSpareCards = operation({
  contract: api.listSpareCards,
  problems: listSpareCardsProblems,
  handle:
    (deps: Sealed) =>
    (permit, { show, search, from, to, order, cursor, limit }) =>
      deps.db.write(async (tx): Promise<Listed> => {
        const desk = registrarOf(permit)
        if (!desk.ok) return desk
        const behind = cursor === undefined ? undefined : readCursor(cursor)
        if (cursor !== undefined && !behind) return refuse({ kind: 'cursor-unreadable' })

        const found = await spareCardsOfPoint(tx, {
          pointId: desk.value.pointId,
          show,
          today: dateInHelsinki(deps.clock.now()),
          limit: limit + 1,
          isReversed: order === 'newest',
          ...(search !== undefined && { search }),
          ...(from !== undefined && { from: localDate(from) }),
          ...(to !== undefined && { to: localDate(to) }),
          ...(behind && { behind }),
        })
        const page = found.slice(0, limit)
        const last = page.at(-1)
        for (const card of page) {
          const listed: SpareCardListed = { type: 'SpareCardListed', about: aboutSpareCard(card) }
          await deps.record(tx, listed, permit)
        }
        return ok({
          spareCards: await showAtDesk(deps, tx, permit, page),
          ...(last && found.length > limit && { nextCursor: writeCursor(last) }),
        })
      }),
})

const writeCursor = ({ returnBy, spareCardId }: Place): string => `${returnBy}_${spareCardId}`

function readCursor(text: string): Place | undefined {
  const [, day, spareCardId] =
    /^(.{10})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? []
  const returnBy = day === undefined ? undefined : parseLocalDate(day)
  return returnBy && spareCardId !== undefined ? { returnBy, spareCardId } : undefined
}
