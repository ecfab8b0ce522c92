import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/audit'
import { instant, parseInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record, RecordAll } from '#platform/record.ts'
import type { TrailEntry, TrailSearched, TrailViewed } from './contract.ts'
import { checkpointFor, inclusionPaths } from './prove.ts'
import { showCheckpoint, showEntry, showProven } from './show.ts'
import {
  entriesOfPerson,
  placedEntry,
  searchEntries,
  type FoundEntry,
  type TrailPlace,
} from './store.ts'

export type ViewDeps = { readonly db: Db; readonly record: Record; readonly recordAll: RecordAll }

export type SearchTrailRefusal = { readonly kind: 'cursor-unreadable' }

/** Entries of the trail for an auditor, newest first. The search is recorded, and the view of each person in it (R51). */
export const searchTrail =
  ({ db, recordAll }: ViewDeps) =>
  async (
    permit: Permit<'audit.viewTrail'>,
    { cursor, limit, from, to, ...filter }: InputOf<typeof contracts.searchTrail>,
  ): Promise<Result<AnswerOf<typeof contracts.searchTrail>, SearchTrailRefusal>> => {
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

export type ViewEntryRefusal =
  { readonly kind: 'entry-not-in-the-tree' } | { readonly kind: 'checkpoint-unknown' }

type EntryViewed = Result<AnswerOf<typeof contracts.viewEntry>, ViewEntryRefusal>

/** One entry with its proof against a checkpoint, the newest unless a size is asked for. */
export const viewEntry =
  ({ db, record }: ViewDeps) =>
  (
    permit: Permit<'audit.viewTrail'>,
    { entryId, size }: InputOf<typeof contracts.viewEntry>,
  ): Promise<EntryViewed> =>
    db.write(async (tx): Promise<EntryViewed> => {
      const checkpoint = await checkpointFor(tx, size)
      if (!checkpoint) return refuse({ kind: 'checkpoint-unknown' })
      const placed = await placedEntry(tx, entryId)
      if (!placed || placed.position >= checkpoint.size)
        return refuse({ kind: 'entry-not-in-the-tree' })

      const { personId } = placed.entry.about ?? {}
      const viewed: TrailViewed = {
        type: 'TrailViewed',
        entryId: placed.entry.entryId,
        ...(personId !== undefined && { about: { personId } }),
      }
      await record(tx, viewed, permit)
      const [path = []] = await inclusionPaths(tx, [placed.position], checkpoint.size)
      return ok({
        proven: showProven({ ...placed, path }),
        checkpoint: showCheckpoint(checkpoint),
      })
    }, viewing)

export type ViewOwnTrailRefusal =
  { readonly kind: 'cursor-unreadable' } | { readonly kind: 'no-checkpoint-yet' }

/**
 * Everything that was done with the own card and person, newest first, each entry proved against one signed
 * checkpoint: the newest when the first page was asked for. Of other entries it shows hashes only.
 */
export const viewOwnTrail =
  ({ db, record }: ViewDeps) =>
  async (
    permit: Permit<'audit.viewOwnTrail'>,
    { cursor, limit }: InputOf<typeof contracts.viewOwnTrail>,
  ): Promise<Result<AnswerOf<typeof contracts.viewOwnTrail>, ViewOwnTrailRefusal>> => {
    const { actor } = permit
    if (actor.kind !== 'person') throw new Error('the own trail of nobody')
    const { personId } = actor
    const place = cursor === undefined ? undefined : readOwnCursor(cursor)
    if (cursor !== undefined && !place) return refuse({ kind: 'cursor-unreadable' })

    return db.write(async (tx) => {
      const checkpoint = await checkpointFor(tx, place?.size)
      if (!checkpoint) return refuse({ kind: place ? 'cursor-unreadable' : 'no-checkpoint-yet' })

      const { size } = checkpoint
      const found = await entriesOfPerson(tx, {
        personId,
        behind: place?.position,
        size,
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const viewed: TrailViewed = { type: 'TrailViewed', about: { personId } }
      await record(tx, viewed, permit)
      const paths = await inclusionPaths(
        tx,
        page.map(({ position }) => position),
        size,
      )
      return ok({
        checkpoint: showCheckpoint(checkpoint),
        entries: page.map((placed, nr) => showProven({ ...placed, path: paths[nr] ?? [] })),
        ...(last &&
          found.length > limit && { nextCursor: `${String(size)}_${String(last.position)}` }),
      })
    }, viewing)
  }

/** What a view reads never changes. Serialisable, it would stand in the way of every deed that records meanwhile. */
const viewing = { isolation: 'read committed' } as const

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
  const [, at, arrived] = /^(\d{1,15})_(\d{1,15})$/.exec(text) ?? []
  return at === undefined ? undefined : { at: instant(Number(at)), arrived: Number(arrived) }
}

function readOwnCursor(
  text: string,
): { readonly size: number; readonly position: number } | undefined {
  const [, size, position] = /^(\d{1,15})_(\d{1,15})$/.exec(text) ?? []
  return size === undefined ? undefined : { size: Number(size), position: Number(position) }
}

/** Only what was asked for. */
const present = (filters: { readonly [name: string]: string | undefined }) =>
  Object.fromEntries(
    Object.entries(filters).filter((each): each is [string, string] => each[1] !== undefined),
  )
