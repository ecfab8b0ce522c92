import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/threads'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { ThreadId } from './contract.ts'
import type { ThreadsDeps } from './deps.ts'
import { openThread, openThreadsAtMost, type Thread } from './domain/thread.ts'
import { keepOpened } from './keep-opened.ts'
import { recordView, showRows, showThread } from './show-thread.ts'
import { countOpenThreads, lockThread, threadsOf } from './store.ts'
import { stepOn, type StepOnRefusal } from './step-on.ts'

type Shown = AnswerOf<typeof contracts.viewOwnThread>
type NotFound = { readonly kind: 'thread-not-found' }

export type OpenOwnThreadRefusal =
  | { readonly kind: 'too-many-threads' }
  | { readonly kind: 'thread-made-before' }
  /** The order is nobody's renewal, or somebody else's. */
  | { readonly kind: 'decision-not-found' }

/** The holder writes to the office; the first message has the id of its thread (R165). */
export const openOwnThread =
  (deps: ThreadsDeps) =>
  (
    permit: Permit<'threads.writeToOffice'>,
    { threadId: id, kind, subject, text, orderId }: InputOf<typeof contracts.openThread>,
  ): Promise<Result<Shown, OpenOwnThreadRefusal>> => {
    const personId = personOf(permit)
    const reader = { side: 'holder', personId, mayStep: true } as const
    return deps.db.write(async (tx): Promise<Result<Shown, OpenOwnThreadRefusal>> => {
      const before = await lockThread(deps, tx, id)
      if (before && isOwn(before, personId)) return ok(await showThread(deps, tx, before, reader))
      if (before !== undefined) return refuse({ kind: 'thread-made-before' })
      if ((await countOpenThreads(tx, personId)) >= openThreadsAtMost)
        return refuse({ kind: 'too-many-threads' })
      if (orderId !== undefined && !(await deps.isRenewalOf(tx, { orderId, personId })))
        return refuse({ kind: 'decision-not-found' })

      const threadId = id as ThreadId
      const now = deps.clock.now()
      const about = orderId === undefined ? {} : { orderId }
      const thread = openThread({ threadId, personId, kind, subject, ...about }, now)
      await keepOpened(deps, tx, permit, { thread, text })
      return ok(await showThread(deps, tx, thread, reader))
    })
  }

export type StepOnOwnThreadRefusal = NotFound | StepOnRefusal

/** Writes more, or closes the own thread. */
export const stepOnOwnThread =
  (deps: ThreadsDeps) =>
  (
    permit: Permit<'threads.writeToOffice'>,
    { threadId, stepId, step }: InputOf<typeof contracts.goOnWithOwnThread>,
  ): Promise<Result<Shown, StepOnOwnThreadRefusal>> => {
    const personId = personOf(permit)
    return deps.db.write(async (tx): Promise<Result<Shown, StepOnOwnThreadRefusal>> => {
      const thread = await lockThread(deps, tx, threadId)
      if (!thread || !isOwn(thread, personId) || thread.subject === undefined)
        return refuse({ kind: 'thread-not-found' })
      const by = { side: 'holder', personId } as const
      const stepped = await stepOn(deps, tx, permit, { thread, stepId, step, by })
      if (!stepped.ok) return stepped
      return ok(await showThread(deps, tx, stepped.value, { ...by, mayStep: true }))
    })
  }

/** The own threads, the newest first. That they were looked at is written once for the page (R51). */
export const listOwnThreads =
  (deps: ThreadsDeps) =>
  (
    permit: Permit<'threads.viewOwnThreads'>,
    { cursor, limit }: InputOf<typeof contracts.listOwnThreads>,
  ): Promise<Result<AnswerOf<typeof contracts.listOwnThreads>, CursorRefusal>> => {
    type Listed = Result<AnswerOf<typeof contracts.listOwnThreads>, CursorRefusal>
    const personId = personOf(permit)
    return deps.db.write(async (tx): Promise<Listed> => {
      const behind = readCursor(cursor)
      if (!behind.ok) return behind
      const asked = { of: { personId }, behind: behind.value, limit: limit + 1 }
      const { page, nextCursor } = pageOf(await threadsOf(deps, tx, asked), {
        limit,
        placeOf: ({ openedAt, threadId }) => ({ at: openedAt, id: threadId }),
      })
      const threads = await showRows(deps, tx, page, { side: 'holder', permit })
      return ok({ threads, ...(nextCursor !== undefined && { nextCursor }) })
    })
  }

export const viewOwnThread =
  (deps: ThreadsDeps) =>
  (
    permit: Permit<'threads.viewOwnThreads'>,
    { threadId }: InputOf<typeof contracts.viewOwnThread>,
  ): Promise<Result<Shown, NotFound>> => {
    const personId = personOf(permit)
    return deps.db.write(async (tx): Promise<Result<Shown, NotFound>> => {
      const thread = await lockThread(deps, tx, threadId)
      if (!thread || !isOwn(thread, personId) || thread.subject === undefined)
        return refuse({ kind: 'thread-not-found' })
      await recordView(deps, tx, thread, permit)
      return ok(await showThread(deps, tx, thread, { side: 'holder', personId, mayStep: true }))
    })
  }

/** What somebody wrote for an organisation is the organisation's. */
const isOwn = ({ personId, organisationId }: Thread, who: string): boolean =>
  personId === who && organisationId === undefined
