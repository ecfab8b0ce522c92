import type * as contracts from '@sotevarmenne/api/incidents'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import { readCursor, writeCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { incidentsBehind, type Incident } from './store.ts'

/** For everybody: nobody is named in them. */
export const listIncidents =
  ({ db }: { readonly db: Db }) =>
  async (
    _permit: Permit<'incidents.view'>,
    { cursor, limit }: InputOf<typeof contracts.listIncidents>,
  ): Promise<Result<AnswerOf<typeof contracts.listIncidents>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    const found = await db.read((tx) =>
      incidentsBehind(tx, { behind: behind.value, limit: limit + 1 }),
    )
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return ok({
      incidents: shown.map(answerOf),
      ...(found.length > limit &&
        last && { nextCursor: writeCursor({ at: last.beganAt, id: last.incidentId }) }),
    })
  }

export const answerOf = ({
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
