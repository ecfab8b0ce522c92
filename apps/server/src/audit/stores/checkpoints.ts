import { timestamp, type Tx } from '#platform/db.ts'
import type { Checkpoint } from '../contract.ts'
import { tables } from './tables.ts'

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

/** Checkpoints of trees larger than the size, smallest first. */
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

/** Checkpoints of trees smaller than the size, largest first; of all trees without a size. */
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
