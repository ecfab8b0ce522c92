import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { searchTrail as contract } from '@sotevarmenne/api/audit'
import { instant, parseInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { TrailEntry, TrailSearched, TrailViewed } from '../contract.ts'
import { searchEntries, type FoundEntry, type TrailPlace } from '../stores/entries.ts'
import { showEntry } from './show.ts'
import { viewing, type ViewDeps } from './view-deps.ts'

export type SearchTrailRefusal = CursorRefusal

/** Entries of the trail for an auditor, newest first. The search is recorded, and the view of each person in it (R51). */
export const searchTrail =
  ({ db, recordAll }: ViewDeps) =>
  async (
    permit: Permit<'audit.viewTrail'>,
    { cursor, limit, from, to, ...filter }: InputOf<typeof contract>,
  ): Promise<Result<AnswerOf<typeof contract>, SearchTrailRefusal>> => {
    const behind = cursor === undefined ? undefined : readCursor(cursor)
    if (cursor !== undefined && !behind) return refuse({ kind: 'cursor-unreadable' })

    return db.write(async (tx) => {
      const found = await searchEntries(tx, {
        filter: { ...filter, from: instantOf(from), to: instantOf(to) },
        behind,
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const sought = { limit, ...present({ ...filter, from, to, cursor }) }
      const searched: TrailSearched = { type: 'TrailSearched', sought }
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

/** One view for each person whom the entries are about. */
const viewsOf = (entries: readonly TrailEntry[]): readonly TrailViewed[] =>
  [...new Set(entries.flatMap(({ about }) => about?.personId ?? []))].map((personId) => ({
    type: 'TrailViewed',
    about: { personId },
  }))

const showFound = ({ entry, position }: FoundEntry) => ({
  entry: showEntry(entry),
  ...(position !== undefined && { position }),
})

const instantOf = (text: string | undefined): Instant | undefined =>
  text === undefined ? undefined : parseInstant(text)

const writeCursor = ({ at, arrived }: TrailPlace): string => `${String(at)}_${String(arrived)}`

function readCursor(text: string): TrailPlace | undefined {
  const [, at, arrived] = /^(\d{1,13})_(\d{1,15})$/.exec(text) ?? []
  return at === undefined ? undefined : { at: instant(Number(at)), arrived: Number(arrived) }
}

/** Only what was asked for. */
const present = (filters: { readonly [name: string]: string | undefined }) =>
  Object.fromEntries(
    Object.entries(filters).filter((each): each is [string, string] => each[1] !== undefined),
  )
