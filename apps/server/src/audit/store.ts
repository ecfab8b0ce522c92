import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { sql, type Generated, type Selectable } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import type { Checkpoint, EntryId, TrailEntry, TrailSubject } from './contract.ts'
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
  event: TrailEntry['event'] | null
  salt: Uint8Array | null
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

/** What stands in the digest, in the words in which it is stored: erasing or changing any of it shows. */
export type EntryContent = Omit<Selectable<EntryTable>, 'arrived' | 'salt' | 'digest' | 'event'> & {
  readonly event: NonNullable<TrailEntry['event']>
}

export type NewEntry = {
  readonly content: EntryContent
  readonly salt: Uint8Array
  readonly digest: Uint8Array
}

/** Appends entries, and marks them as waiting for their places in the tree. One statement, however many they are. */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  const rows = entries.map(({ content, salt, digest }) => ({
    ...content,
    at: formatInstant(content.at),
    salt: byteaText(salt),
    digest: byteaText(digest),
  }))
  await sql`
    with entry as (
      insert into audit.entry (entry_id, at, type, deed, actor, reason, point_id,
        about_person, about_card, about_order, event, salt, digest)
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as new (
        entry_id uuid, at timestamptz, type text, deed text, actor jsonb, reason text, point_id text,
        about_person text, about_card text, about_order text, event jsonb, salt bytea, digest bytea)
      returning entry_id
    )
    insert into audit.pending select entry_id from entry`.execute(tx)
}

/** Octets as the text form of a `bytea` (PostgreSQL, § 8.4.1). */
const byteaText = (octets: Uint8Array): string => `\\x${Buffer.from(octets).toString('hex')}`

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

export type StoredLeaf = {
  readonly position: number
  readonly digest: Uint8Array
  readonly entryId: EntryId
  /** Undefined when the entry is gone. */
  readonly entry: Selectable<EntryTable> | undefined
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
  const byId = new Map(entries.map((entry) => [entry.entry_id, entry]))
  return leaves.map((leaf) => ({
    position: leaf.position,
    digest: leaf.digest,
    entryId: leaf.entry_id,
    entry: byId.get(leaf.entry_id),
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

export const leafOfEntry = (
  tx: Tx,
  entryId: EntryId,
): Promise<{ readonly position: number; readonly digest: Uint8Array } | undefined> =>
  tables(tx)
    .selectFrom('audit.leaf')
    .select(['position', 'digest'])
    .where('entry_id', '=', entryId)
    .executeTakeFirst()

export async function nodeHash(tx: Tx, { level, index }: NodePlace): Promise<Uint8Array> {
  const node = await tables(tx)
    .selectFrom('audit.node')
    .select('hash')
    .where('level', '=', level)
    .where('index', '=', index)
    .executeTakeFirstOrThrow()
  return node.hash
}

/** The first checkpoint whose tree holds the position. */
export const checkpointOver = (tx: Tx, position: number): Promise<Checkpoint | undefined> =>
  tables(tx)
    .selectFrom('audit.checkpoint')
    .selectAll()
    .where('size', '>', position)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst()

/** Everything recorded about one card, person or order, oldest first. */
export async function entriesAbout(tx: Tx, subject: TrailSubject): Promise<readonly TrailEntry[]> {
  const all = tables(tx).selectFrom('audit.entry').selectAll().orderBy('at').orderBy('arrived')
  const rows = await (
    'cardId' in subject
      ? all.where('about_card', '=', subject.cardId)
      : 'personId' in subject
        ? all.where('about_person', '=', subject.personId)
        : all.where('about_order', '=', subject.orderId)
  ).execute()
  return rows.map((row) => ({
    entryId: row.entry_id,
    at: row.at,
    type: row.type,
    deed: row.deed,
    actor: row.actor,
    reason: row.reason,
    ...(row.point_id !== null && { pointId: row.point_id }),
    ...(row.event !== null && row.event !== undefined && { event: row.event }),
  }))
}

const octetsOfHash = 32

const treeOf = ({ size, roots }: { size: number; roots: Uint8Array }): CompactTree => ({
  size,
  roots: Array.from({ length: roots.length / octetsOfHash }, (_, at) =>
    roots.slice(at * octetsOfHash, (at + 1) * octetsOfHash),
  ),
})
