import type { ThreadKind, ThreadState } from '@sotevarmenne/api/threads'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import type { PlaceByName, PlaceInTime } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { ThreadId } from './contract.ts'
import type { Thread, ThreadStep } from './domain/thread.ts'

/** What is written is sealed, each piece for its own row: a copy of the database shows none. */
type Sealed = { readonly sealing: Sealing }

/** One thing that was done with a thread. `text` is absent where nothing was written, and once it is erased. */
export type StepTaken = {
  readonly stepId: string
  readonly threadId: ThreadId
  /** From 0; a clock may show the same twice. */
  readonly position: number
  readonly kind: ThreadStep
  readonly side: 'holder' | 'office' | 'service'
  /** Person id; absent of the service. */
  readonly takenBy?: string
  readonly at: Instant
  readonly text?: string
}

export async function insertThread(deps: Sealed, tx: Tx, thread: Thread): Promise<void> {
  await tables(tx)
    .insertInto('cases.thread')
    .values({
      thread_id: thread.threadId,
      person_id: thread.personId,
      kind: thread.kind,
      subject_sealed: sealed(deps, thread.subject, thread.threadId),
      order_id: thread.orderId ?? null,
      organisation_id: thread.organisationId ?? null,
      invoice_id: thread.invoiceId ?? null,
      opened_at: timestamp(thread.openedAt),
      ...changing(thread),
    })
    .execute()
}

export async function saveThread(tx: Tx, thread: Thread): Promise<void> {
  await tables(tx)
    .updateTable('cases.thread')
    .set(changing(thread))
    .where('thread_id', '=', thread.threadId)
    .execute()
}

export async function insertStep(deps: Sealed, tx: Tx, step: StepTaken): Promise<void> {
  await tables(tx)
    .insertInto('cases.step')
    .values({
      step_id: step.stepId,
      thread_id: step.threadId,
      position: step.position,
      kind: step.kind,
      side: step.side,
      taken_by: step.takenBy ?? null,
      at: timestamp(step.at),
      text_sealed: sealed(deps, step.text, step.stepId),
    })
    .execute()
}

/** Erases what the thread says: that it was, and how it ended, stays. */
export async function eraseTexts(tx: Tx, threadId: ThreadId): Promise<void> {
  await tables(tx)
    .updateTable('cases.thread')
    .set({ subject_sealed: null })
    .where('thread_id', '=', threadId)
    .execute()
  await tables(tx)
    .updateTable('cases.step')
    .set({ text_sealed: null })
    .where('thread_id', '=', threadId)
    .execute()
}

/** The thread, which nobody else changes until the transaction ends. */
export async function lockThread(
  deps: Sealed,
  tx: Tx,
  threadId: string,
): Promise<Thread | undefined> {
  const row = await threads(tx).where('thread_id', '=', threadId).forUpdate().executeTakeFirst()
  return row && threadOf(deps, row)
}

/** In the order in which they were taken. */
export async function stepsOf(
  deps: Sealed,
  tx: Tx,
  threadId: ThreadId,
): Promise<readonly StepTaken[]> {
  const rows = await tables(tx)
    .selectFrom('cases.step')
    .selectAll()
    .where('thread_id', '=', threadId)
    .orderBy('position')
    .execute()
  return rows.map((row) => stepOf(deps, row))
}

export async function findStep(
  tx: Tx,
  stepId: string,
): Promise<Pick<StepTaken, 'threadId' | 'kind'> | undefined> {
  const row = await tables(tx)
    .selectFrom('cases.step')
    .select(['thread_id', 'kind'])
    .where('step_id', '=', stepId)
    .executeTakeFirst()
  return row && { threadId: row.thread_id as ThreadId, kind: row.kind }
}

export async function countOpenThreads(tx: Tx, personId: string): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('cases.thread')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('organisation_id', 'is', null)
    .where('state', '<>', 'closed')
    .executeTakeFirstOrThrow()
  return count
}

export async function countSteps(tx: Tx, threadId: ThreadId): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('cases.step')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('thread_id', '=', threadId)
    .executeTakeFirstOrThrow()
  return count
}

type Page<Place> = { readonly behind: Place | undefined; readonly limit: number }

export async function countOpenThreadsOfOrganisation(
  tx: Tx,
  organisationId: string,
): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('cases.thread')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('state', '<>', 'closed')
    .executeTakeFirstOrThrow()
  return count
}

