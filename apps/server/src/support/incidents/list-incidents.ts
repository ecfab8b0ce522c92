import type * as contracts from '@sotevarmenne/api/incidents'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import { readCursor, writeCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { incidentsBehind, type Incident } from './store.ts'

/** Public: they name nobody. */
export const listIncidents =
  ({ db }: { readonly db: Db }) =>
  async (
    _permit: Permit<'incidents.view'>,
    { cursor, limit }: InputOf<typeof contracts.listIncidents>,
  ): Promise<Result<ResponseOf<typeof contracts.listIncidents>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    const found = await db.read((tx) =>
      incidentsBehind(tx, { behind: behind.value, limit: limit + 1 }),
    )
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return ok({
      incidents: shown.map(responseOf),
      ...(found.length > limit &&
        last && { nextCursor: writeCursor({ at: last.beganAt, id: last.incidentId }) }),
    })
  }

export const responseOf = ({
  incidentId,
  beganAt,
  endedAt,
  title,
  updates,
}: Incident): contracts.Incident => ({
  incidentId,
  beganAt: formatInstant(beganAt),
  ...(endedAt !== undefined && { endedAt: formatInstant(endedAt) }),
  title,
  updates: updates.map(({ updateId, at, text }) => ({ updateId, at: formatInstant(at), text })),
})
