import { sql } from 'kysely'
import { bytesText, type Tx } from '#platform/db.ts'
import type { EntryId } from '../contract.ts'
import type { CompactTree, Node, NodePlace } from '@sotevarmenne/issuing/domain/merkle'
import { storedEntryOf, tables, type StoredEntry } from './tables.ts'

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

/**
 * Takes pending entries, in the order of their arrival. One that commits late is still pending, and is taken
 * next time.
 */
export async function takePending(
  tx: Tx,
  limit: number,
): Promise<readonly { readonly entryId: EntryId; readonly digest: Uint8Array }[]> {
  const { rows } = await sql<{ entryId: EntryId; digest: Uint8Array }>`
    with taken as (
      delete from audit.pending
      where arrived in (select arrived from audit.pending order by arrived limit ${limit})
      returning arrived, entry_id, digest
    )
    select entry_id as "entryId", digest from taken order by arrived`.execute(tx)
  return rows
}

export type NewLeaf = {
  readonly position: number
  readonly entryId: EntryId
  readonly digest: Uint8Array
}

/**
 * Saves appended leaves, the subtrees they completed and the tree's new edge. Subtrees of one leaf are not
 * stored: their hashes follow from the leaves, and they would be half of all.
 */
export async function saveGrowth(
  tx: Tx,
  growth: {
    readonly leaves: readonly NewLeaf[]
    readonly nodes: readonly Node[]
    readonly tree: CompactTree
  },
): Promise<void> {
  await sql`
    insert into audit.leaf (position, entry_id, digest)
    select * from unnest(
      ${growth.leaves.map(({ position }) => position)}::bigint[],
      ${growth.leaves.map(({ entryId }) => entryId)}::uuid[],
      ${growth.leaves.map(({ digest }) => bytesText(digest))}::bytea[])`.execute(tx)
  const nodes = growth.nodes.filter(({ level }) => level > 0)
  await sql`
    insert into audit.node (level, index, hash)
    select * from unnest(
      ${nodes.map(({ level }) => level)}::int[],
      ${nodes.map(({ index }) => index)}::bigint[],
      ${nodes.map(({ hash }) => bytesText(hash))}::bytea[])`.execute(tx)
  await tables(tx)
    .updateTable('audit.tree')
    .set({ size: growth.tree.size, roots: Buffer.concat(growth.tree.roots) })
    .execute()
}

export type StoredLeaf = {
  readonly position: number
  readonly digest: Uint8Array
  /** Undefined when the entry is gone. */
  readonly stored: StoredEntry | undefined
}

/** Leaves from a position on, each with its entry. */
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

/** The positions of those leaves that have the entry and the digest, in ascending order. */
export async function positionsOf(
  tx: Tx,
  leaves: readonly { readonly entryId: string; readonly digest: Uint8Array }[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ position: number }>`
    select leaf.position from unnest(
      ${leaves.map(({ entryId }) => entryId)}::uuid[],
      ${leaves.map(({ digest }) => bytesText(digest))}::bytea[]) as sought (entry_id, digest)
    join audit.leaf on leaf.entry_id = sought.entry_id and leaf.digest = sought.digest
    order by leaf.position`.execute(tx)
  return rows.map(({ position }) => position)
}

/** The digests at the positions from `from` to before `to`. */
export async function digestsFrom(
  tx: Tx,
  from: number,
  to: number,
): Promise<readonly Uint8Array[]> {
  const rows = await tables(tx)
    .selectFrom('audit.leaf')
    .select('digest')
    .where('position', '>=', from)
    .where('position', '<', to)
    .orderBy('position')
    .execute()
  return rows.map(({ digest }) => digest)
}

/** Entries that are neither in the tree nor pending, oldest first. */
export async function entriesOutsideTree(tx: Tx, limit: number): Promise<readonly EntryId[]> {
  const { rows } = await sql<{ entry_id: EntryId }>`
    select entry_id from audit.entry
    where not exists (select from audit.leaf where leaf.entry_id = entry.entry_id)
      and not exists (select from audit.pending where pending.entry_id = entry.entry_id)
    order by arrived limit ${limit}`.execute(tx)
  return rows.map((row) => row.entry_id)
}

/**
 * The hashes of perfect subtrees, in the order of the places; undefined where no stored data give the hash.
 */
export async function storedNodes(
  tx: Tx,
  places: readonly NodePlace[],
): Promise<readonly (Uint8Array | undefined)[]> {
  if (places.length === 0) return []
  const requested = places.map(({ level, index }, nr) => ({ nr, level, index }))
  const { rows } = await sql<{ hash: Uint8Array | null }>`
    select coalesce(node.hash, sha256('\\x00'::bytea || leaf.digest)) as hash
    from json_to_recordset(${JSON.stringify(requested)}::json)
      as requested (nr int, level int, index bigint)
    left join audit.node on node.level = requested.level and node.index = requested.index
    left join audit.leaf on requested.level = 0 and leaf.position = requested.index
    order by nr`.execute(tx)
  return rows.map(({ hash }) => hash ?? undefined)
}

/** The same for subtrees that must exist; throws when one does not. */
export const nodeHashes = async (
  tx: Tx,
  places: readonly NodePlace[],
): Promise<readonly Uint8Array[]> =>
  (await storedNodes(tx, places)).map((hash) => {
    if (hash === undefined) throw new Error('a node of the tree is missing: verify the audit log')
    return hash
  })

const bytesOfHash = 32

const treeOf = ({ size, roots }: { size: number; roots: Uint8Array }): CompactTree => ({
  size,
  roots: Array.from({ length: roots.length / bytesOfHash }, (_, at) =>
    roots.slice(at * bytesOfHash, (at + 1) * bytesOfHash),
  ),
})
