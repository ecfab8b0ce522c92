import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { listComplaints as contract } from '@sotevarmenne/api/complaints'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import type { ComplaintId, ComplaintListed } from './contract.ts'
import type { ComplaintsDeps } from './deps.ts'
import { showComplaint } from './show-complaints.ts'
import { complaintsOfPoint } from './store.ts'

export type ListComplaintsRefusal = NotAtAPoint | CursorRefusal

type Listed = ResponseOf<typeof contract>

/**
 * Complaints of the registrar's point, newest first. An access record is written for each one shown (R51).
 */
export const listComplaints =
  (deps: ComplaintsDeps) =>
  (
    permit: Permit<'complaints.listComplaints'>,
    { show, cursor, limit }: InputOf<typeof contract>,
  ): Promise<Result<Listed, ListComplaintsRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Listed, ListComplaintsRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const behind = readCursor<ComplaintId>(cursor)
      if (!behind.ok) return behind
      const by = { personId: desk.value.registrar, pointId: desk.value.pointId }
      const found = await complaintsOfPoint(tx, {
        pointId: by.pointId,
        toDestroy: show === 'to-destroy',
        behind: behind.value,
        limit: limit + 1,
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ createdAt, complaintId }) => ({ at: createdAt, id: complaintId }),
      })
      const shown: Listed['complaints'] = []
      for (const complaint of page) {
        const { holder, cardId, complaintId } = complaint
        const listed: ComplaintListed = {
          type: 'ComplaintListed',
          about: { personId: holder, cardId },
          complaintId,
        }
        await deps.record(tx, listed, permit)
        shown.push(await showComplaint(deps, tx, complaint, by))
      }
      return ok({ complaints: shown, ...(nextCursor !== undefined && { nextCursor }) })
    })
