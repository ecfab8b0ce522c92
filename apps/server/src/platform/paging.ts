import type { ListOrder } from '@sotevarmenne/api/desk-lists'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
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
    days = {},
    isReversed = false,
  }: {
    readonly at: string
    readonly id: string
    readonly order: 'asc' | 'desc'
  } & RowsSought) =>
  <Tables, From extends keyof Tables, Row>(
    rows: SelectQueryBuilder<Tables, From, Row>,
  ): SelectQueryBuilder<Tables, From, Row> => {
    const [time, key] = [sql.ref(at), sql.ref(id)]
    const isAscending = (order === 'asc') !== isReversed
    const direction = isAscending ? 'asc' : 'desc'
    let page = rows.orderBy(time, direction).orderBy(key, direction).limit(limit)
    if (days.from !== undefined) page = page.where(sql<boolean>`${time} >= ${timestamp(days.from)}`)
    if (days.before !== undefined)
      page = page.where(sql<boolean>`${time} < ${timestamp(days.before)}`)
    return behind === undefined
      ? page
      : page.where(
          sql<boolean>`(${time}, ${key}) ${sql.raw(isAscending ? '>' : '<')} (${timestamp(behind.at)}, ${behind.id}::uuid)`,
        )
  }

/** Whether the column is one of the ids; none of an empty list. */
export const isAmong = (column: string, ids: readonly string[]) =>
  ids.length === 0 ? sql<boolean>`false` : sql<boolean>`${sql.ref(column)} in (${sql.join(ids)})`

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

/** A page as its endpoint is asked for it: of these days, both included, and in this order. */
export type PageRequested = {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly order?: ListOrder | undefined
}

/** The rows that a store looks for: one more than the page has, which tells whether there is a next one. */
export type RowsSought = {
  readonly behind: PlaceInTime | undefined
  readonly limit: number
  /** `before`: exclusive. */
  readonly days?: { readonly from?: Instant; readonly before?: Instant }
  /** In the opposite of the list's own order. */
  readonly isReversed?: boolean
}

/** From the beginning of the first day, and before the end of the last. */
export const daysOf = ({
  from,
  to,
}: Pick<PageRequested, 'from' | 'to'>): NonNullable<RowsSought['days']> => ({
  ...(from !== undefined && { from: startOfDay(localDate(from)) }),
  ...(to !== undefined && { before: startOfDay(addDays(localDate(to), 1)) }),
})

/** A page of a list ordered by time, the newest first unless requested otherwise: what `show` makes of its rows, and the cursor of the next one. */
export async function showPage<Row, Shown>(
  requested: PageRequested,
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
  const { cursor, limit, order } = requested
  const behind = readCursor(cursor)
  if (!behind.ok) return behind
  const found = await find({
    behind: behind.value,
    limit: limit + 1,
    days: daysOf(requested),
    isReversed: order === 'oldest',
  })
  const { page, ...next } = pageOf(found, { limit, placeOf })
  return ok({ ...(await show(page)), ...next })
}
