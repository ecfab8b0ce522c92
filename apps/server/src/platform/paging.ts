import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import { sql, type SelectQueryBuilder } from 'kysely'
import { timestamp } from './db.ts'
import type { ProblemsFor } from './endpoint.ts'

/** Every paged list refuses a cursor that it can't have written. */
export type CursorRefusal = { readonly kind: 'cursor-unreadable' }

export const cursorProblems = {
  'cursor-unreadable': {
    status: 400,
    title: {
      fi: 'Luettelon seuraavaa sivua ei voi hakea',
      sv: 'Listans nästa sida kan inte hämtas',
      en: 'The next page of the list cannot be fetched',
    },
    advice: {
      fi: 'Aloita luettelo alusta.',
      sv: 'Börja listan från början.',
      en: 'Start the list from its beginning.',
    },
  },
} satisfies ProblemsFor<CursorRefusal>

/** Where a page of a list ordered by time ended: the next one begins after it. The id is a UUID. */
export type PlaceInTime<Id extends string = string> = { readonly at: Instant; readonly id: Id }

/** The same for a list ordered by name. */
export type PlaceByName<Id extends string = string> = { readonly name: string; readonly id: Id }

export const writeCursor = (place: PlaceInTime | PlaceByName): string =>
  'at' in place
    ? `${String(place.at)}_${place.id}`
    : Buffer.from(`${place.id}${place.name}`).toString('base64url')

/** For a list ordered by time. Without a cursor: its beginning. */
export function readCursor<Id extends string>(
  cursor: string | undefined,
): Result<PlaceInTime<Id> | undefined, CursorRefusal> {
  if (cursor === undefined) return ok(undefined)
  const [, time, id] = /^(\d{1,13})_([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(cursor) ?? []
  if (id === undefined) return refuse({ kind: 'cursor-unreadable' })
  return ok({ at: instant(Number(time)), id: id as Id })
}

/** For a list ordered by name. Without a cursor: its beginning. */
export function readNameCursor<Id extends string>(
  cursor: string | undefined,
): Result<PlaceByName<Id> | undefined, CursorRefusal> {
  if (cursor === undefined) return ok(undefined)
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const [, id, name] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(.+)$/s.exec(text) ?? []
  if (id === undefined || name === undefined) return refuse({ kind: 'cursor-unreadable' })
  return ok({ name, id: id as Id })
}

/**
 * One page of rows ordered by time: at most `limit`, after that place. `at`, `id`: the columns of the place.
 */
export const inOrderOfTime =
  ({
    at,
    id,
    order,
    behind,
    limit,
  }: {
    readonly at: string
    readonly id: string
    readonly order: 'asc' | 'desc'
    readonly behind: PlaceInTime | undefined
    readonly limit: number
  }) =>
  <Tables, From extends keyof Tables, Row>(
    rows: SelectQueryBuilder<Tables, From, Row>,
  ): SelectQueryBuilder<Tables, From, Row> => {
    const [time, key] = [sql.ref(at), sql.ref(id)]
    const page = rows.orderBy(time, order).orderBy(key, order).limit(limit)
    return behind === undefined
      ? page
      : page.where(
          sql<boolean>`(${time}, ${key}) ${sql.raw(order === 'asc' ? '>' : '<')} (${timestamp(behind.at)}, ${behind.id}::uuid)`,
        )
  }

/** The page, and the cursor of the next one where there is more: one row more than `limit` was queried. */
export function pageOf<Row>(
  found: readonly Row[],
  {
    limit,
    placeOf,
  }: { readonly limit: number; readonly placeOf: (row: Row) => PlaceInTime | PlaceByName },
): { readonly page: readonly Row[]; readonly nextCursor?: string } {
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    page,
    ...(last !== undefined && found.length > limit && { nextCursor: writeCursor(placeOf(last)) }),
  }
}

/** A page as its endpoint is asked for it. */
export type PageRequested = { readonly cursor?: string | undefined; readonly limit: number }

/** The rows that a store looks for: one more than the page has, which tells whether there is a next one. */
export type RowsSought = { readonly behind: PlaceInTime | undefined; readonly limit: number }

/** A page of a list ordered by time: what `show` makes of its rows, and the cursor of the next one. */
export async function showPage<Row, Shown>(
  { cursor, limit }: PageRequested,
  {
    find,
    placeOf,
    show,
  }: {
    readonly find: (sought: RowsSought) => Promise<readonly Row[]>
    readonly placeOf: (row: Row) => PlaceInTime
    readonly show: (page: readonly Row[]) => Shown | Promise<Shown>
  },
): Promise<Result<Shown & { readonly nextCursor?: string }, CursorRefusal>> {
  const behind = readCursor(cursor)
  if (!behind.ok) return behind
  const found = await find({ behind: behind.value, limit: limit + 1 })
  const { page, ...next } = pageOf(found, { limit, placeOf })
  return ok({ ...(await show(page)), ...next })
}
