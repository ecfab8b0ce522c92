import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { sql, type Generated, type Selectable } from 'kysely'
import { octetsText, timestamp, type Tx } from '#platform/db.ts'
import type {
  Checkpoint,
  EntriesErased,
  EntryId,
  SaltedEntry,
  TrailEntry,
  TrailSubject,
} from './contract.ts'
import type { CompactTree, Node, NodePlace } from './domain/merkle.ts'

type EntryTable = {
  entry_id: EntryId
  arrived: Generated<number>
  at: Instant
  type: string
  deed: string
  actor: TrailEntry['actor']
  reason: string
  point_id: string | null
  about_person: string | null
  about_card: string | null
  about_order: string | null
  facts: TrailEntry['facts']
  salt: Uint8Array
  digest: Uint8Array
}

type Tables = {
  'audit.entry': EntryTable
  'audit.pending': { entry_id: EntryId }
  'audit.leaf': { position: number; entry_id: EntryId; digest: Uint8Array }
  'audit.node': { level: number; index: number; hash: Uint8Array }
  'audit.tree': { size: number; roots: Uint8Array }
  'audit.checkpoint': { size: number; root: Uint8Array; at: Instant; signature: Uint8Array }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()

export type StoredEntry = SaltedEntry & { readonly digest: Uint8Array }

/** Appends entries, and marks them as waiting for their places in the tree. One statement, however many they are. */
export async function insertEntries(tx: Tx, entries: readonly StoredEntry[]): Promise<void> {
  const rows = entries.map(({ entry, salt, digest }) => ({
    entry_id: entry.entryId,
    at: formatInstant(entry.at),
    type: entry.type,
    deed: entry.deed,
    actor: entry.actor,
    reason: entry.reason,
    point_id: entry.pointId,
    about_person: entry.about?.personId,
    about_card: entry.about?.cardId,
    about_order: entry.about?.orderId,
    facts: entry.facts,
    salt: octetsText(salt),
    digest: octetsText(digest),
  }))
  await sql`
    with entry as (
      insert into audit.entry (entry_id, at, type, deed, actor, reason, point_id,
        about_person, about_card, about_order, facts, salt, digest)
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as new (
        entry_id uuid, at timestamptz, type text, deed text, actor jsonb, reason text, point_id text,
        about_person text, about_card text, about_order text, facts jsonb, salt bytea, digest bytea)
      returning entry_id
    )
    insert into audit.pending select entry_id from entry`.execute(tx)
}

/** The tree's right edge, locked: one sequencer at a time. */
export async function lockTree(tx: Tx): Promise<CompactTree> {
  const row = await tables(tx)
    .selectFrom('audit.tree')
    .select(['size', 'roots'])
    .forUpdate()
    .executeTakeFirstOrThrow()
  return treeOf(row)
}

export const readTree = async (tx: Tx): Promise<CompactTree> =>
  treeOf(
    await tables(tx).selectFrom('audit.tree').select(['size', 'roots']).executeTakeFirstOrThrow(),
  )

/** Takes entries that wait, in the order of their arrival. One that commits late waits still, and is taken next time. */
export async function takePending(
  tx: Tx,
  limit: number,
): Promise<readonly { readonly entryId: EntryId; readonly digest: Uint8Array }[]> {
  const rows = await tables(tx)
    .selectFrom('audit.pending')
    .innerJoin('audit.entry', 'audit.entry.entry_id', 'audit.pending.entry_id')
    .select(['audit.entry.entry_id', 'audit.entry.digest'])
    .orderBy('audit.entry.arrived')
    .limit(limit)
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.entry_id)
  await tables(tx).deleteFrom('audit.pending').where('entry_id', 'in', ids).execute()
  return rows.map((row) => ({ entryId: row.entry_id, digest: row.digest }))
}

export type NewLeaf = {
  readonly position: number
  readonly entryId: EntryId
  readonly digest: Uint8Array
}

/** Saves appended leaves, the subtrees they completed and the tree's new edge. */
export async function saveGrowth(
  tx: Tx,
  growth: {
    readonly leaves: readonly NewLeaf[]
    readonly nodes: readonly Node[]
    readonly tree: CompactTree
  },
): Promise<void> {
  await tables(tx)
    .insertInto('audit.leaf')
    .values(
      growth.leaves.map(({ position, entryId, digest }) => ({
        position,
        entry_id: entryId,
        digest,
      })),
    )
    .execute()
  await tables(tx)
    .insertInto('audit.node')
    .values(growth.nodes.map(({ level, index, hash }) => ({ level, index, hash })))
    .execute()
  await tables(tx)
    .updateTable('audit.tree')
    .set({ size: growth.tree.size, roots: Buffer.concat(growth.tree.roots) })
    .execute()
}

export async function saveCheckpoint(tx: Tx, checkpoint: Checkpoint): Promise<void> {
  await tables(tx)
    .insertInto('audit.checkpoint')
    .values({ ...checkpoint, at: timestamp(checkpoint.at) })
    .onConflict((conflict) => conflict.column('size').doNothing())
    .execute()
}

