import type { Tx } from '#platform/db.ts'
import type { ThreadsDeps } from './deps.ts'
import { endsAt, type Thread } from './domain/thread.ts'

export const endKind = 'threads.endThread'

/** Plans what becomes of the thread if nobody goes on with it, in the transaction that brings it there. */
export async function planEnd(
  { planJob }: Pick<ThreadsDeps, 'planJob'>,
  tx: Tx,
  thread: Thread,
): Promise<void> {
  const dueAt = endsAt(thread)
  if (dueAt === undefined) return
  const { threadId, changedAt } = thread
  const key = `${threadId}/${thread.state}/${String(changedAt)}`
  await planJob(tx, { kind: endKind, key, payload: { threadId, changedAt }, dueAt })
}
