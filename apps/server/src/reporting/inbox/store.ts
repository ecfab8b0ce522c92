import type { InboxKind } from '@sotevarmenne/api/inbox'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import { isAmong } from '#platform/paging.ts'

/** An officer has an item since it began to wait at that time; it counts no longer once the item is decided. */
export type Assignment = {
  readonly kind: InboxKind
  readonly itemId: string
  /** Person id. */
  readonly officer: string
  readonly waitsSince: Instant
  readonly assignedAt: Instant
}

type Item = Pick<Assignment, 'kind' | 'itemId'>

/** All, or those of an officer. */
export async function allAssignments(
  tx: Tx,
  { officer }: { readonly officer?: string } = {},
): Promise<readonly Assignment[]> {
  let rows = assignments(tx)
  if (officer !== undefined) rows = rows.where('officer', '=', officer)
  return (await rows.execute()).map(assignmentOf)
}

/** Of these items, of whatever kind. */
export async function assignmentsAmong(
  tx: Tx,
  itemIds: readonly string[],
): Promise<readonly Assignment[]> {
  const rows = await assignments(tx).where(isAmong('item_id', itemIds)).execute()
  return rows.map(assignmentOf)
}

export const findAssignment = (tx: Tx, { kind, itemId }: Item): Promise<Assignment | undefined> =>
  readOne(assignments(tx).where('kind', '=', kind).where('item_id', '=', itemId), assignmentOf)

/** In place of the one before. */
export async function saveAssignment(tx: Tx, assignment: Assignment): Promise<void> {
  const { kind, itemId, officer } = assignment
  const changing = {
    officer,
    waits_since: timestamp(assignment.waitsSince),
    assigned_at: timestamp(assignment.assignedAt),
  }
  await tables(tx)
    .insertInto('inbox.assignment')
    .values({ kind, item_id: itemId, ...changing })
    .onConflict((conflict) => conflict.columns(['kind', 'item_id']).doUpdateSet(changing))
    .execute()
}

export async function deleteAssignments(
  tx: Tx,
  kind: InboxKind,
  itemIds: readonly string[],
): Promise<void> {
  await tables(tx)
    .deleteFrom('inbox.assignment')
    .where('kind', '=', kind)
    .where(isAmong('item_id', itemIds))
    .execute()
}

type Row = {
  kind: InboxKind
  item_id: string
  officer: string
  waits_since: Instant
  assigned_at: Instant
}

const tables = (tx: Tx) => tx.$extendTables<{ 'inbox.assignment': Row }>()
const assignments = (tx: Tx) => tables(tx).selectFrom('inbox.assignment').selectAll()

const assignmentOf = (row: Row): Assignment => ({
  kind: row.kind,
  itemId: row.item_id,
  officer: row.officer,
  waitsSince: row.waits_since,
  assignedAt: row.assigned_at,
})