/** Those of the person, or of the organisation, that are not erased, the newest first. */
export async function threadsOf(
  deps: Sealed,
  tx: Tx,
  {
    of,
    filter,
    behind,
    limit,
  }: Page<PlaceInTime> & {
    /** Those that the office has answered. */
    readonly filter?: 'waits-for-us' | undefined
    readonly of: { readonly personId: string } | { readonly organisationId: string }
  },
): Promise<readonly Thread[]> {
  let query = threads(tx).where('subject_sealed', 'is not', null)
  query =
    'personId' in of
      ? query.where('person_id', '=', of.personId).where('organisation_id', 'is', null)
      : query.where('organisation_id', '=', of.organisationId)
  if (filter !== undefined) query = query.where('state', '=', 'answered')
  if (behind !== undefined)
    query = query.where(
      sql<boolean>`(opened_at, thread_id) < (${timestamp(behind.at)}, ${behind.id}::uuid)`,
    )
  const rows = await query
    .orderBy('opened_at', 'desc')
    .orderBy('thread_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => threadOf(deps, row))
}

/** Those to which the office owes something, by its last day. */
export async function threadsDue(
  deps: Sealed,
  tx: Tx,
  { kind, behind, limit }: Page<PlaceByName> & { readonly kind: ThreadKind | undefined },
): Promise<readonly Thread[]> {
  let query = threads(tx).where('due_on', 'is not', null)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (behind !== undefined)
    query = query.where(
      sql<boolean>`(due_on, thread_id) > (${behind.name}::date, ${behind.id}::uuid)`,
    )
  const rows = await query.orderBy('due_on').orderBy('thread_id').limit(limit).execute()
  return rows.map((row) => threadOf(deps, row))
}

/** Those in the state that are not erased, the last changed first. */
export async function threadsInState(
  deps: Sealed,
  tx: Tx,
  {
    state,
    kind,
    behind,
    limit,
  }: Page<PlaceInTime> & { readonly state: ThreadState; readonly kind: ThreadKind | undefined },
): Promise<readonly Thread[]> {
  let query = threads(tx).where('state', '=', state).where('subject_sealed', 'is not', null)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (behind !== undefined)
    query = query.where(
      sql<boolean>`(changed_at, thread_id) < (${timestamp(behind.at)}, ${behind.id}::uuid)`,
    )
  const rows = await query
    .orderBy('changed_at', 'desc')
    .orderBy('thread_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => threadOf(deps, row))
}

/** How many threads the office owes something, and how many of them are late on that day. Read by the index of what is due. */
export async function countOwed(
  tx: Tx,
  today: LocalDate,
): Promise<{ readonly open: number; readonly overdue: number }> {
  return tables(tx)
    .selectFrom('cases.thread')
    .select(({ fn }) => [
      fn.countAll<number>().as('open'),
      sql<number>`count(*) filter (where due_on < ${today}::date)`.as('overdue'),
    ])
    .where('due_on', 'is not', null)
    .executeTakeFirstOrThrow()
}

const changing = (thread: Thread) => ({
  changed_at: timestamp(thread.changedAt),
  received_on: thread.receivedOn,
  is_extended: thread.isExtended,
  state: thread.state,
  due_on: (thread.state === 'closed' ? undefined : thread.dueOn) ?? null,
  decision: (thread.state === 'closed' ? thread.decision : undefined) ?? null,
})

const sealed = ({ sealing }: Sealed, text: string | undefined, context: string) =>
  text === undefined ? null : sealing.seal(Buffer.from(text, 'utf8'), context)

const opened = ({ sealing }: Sealed, octets: Uint8Array, context: string): string =>
  Buffer.from(sealing.open(octets, context)).toString('utf8')

function threadOf(deps: Sealed, row: ThreadRow): Thread {
  const every = {
    threadId: row.thread_id as ThreadId,
    personId: row.person_id,
    kind: row.kind,
    ...(row.subject_sealed && { subject: opened(deps, row.subject_sealed, row.thread_id) }),
    ...(row.order_id !== null && { orderId: row.order_id }),
    ...(row.organisation_id !== null && { organisationId: row.organisation_id }),
    ...(row.invoice_id !== null && { invoiceId: row.invoice_id }),
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    receivedOn: localDate(row.received_on),
    isExtended: row.is_extended,
  }
  const dueOn = row.due_on === null ? undefined : localDate(row.due_on)
  switch (row.state) {
    case 'waiting':
      if (dueOn === undefined) throw new Error(`thread ${row.thread_id} waits without a last day`)
      return { ...every, state: 'waiting', dueOn }
    case 'answered':
      return { ...every, state: 'answered', ...(dueOn !== undefined && { dueOn }) }
    case 'closed':
      return { ...every, state: 'closed', ...(row.decision && { decision: row.decision }) }
  }
}

const stepOf = (deps: Sealed, row: StepRow): StepTaken => ({
  stepId: row.step_id,
  threadId: row.thread_id as ThreadId,
  position: row.position,
  kind: row.kind,
  side: row.side,
  ...(row.taken_by !== null && { takenBy: row.taken_by }),
  at: row.at,
  ...(row.text_sealed && { text: opened(deps, row.text_sealed, row.step_id) }),
})

type ThreadRow = {
  thread_id: string
  person_id: string
  kind: ThreadKind
  subject_sealed: Uint8Array | null
  order_id: string | null
  organisation_id: string | null
  invoice_id: string | null
  opened_at: Instant
  changed_at: Instant
  received_on: string
  is_extended: boolean
  state: ThreadState
  due_on: string | null
  decision: 'accepted' | 'refused' | null
}

type StepRow = {
  step_id: string
  thread_id: string
  position: number
  kind: ThreadStep
  side: StepTaken['side']
  taken_by: string | null
  at: Instant
  text_sealed: Uint8Array | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'cases.thread': ThreadRow; 'cases.step': StepRow }>()
const threads = (tx: Tx) => tables(tx).selectFrom('cases.thread').selectAll()