export const latestCheckpoint = (tx: Tx): Promise<Checkpoint | undefined> =>
  tables(tx)
    .selectFrom('audit.checkpoint')
    .selectAll()
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()

export const checkpointOfSize = (tx: Tx, size: number): Promise<Checkpoint | undefined> =>
  tables(tx).selectFrom('audit.checkpoint').selectAll().where('size', '=', size).executeTakeFirst()

/** Heads of trees larger than the size, smallest first. */
export const checkpointsAbove = (
  tx: Tx,
  size: number,
  limit: number,
): Promise<readonly Checkpoint[]> =>
  tables(tx)
    .selectFrom('audit.checkpoint')
    .selectAll()
    .where('size', '>', size)
    .orderBy('size')
    .limit(limit)
    .execute()

/** Heads of trees smaller than the size, largest first; of all trees when there is none. */
export const checkpointsBelow = (
  tx: Tx,
  size: number | undefined,
  limit: number,
): Promise<readonly Checkpoint[]> =>
  tables(tx)
    .selectFrom('audit.checkpoint')
    .selectAll()
    .$if(size !== undefined, (all) => all.where('size', '<', size ?? 0))
    .orderBy('size', 'desc')
    .limit(limit)
    .execute()

export type StoredLeaf = {
  readonly position: number
  readonly digest: Uint8Array
  /** Undefined when the entry is gone. */
  readonly stored: StoredEntry | undefined
}

/** Leaves from a position on, each with the entry that it stands for. */
export async function leavesFrom(
  tx: Tx,
  position: number,
  limit: number,
): Promise<readonly StoredLeaf[]> {
  const leaves = await tables(tx)
    .selectFrom('audit.leaf')
    .selectAll()
    .where('position', '>=', position)
    .orderBy('position')
    .limit(limit)
    .execute()
  if (leaves.length === 0) return []
  const entries = await tables(tx)
    .selectFrom('audit.entry')
    .selectAll()
    .where(
      'entry_id',
      'in',
      leaves.map((leaf) => leaf.entry_id),
    )
    .execute()
  const byId = new Map(entries.map((row) => [row.entry_id, storedEntryOf(row)]))
  return leaves.map((leaf) => ({
    position: leaf.position,
    digest: leaf.digest,
    stored: byId.get(leaf.entry_id),
  }))
}

/** Entries that neither stand in the tree nor wait for it, oldest first. */
export async function entriesOutsideTree(tx: Tx, limit: number): Promise<readonly EntryId[]> {
  const { rows } = await sql<{ entry_id: EntryId }>`
    select entry_id from audit.entry
    where not exists (select from audit.leaf where leaf.entry_id = entry.entry_id)
      and not exists (select from audit.pending where pending.entry_id = entry.entry_id)
    order by arrived limit ${limit}`.execute(tx)
  return rows.map((row) => row.entry_id)
}

export type PlacedEntry = SaltedEntry & { readonly position: number }

/** An entry that has its place in the tree. */
export async function placedEntry(tx: Tx, entryId: string): Promise<PlacedEntry | undefined> {
  const row = await placed(tx)
    .where('audit.entry.entry_id', '=', entryId as EntryId)
    .executeTakeFirst()
  return row && placedEntryOf(row)
}

/** The hashes of stored subtrees, in the order of the places; throws when one was never completed. */
export async function nodeHashes(
  tx: Tx,
  places: readonly NodePlace[],
): Promise<readonly Uint8Array[]> {
  if (places.length === 0) return []
  const { rows } = await sql<{ hash: Uint8Array | null }>`
    select node.hash from json_to_recordset(${JSON.stringify(places.map((place, nr) => ({ ...place, nr })))}::json)
      as asked (nr int, level int, index bigint)
    left join audit.node on node.level = asked.level and node.index = asked.index
    order by nr`.execute(tx)
  return rows.map(({ hash }) => {
    if (hash === null) throw new Error('a node that was never completed')
    return hash
  })
}

export type TrailFilter = {
  readonly personId?: string | undefined
  readonly cardId?: string | undefined
  readonly orderId?: string | undefined
  readonly deed?: string | undefined
  /** The id of a person or a machine, or the name of a process. */
  readonly actor?: string | undefined
  /** From this instant on. */
  readonly from?: Instant | undefined
  /** Before this instant. */
  readonly to?: Instant | undefined
}

/** Where a page of the search ended. */
export type TrailPlace = { readonly at: Instant; readonly arrived: number }

export type FoundEntry = TrailPlace & {
  readonly entry: TrailEntry
  /** Undefined until it has one. */
  readonly position: number | undefined
}

