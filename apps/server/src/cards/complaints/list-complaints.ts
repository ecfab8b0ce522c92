import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/complaints'
import { holdersNamed, searchTooBroadProblems, type SearchTooBroad } from '#people/persons/index.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { ComplaintListed } from './contract.ts'
import type { ComplaintsDeps } from './deps.ts'
import { showComplaint } from './show-complaints.ts'
import { complaintsOfPoint } from './store.ts'

export type ListComplaintsRefusal = NotAtAPoint | CursorRefusal | SearchTooBroad

type Listed = ResponseOf<typeof api.listComplaints>

/**
 * Complaints of the registrar's point, newest first. An access record is written for each one shown (R51).
 */
export const listComplaints = operation({
  contract: api.listComplaints,
  problems: { ...notAtAPointProblems, ...cursorProblems, ...searchTooBroadProblems },
  handle:
    (deps: ComplaintsDeps) =>
    (permit, { show, search, ...requested }) =>
      deps.db.write(async (tx): Promise<Result<Listed, ListComplaintsRefusal>> => {
        const desk = registrarOf(permit)
        if (!desk.ok) return desk
        const holders =
          search === undefined ? ok(undefined) : await holdersNamed(deps.people, tx, search)
        if (!holders.ok) return holders
        const by = { personId: desk.value.registrar, pointId: desk.value.pointId }
        return showPage(requested, {
          find: (sought) =>
            complaintsOfPoint(tx, {
              ...{ ...sought, pointId: by.pointId, toDestroy: show === 'to-destroy' },
              holders: holders.value,
            }),
          placeOf: ({ createdAt, complaintId }) => ({ at: createdAt, id: complaintId }),
          show: async (page) => {
            const complaints: Listed['complaints'] = []
            for (const complaint of page) {
              const { holder, cardId, complaintId } = complaint
              const listed: ComplaintListed = {
                type: 'ComplaintListed',
                about: { personId: holder, cardId },
                complaintId,
              }
              await deps.record(tx, listed, permit)
              complaints.push(await showComplaint(deps, tx, complaint, by))
            }
            return { complaints }
          },
        })
      }),
})
