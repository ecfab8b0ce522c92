import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/threads'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  actForMember,
  pageForMember,
  type ActRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { ThreadId } from './contract.ts'
import type { ThreadsDeps } from './deps.ts'
import { openThread, openThreadsAtMost, type Thread } from './domain/thread.ts'
import { keepOpened } from './keep-opened.ts'
import { recordView, showRows, showThread } from './show-thread.ts'
import { stepOn, type StepOnRefusal } from './step-on.ts'
import { countOpenThreadsOfOrganisation, lockThread, threadsOf } from './store.ts'

/** What any member of an account reads and writes for the organisation (R225). */
type Shown = AnswerOf<typeof contracts.viewOrganisationThread>
type NotFound = { readonly kind: 'thread-not-found' }
type Looking = Permit<'threads.viewOrganisationThreads'>
type Writing = Permit<'threads.writeForOrganisation'>

type OpenForRefusal =
  { readonly kind: 'too-many-threads' } | { readonly kind: 'thread-made-before' }

export type OpenOrganisationThreadRefusal = ActRefusal | OpenForRefusal

export const openOrganisationThread =
  (deps: ThreadsDeps) =>
  (
    permit: Writing,
    {
      organisationId,
      threadId: id,
      subject,
      text,
    }: InputOf<typeof contracts.openOrganisationThread>,
  ): Promise<Result<Shown, OpenOrganisationThreadRefusal>> =>
    actForMember(deps, permit, { organisationId, act: 'write' }, async (tx): Promise<Opened> => {
      const before = await lockThread(deps, tx, id)
      if (before)
        return before.organisationId === organisationId
          ? ok(await shown(deps, tx, permit, before))
          : refuse({ kind: 'thread-made-before' })
      const opened = await openFor(deps)(tx, permit, {
        ...{ organisationId, threadId: id, kind: 'question', subject, text },
      })
      return opened.ok ? ok(await shown(deps, tx, permit, opened.value)) : opened
    })

/** Opens it in a transaction of another deed, which has judged the member. */
export const openFor =
  (deps: ThreadsDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    {
      threadId,
      text,
      ...opening
    }: {
      readonly organisationId: string
      readonly threadId: string
      readonly subject: string
      readonly text: string
    } & (
      { readonly kind: 'question' } | { readonly kind: 'fee-dispute'; readonly invoiceId: string }
    ),
  ): Promise<Result<Thread, OpenForRefusal>> => {
    if (await lockThread(deps, tx, threadId)) return refuse({ kind: 'thread-made-before' })
    const open = await countOpenThreadsOfOrganisation(tx, opening.organisationId)
    if (open >= openThreadsAtMost) return refuse({ kind: 'too-many-threads' })
    const thread = openThread(
      { threadId: threadId as ThreadId, personId: personOf(permit), ...opening },
      deps.clock.now(),
    )
    await keepOpened(deps, tx, permit, { thread, text })
    return ok(thread)
  }

type Opened = Result<Shown, OpenForRefusal>

type StepOnOrganisationThreadRefusal = ActRefusal | NotFound | StepOnRefusal

/** Writes more, or closes it; of a dispute, that takes it back. */
export const stepOnOrganisationThread =
  (deps: ThreadsDeps) =>
  (
    permit: Writing,
    { stepId, step, ...asked }: InputOf<typeof contracts.goOnWithOrganisationThread>,
  ): Promise<Result<Shown, StepOnOrganisationThreadRefusal>> =>
    actForMember(deps, permit, { ...asked, act: 'write' }, async (tx): Promise<Stepped> => {
      const thread = await threadOf(deps, tx, asked)
      if (!thread.ok) return thread
      const by = { side: 'holder', personId: personOf(permit) } as const
      const stepped = await stepOn(deps, tx, permit, { thread: thread.value, stepId, step, by })
      return stepped.ok ? ok(await shown(deps, tx, permit, stepped.value)) : stepped
    })

type Stepped = Result<Shown, NotFound | StepOnRefusal>

/** The newest first. That they were looked at is written once for the page (R51). */
export const listOrganisationThreads =
  (deps: ThreadsDeps) =>
  (permit: Looking, asked: InputOf<typeof contracts.listOrganisationThreads>): Promise<Listed> =>
    deps.db.write(async (tx): Promise<Listed> => {
      const listed = await pageForMember(deps, tx, permit, asked, {
        at: 'look',
        find: ({ organisationId, ...place }) =>
          threadsOf(deps, tx, { of: { organisationId }, filter: asked.filter, ...place }),
        placeOf: ({ openedAt, threadId }) => ({ at: openedAt, id: threadId }),
      })
      if (!listed.ok) return listed
      const { page, nextCursor } = listed.value
      const threads = await showRows(deps, tx, page, { side: 'holder', permit })
      return ok({ threads, ...(nextCursor !== undefined && { nextCursor }) })
    })

type Listed = Result<
  AnswerOf<typeof contracts.listOrganisationThreads>,
  MemberRefusal | CursorRefusal
>

export const viewOrganisationThread =
  (deps: ThreadsDeps) =>
  (
    permit: Looking,
    asked: InputOf<typeof contracts.viewOrganisationThread>,
  ): Promise<Result<Shown, MemberRefusal | NotFound>> =>
    deps.db.write(async (tx): Promise<Result<Shown, MemberRefusal | NotFound>> => {
      const { organisationId } = asked
      const member = await deps.accounts.judgeMember(tx, permit, { organisationId, act: 'look' })
      if (!member.ok) return member
      const thread = await threadOf(deps, tx, asked)
      if (!thread.ok) return thread
      await recordView(deps, tx, thread.value, permit)
      return ok(await shown(deps, tx, permit, thread.value))
    })

/** The thread of the organisation, locked, for somebody who was judged. */
async function threadOf(
  deps: ThreadsDeps,
  tx: Tx,
  { organisationId, threadId }: { readonly organisationId: string; readonly threadId: string },
): Promise<Result<Thread, NotFound>> {
  const thread = await lockThread(deps, tx, threadId)
  return thread?.organisationId === organisationId && thread.subject !== undefined
    ? ok(thread)
    : refuse({ kind: 'thread-not-found' })
}

const shown = (deps: ThreadsDeps, tx: Tx, permit: Permit, thread: Thread) =>
  showThread(deps, tx, thread, { side: 'holder', personId: personOf(permit), mayStep: true })
