import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ThreadOpened } from './contract.ts'
import type { ThreadsDeps } from './deps.ts'
import type { Thread } from './domain/thread.ts'
import { aboutThread } from './show-thread.ts'
import { insertStep, insertThread } from './store.ts'

/** Writes a new thread down with its first message, which has the id of the thread. */
export async function keepOpened(
  deps: Pick<ThreadsDeps, 'record' | 'sealing'>,
  tx: Tx,
  permit: Permit,
  { thread, text }: { readonly thread: Thread; readonly text: string },
): Promise<void> {
  const { threadId, personId, openedAt } = thread
  await insertThread(deps, tx, thread)
  await insertStep(deps, tx, {
    ...{ stepId: threadId, threadId, position: 0, kind: 'write', side: 'holder' },
    ...{ takenBy: personId, at: openedAt, text },
  })
  const opened: ThreadOpened = { type: 'ThreadOpened', ...aboutThread(thread) }
  await deps.record(tx, opened, permit)
}