/** Entries that meet the filter, newest first, beginning behind a place. */
export async function searchEntries(
  tx: Tx,
  {
    filter: { personId, cardId, orderId, deed, actor, from, to },
    behind,
    limit,
  }: {
    readonly filter: TrailFilter
    readonly behind?: TrailPlace | undefined
    readonly limit: number
  },
): Promise<readonly FoundEntry[]> {
  let found = tables(tx)
    .selectFrom('audit.entry')
    .leftJoin('audit.leaf', 'audit.leaf.entry_id', 'audit.entry.entry_id')
    .selectAll('audit.entry')
    .select('audit.leaf.position')
  if (personId !== undefined) found = found.where('about_person', '=', personId)
  if (cardId !== undefined) found = found.where('about_card', '=', cardId)
  if (orderId !== undefined) found = found.where('about_order', '=', orderId)
  if (deed !== undefined) found = found.where('deed', '=', deed)
  if (actor !== undefined)
    found = found.where(
      sql`coalesce(actor->>'personId', actor->>'clientId', actor->>'name')`,
      '=',
      actor,
    )
  if (from !== undefined) found = found.where('at', '>=', timestamp(from))
  if (to !== undefined) found = found.where('at', '<', timestamp(to))
  if (behind !== undefined)
    found = found.where(sql<boolean>`(at, arrived) < (${timestamp(behind.at)}, ${behind.arrived})`)
  const rows = await found.orderBy('at', 'desc').orderBy('arrived', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    entry: storedEntryOf(row).entry,
    at: row.at,
    arrived: row.arrived,
    position: row.position ?? undefined,
  }))
}

/**
 * What a person's own trail shows: everything about the person, and every time when the whole trail was handed out
 * since the first of it. In the order of the tree, behind a position and within a size.
 */
export async function entriesOfPerson(
  tx: Tx,
  {
    personId,
    behind,
    size,
    limit,
  }: {
    readonly personId: string
    readonly behind: number | undefined
    readonly size: number
    readonly limit: number
  },
): Promise<readonly PlacedEntry[]> {
  const rows = await placed(tx)
    .where(
      sql<boolean>`(about_person = ${personId} or type = 'TrailExported' and at >=
        (select min(at) from audit.entry where about_person = ${personId}))`,
    )
    .where('position', '<', behind ?? size)
    .orderBy('position', 'desc')
    .limit(limit)
    .execute()
  return rows.map(placedEntryOf)
}

/** The last erasure of entries, with its leaf, as the trail itself tells it. */
export async function latestErasure(
  tx: Tx,
): Promise<(StoredEntry & { readonly before: number; readonly years: number }) | undefined> {
  const row = await tables(tx)
    .selectFrom('audit.entry')
    .selectAll()
    .where('type', '=', 'EntriesErased' satisfies EntriesErased['type'])
    .orderBy('arrived', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { before, years } = row.facts as Pick<EntriesErased, 'before' | 'years'>
  return { ...storedEntryOf(row), before, years }
}

/**
 * How far entries may be erased: the largest signed size of those above what is erased that was signed before the
 * instant; not further than a piece at a time, unless two heads lie further apart.
 */
export async function sizeToErase(
  tx: Tx,
  {
    erased,
    signedBefore,
    piece,
  }: { readonly erased: number; readonly signedBefore: Instant; readonly piece: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ size: number | null }>`
    select coalesce(max(size) filter (where size <= ${erased + piece}), min(size)) as size
    from audit.checkpoint where size > ${erased} and at < ${timestamp(signedBefore)}`.execute(tx)
  return rows[0]?.size ?? undefined
}

/** Erases the entries at positions from `from` to before `to`; their leaves stay. */
export async function eraseEntries(tx: Tx, from: number, to: number): Promise<void> {
  await sql`
    delete from audit.entry using audit.leaf
    where leaf.entry_id = entry.entry_id
      and leaf.position >= ${from} and leaf.position < ${to}`.execute(tx)
}

const placed = (tx: Tx) =>
  tables(tx)
    .selectFrom('audit.entry')
    .innerJoin('audit.leaf', 'audit.leaf.entry_id', 'audit.entry.entry_id')
    .selectAll('audit.entry')
    .select('audit.leaf.position')

const placedEntryOf = (
  row: Selectable<EntryTable> & { readonly position: number },
): PlacedEntry => {
  const { entry, salt } = storedEntryOf(row)
  return { entry, salt, position: row.position }
}

function storedEntryOf(row: Selectable<EntryTable>): StoredEntry {
  const about: TrailSubject = {
    ...(row.about_person !== null && { personId: row.about_person }),
    ...(row.about_card !== null && { cardId: row.about_card }),
    ...(row.about_order !== null && { orderId: row.about_order }),
  }
  return {
    entry: {
      entryId: row.entry_id,
      at: row.at,
      type: row.type,
      deed: row.deed,
      actor: row.actor,
      reason: row.reason,
      ...(row.point_id !== null && { pointId: row.point_id }),
      ...(Object.keys(about).length > 0 && { about }),
      facts: row.facts,
    },
    salt: row.salt,
    digest: row.digest,
  }
}

const octetsOfHash = 32

const treeOf = ({ size, roots }: { size: number; roots: Uint8Array }): CompactTree => ({
  size,
  roots: Array.from({ length: roots.length / octetsOfHash }, (_, at) =>
    roots.slice(at * octetsOfHash, (at + 1) * octetsOfHash),
  ),
})
