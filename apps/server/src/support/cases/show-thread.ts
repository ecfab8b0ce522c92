import {
  holderStep,
  officeStep,
  type Thread as ThreadShown,
  type ThreadRow as RowShown,
} from '@sotevarmenne/api/threads'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ThreadViewed } from './contract.ts'
import type { ThreadsDeps } from './deps.ts'
import { isOverdue, stepsOpenTo, type Stepping, type Thread } from './domain/thread.ts'
import { stepsOf } from './store.ts'

type Reader = { readonly side: 'holder' | 'office'; readonly personId: string }
type Deps = Pick<ThreadsDeps, 'clock' | 'people' | 'organisations' | 'sealing'>

/** The lines of a list, each of which was looked at (R51). Whose they are is asked once for all of them. */
export async function showRows(
  deps: Deps & Pick<ThreadsDeps, 'record'>,
  tx: Tx,
  threads: readonly Thread[],
  { permit, ...reader }: Pick<Reader, 'side'> & { readonly permit: Permit },
): Promise<RowShown[]> {
  const rowOf = await rowsOf(deps, tx, threads, reader)
  for (const thread of threads) await recordView(deps, tx, thread, permit)
  return threads.map(rowOf)
}

/** How each of the threads is told in a line. The office is told whose it is. */
async function rowsOf(
  { clock, people, organisations }: Pick<Deps, 'clock' | 'people' | 'organisations'>,
  tx: Tx,
  threads: readonly Thread[],
  { side }: Pick<Reader, 'side'>,
): Promise<(thread: Thread) => RowShown> {
  const today = dateInHelsinki(clock.now())
  const organisationOf = await organisations.organisationNames(
    tx,
    threads.flatMap(({ organisationId }) => organisationId ?? []),
  )
  const shownPeople = side === 'office' ? threads.map(({ personId }) => personId) : []
  const names = await people.namesOf(tx, shownPeople)
  return (thread) => {
    const { threadId, kind, subject = '', state, openedAt, changedAt, orderId } = thread
    const { organisationId, invoiceId, personId } = thread
    const name = names.get(personId)
    return {
      ...{ threadId, kind, subject, state },
      openedAt: formatInstant(openedAt),
      changedAt: formatInstant(changedAt),
      ...(thread.state !== 'closed' && thread.dueOn !== undefined && { dueOn: thread.dueOn }),
      isOverdue: isOverdue(thread, today),
      ...(thread.state === 'closed' && thread.decision && { decision: thread.decision }),
      ...(orderId !== undefined && { orderId }),
      ...(invoiceId !== undefined && { invoiceId }),
      ...(organisationId !== undefined && { organisation: organisationOf(organisationId) }),
      ...(name !== undefined && { holder: { personId, name } }),
    }
  }
}

/** The whole thread, with what its reader may do now. */
export async function showThread(
  deps: Deps,
  tx: Tx,
  thread: Thread,
  by: Reader & { readonly mayStep: boolean },
): Promise<ThreadShown> {
  const stepping: Stepping = { by, now: deps.clock.now() }
  const steps = await stepsOf(deps, tx, thread.threadId)
  const rowOf = await rowsOf(deps, tx, [thread], by)
  return {
    ...rowOf(thread),
    steps: steps.map(({ stepId, kind, side, at, text }) => ({
      ...{ stepId, kind, by: side },
      at: formatInstant(at),
      ...(text !== undefined && { text }),
    })),
    may: by.mayStep
      ? stepsOpenTo(
          thread,
          by.side === 'holder' ? holderStep.options : officeStep.options,
          stepping,
        )
      : [],
  }
}

/** Which thread an event is about. */
export const aboutThread = ({
  threadId,
  kind,
  personId,
  orderId,
  organisationId,
}: Thread): Omit<ThreadViewed, 'type'> => ({
  about: { personId, ...(orderId !== undefined && { orderId }) },
  ...{ threadId, kind },
  ...(organisationId !== undefined && { organisationId }),
})

/** Every look at what somebody wrote leaves an entry, whoever looks. */
export async function recordView(
  { record }: Pick<ThreadsDeps, 'record'>,
  tx: Tx,
  thread: Thread,
  permit: Permit,
): Promise<void> {
  const viewed: ThreadViewed = { type: 'ThreadViewed', ...aboutThread(thread) }
  await record(tx, viewed, permit)
}
