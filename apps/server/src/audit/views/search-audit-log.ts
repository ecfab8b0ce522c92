import type * as api from '@sotevarmenne/api/audit'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { instant, parseInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { AuditEntry, AuditLogSearched, AuditLogViewed } from '../contract.ts'
import { searchEntries, type FoundEntry, type AuditLogPosition } from '../stores/entries.ts'
import { showEntry } from './show.ts'
import { viewing, type ViewDeps } from './view-deps.ts'

export type SearchAuditLogRefusal = CursorRefusal

type Found = Omit<ResponseOf<typeof api.searchAuditLog>, 'names'>

/**
 * Audit entries for an auditor, newest first. The search is recorded, with an access record for each person
 * in it (R51).
 */
export const searchAuditLog =
  ({ db, recordAll }: Pick<ViewDeps, 'db' | 'recordAll'>) =>
  async (
    permit: Permit<'audit.viewAuditLog'>,
    { cursor, limit, from, to, withoutViews, ...filter }: InputOf<typeof api.searchAuditLog>,
  ): Promise<Result<Found, SearchAuditLogRefusal>> => {
    const behind = cursor === undefined ? undefined : readCursor(cursor)
    if (cursor !== undefined && !behind) return refuse({ kind: 'cursor-unreadable' })

    return db.write(async (tx) => {
      const found = await searchEntries(tx, {
        filter: {
          ...filter,
          from: instantOf(from),
          to: instantOf(to),
          withoutViews: withoutViews === 'yes',
        },
        behind,
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const sought = { limit, ...present({ ...filter, withoutViews, from, to, cursor }) }
      const searched: AuditLogSearched = { type: 'AuditLogSearched', sought }
      await recordAll(
        tx,
        [searched, ...viewsOf(page.map(({ entry }) => entry))].map((event) => ({ event, permit })),
      )
      return ok({
        entries: page.map(showFound),
        ...(last && found.length > limit && { nextCursor: writeCursor(last) }),
      })
    }, viewing)
  }

/** One access record for each person whom the entries are about. */
export const viewsOf = (entries: readonly AuditEntry[]): readonly AuditLogViewed[] =>
  [...new Set(entries.flatMap(({ about }) => about?.personId ?? []))].map((personId) => ({
    type: 'AuditLogViewed',
    about: { personId },
  }))

const showFound = ({ entry, position }: FoundEntry) => ({
  entry: showEntry(entry),
  ...(position !== undefined && { position }),
})

const instantOf = (text: string | undefined): Instant | undefined =>
  text === undefined ? undefined : parseInstant(text)

const writeCursor = ({ at, arrived }: AuditLogPosition): string =>
  `${String(at)}_${String(arrived)}`

function readCursor(text: string): AuditLogPosition | undefined {
  const [, at, arrived] = /^(\d{1,13})_(\d{1,15})$/.exec(text) ?? []
  return at === undefined ? undefined : { at: instant(Number(at)), arrived: Number(arrived) }
}

/** Only the filters that were given. */
const present = (filters: { readonly [name: string]: string | undefined }) =>
  Object.fromEntries(
    Object.entries(filters).filter((each): each is [string, string] => each[1] !== undefined),
  )
