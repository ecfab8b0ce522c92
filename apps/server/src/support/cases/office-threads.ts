import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/threads'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readCursor, readNameCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { ThreadsDeps } from './deps.ts'
import { isDecidedElsewhere, type Thread } from './domain/thread.ts'
import { recordView, showRows, showThread } from './show-thread.ts'
import { stepOn, type StepOnRefusal } from './step-on.ts'
import { lockThread, threadsDue, threadsInState } from './store.ts'

type Shown = AnswerOf<typeof contracts.viewThread>
type NotFound = { readonly kind: 'thread-not-found' }
type Found = { readonly page: readonly Thread[]; readonly nextCursor?: string }

/** What is owed by its last day; the others the last changed first. Each one shown was looked at (R51). */
export const listThreads =
  (deps: ThreadsDeps) =>
  (
    permit: Permit<'threads.viewThreads'>,
    asked: InputOf<typeof contracts.listThreads>,
  ): Promise<Result<AnswerOf<typeof contracts.listThreads>, CursorRefusal>> => {
    type Listed = Result<AnswerOf<typeof contracts.listThreads>, CursorRefusal>
    return deps.db.write(async (tx): Promise<Listed> => {
      const found = await pageFor(deps, tx, asked)
      if (!found.ok) return found
      const { page, nextCursor } = found.value
      const threads = await showRows(deps, tx, page, { side: 'office', permit })
      return ok({ threads, ...(nextCursor !== undefined && { nextCursor }) })
    })
  }

async function pageFor(
  deps: ThreadsDeps,
  tx: Tx,
  { show, kind, cursor, limit }: InputOf<typeof contracts.listThreads>,
): Promise<Result<Found, CursorRefusal>> {
  if (show === 'due') {
    const behind = readNameCursor(cursor)
    if (!behind.ok) return behind
    const found = await threadsDue(deps, tx, { kind, behind: behind.value, limit: limit + 1 })
    const placeOf = (thread: Thread) => ({ name: dayOwed(thread), id: thread.threadId })
    return ok(pageOf(found, { limit, placeOf }))
  }
  const behind = readCursor(cursor)
  if (!behind.ok) return behind
  const page = { state: show, kind, behind: behind.value, limit: limit + 1 }
  const placeOf = ({ changedAt, threadId }: Thread) => ({ at: changedAt, id: threadId })
  return ok(pageOf(await threadsInState(deps, tx, page), { limit, placeOf }))
}

function dayOwed(thread: Thread): string {
  if (thread.state === 'closed' || thread.dueOn === undefined)
    throw new Error('a thread that owes nothing is in the queue')
  return thread.dueOn
}

export const viewThread =
  (deps: ThreadsDeps) =>
  (
    permit: Permit<'threads.viewThreads'>,
    { threadId }: InputOf<typeof contracts.viewThread>,
  ): Promise<Result<Shown, NotFound>> =>
    deps.db.write(async (tx): Promise<Result<Shown, NotFound>> => {
      const thread = await lockThread(deps, tx, threadId)
      if (thread?.subject === undefined) return refuse({ kind: 'thread-not-found' })
      await recordView(deps, tx, thread, permit)
      const mayStep = permit.reason !== 'auditor'
      const by = { side: 'office', personId: personOf(permit), mayStep } as const
      return ok(await showThread(deps, tx, thread, by))
    })

/** Of a dispute: with its invoice. */
type DecidedElsewhere = { readonly kind: 'decided-with-invoice' }

export type HandleThreadRefusal = NotFound | StepOnRefusal | DecidedElsewhere

/** A handler answers, decides, extends, closes or reopens (R166). */
export const handleThread =
  (deps: ThreadsDeps) =>
  (
    permit: Permit<'threads.handleThread'>,
    { threadId, stepId, step }: InputOf<typeof contracts.handleThread>,
  ): Promise<Result<Shown, HandleThreadRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, HandleThreadRefusal>> => {
      const thread = await lockThread(deps, tx, threadId)
      if (thread?.subject === undefined) return refuse({ kind: 'thread-not-found' })
      if (isDecidedElsewhere(thread, step.kind)) return refuse({ kind: 'decided-with-invoice' })
      const by = { side: 'office', personId: personOf(permit) } as const
      const stepped = await stepOn(deps, tx, permit, { thread, stepId, step, by })
      if (!stepped.ok) return stepped
      return ok(await showThread(deps, tx, stepped.value, { ...by, mayStep: true }))
    })

/** Decides a thread in the transaction of the deed that puts it into effect: here a dispute, with its invoice. */
export const decideThread =
  (deps: ThreadsDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    {
      threadId,
      stepId,
      step,
    }: {
      readonly threadId: string
      readonly stepId: string
      readonly step: { readonly kind: 'accept' | 'refuse'; readonly text: string }
    },
  ): Promise<Result<Thread, HandleThreadRefusal>> => {
    const thread = await lockThread(deps, tx, threadId)
    if (!thread) return refuse({ kind: 'thread-not-found' })
    const by = { side: 'office', personId: personOf(permit) } as const
    return stepOn(deps, tx, permit, { thread, stepId, step, by })
  }
