import * as api from '@sotevarmenne/api/hotline'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { HotlineCallView } from '@sotevarmenne/api/hotline'
import { addDays, parseLocalDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { CallId, CallViewed } from './contract.ts'
import type { Sealed } from './deps.ts'
import type { Call } from './domain/call.ts'
import { readReference } from './domain/reference.ts'
import { showCall, showCalls } from './show-call.ts'
import { callsBehind, findCall } from './store.ts'
import { viewCallProblems } from './problems.ts'
import { texts } from './texts.ts'

export type ListCallsRefusal = CursorRefusal | { readonly kind: 'reference-misread' }

type Listed = ResponseOf<typeof api.listCalls>

/** Newest first. Each call shown gets an access record, visible to its holder (R124). */
export const listCalls = operation({
  contract: api.listCalls,
  problems: {
    ...cursorProblems,
    'reference-misread': { status: 422, ...texts.referenceMisread },
  },
  handle:
    (deps: Sealed) =>
    (permit, { show, reference, from, to, cursor, limit }) =>
      deps.db.write(async (tx): Promise<Result<Listed, ListCallsRefusal>> => {
        const behind = readCursor<CallId>(cursor)
        if (!behind.ok) return behind
        const isSought = reference !== undefined && reference !== ''
        const sought = isSought ? readReference(reference) : undefined
        if (isSought && sought === undefined) return refuse({ kind: 'reference-misread' })
        const firstDay = from === undefined ? undefined : parseLocalDate(from)
        const lastDay = to === undefined ? undefined : parseLocalDate(to)

        const found = await callsBehind(deps, tx, {
          show,
          ...(sought !== undefined && { reference: sought }),
          ...(firstDay !== undefined && { from: startOfDay(firstDay) }),
          ...(lastDay !== undefined && { to: startOfDay(addDays(lastDay, 1)) }),
          behind: behind.value,
          limit: limit + 1,
        })
        const { page, nextCursor } = pageOf(found, {
          limit,
          placeOf: ({ takenAt, callId }) => ({ at: takenAt, id: callId }),
        })
        for (const call of page) await recordViewed(deps, tx, permit, call)
        return ok({
          calls: [...(await showCalls(deps, tx, page))],
          ...(nextCursor !== undefined && { nextCursor }),
        })
      }),
})

export type ViewCallRefusal = { readonly kind: 'call-not-found' }

export const viewCall = operation({
  contract: api.viewCall,
  problems: viewCallProblems,
  handle:
    (deps: Sealed) =>
    (permit, { callId }) =>
      deps.db.write(async (tx): Promise<Result<HotlineCallView, ViewCallRefusal>> => {
        const call = await findCall(deps, tx, callId)
        if (!call) return refuse({ kind: 'call-not-found' })
        await recordViewed(deps, tx, permit, call)
        return ok(await showCall(deps, tx, call))
      }),
})

async function recordViewed(
  { record }: Sealed,
  tx: Tx,
  permit: Permit,
  { callId, holder }: Call,
): Promise<void> {
  const viewed: CallViewed = {
    type: 'CallViewed',
    ...(holder !== undefined && { about: { personId: holder } }),
    callId,
  }
  await record(tx, viewed, permit)
}
