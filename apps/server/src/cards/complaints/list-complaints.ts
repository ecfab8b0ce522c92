import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/complaints'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { cursorProblems } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import type { ComplaintId, ComplaintListed } from './contract.ts'
import type { ComplaintsDeps } from './deps.ts'
import { showComplaint } from './show-complaints.ts'
import { complaintsOfPoint } from './store.ts'

export type ListComplaintsRefusal = NotAtAPoint | CursorRefusal

type Listed = ResponseOf<typeof api.listComplaints>

/**
 * Complaints of the registrar's point, newest first. An access record is written for each one shown (R51).
 */
export const listComplaints = operation({
  contract: api.listComplaints,
  problems: { ...notAtAPointProblems, ...cursorProblems },
  handle:
    (deps: ComplaintsDeps) =>
    (permit, { show, cursor, limit }) =>
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
      }),
})
