import * as contracts from '@sotevarmenne/api/incidents'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import { showPage, type CursorRefusal } from '#platform/paging.ts'
import { cursorProblems } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import { incidentsBehind, type Incident } from './store.ts'

/** Public: they name nobody. */
export const listIncidents = operation({
  contract: contracts.listIncidents,
  problems: cursorProblems,
  handle:
    ({ db }: { readonly db: Db }) =>
    (
      _permit,
      requested,
    ): Promise<Result<ResponseOf<typeof contracts.listIncidents>, CursorRefusal>> =>
      db.read((tx) =>
        showPage(requested, {
          find: (sought) => incidentsBehind(tx, sought),
          placeOf: ({ beganAt, incidentId }) => ({ at: beganAt, id: incidentId }),
          show: (page) => ({ incidents: page.map(responseOf) }),
        }),
      ),
})

export const responseOf = ({
  incidentId,
  beganAt,
  endedAt,
  title,
  updates,
}: Incident): contracts.IncidentView => ({
  incidentId,
  beganAt: formatInstant(beganAt),
  ...(endedAt !== undefined && { endedAt: formatInstant(endedAt) }),
  title,
  updates: updates.map(({ updateId, at, text }) => ({ updateId, at: formatInstant(at), text })),
})
