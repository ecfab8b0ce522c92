import type { CaseKind, CaseState, CaseParty } from '@sotevarmenne/api/cases'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type PlaceByName, type RowsSought } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { CaseId } from './contract.ts'
import type { SupportCase, CaseStep } from './domain/support-case.ts'

/** Texts are sealed, each bound to its row: unreadable in a copy of the database. */
type Sealed = { readonly sealing: Sealing }

/** One step of a case. `text` is absent where nothing was written, and once it is erased. */
export type StepTaken = {
  readonly stepId: string
  readonly caseId: CaseId
  /** From 0; needed because two steps may have the same time. */
  readonly position: number
  readonly kind: CaseStep
  readonly side: CaseParty
  /** Person id; absent for the service, and for a writer who did not sign in. */
  readonly takenBy?: string
  readonly at: Instant
  readonly text?: string
}

export async function insertCase(deps: Sealed, tx: Tx, supportCase: SupportCase): Promise<void> {
  await tables(tx)
    .insertInto('cases.support_case')
    .values({
      case_id: supportCase.caseId,
      person_id: supportCase.personId ?? null,
      kind: supportCase.kind,
      subject_sealed: sealed(deps, supportCase.subject, supportCase.caseId),
      order_id: supportCase.orderId ?? null,
      organisation_id: supportCase.organisationId ?? null,
      invoice_id: supportCase.invoiceId ?? null,
      opened_at: timestamp(supportCase.openedAt),
      ...changing(supportCase),
    })
    .execute()
}

export async function saveCase(tx: Tx, supportCase: SupportCase): Promise<void> {
  await tables(tx)
    .updateTable('cases.support_case')
    .set(changing(supportCase))
    .where('case_id', '=', supportCase.caseId)
    .execute()
}

export async function insertStep(deps: Sealed, tx: Tx, step: StepTaken): Promise<void> {
  await tables(tx)
    .insertInto('cases.step')
    .values({
      step_id: step.stepId,
      case_id: step.caseId,
      position: step.position,
      kind: step.kind,
      side: step.side,
      taken_by: step.takenBy ?? null,
      at: timestamp(step.at),
      text_sealed: sealed(deps, step.text, step.stepId),
    })
    .execute()
}

/** Erases the texts: the existence and the outcome of the case stay. */
export async function eraseTexts(tx: Tx, caseId: CaseId): Promise<void> {
  await tables(tx)
    .updateTable('cases.support_case')
    .set({ subject_sealed: null })
    .where('case_id', '=', caseId)
    .execute()
  await tables(tx)
    .updateTable('cases.step')
    .set({ text_sealed: null })
    .where('case_id', '=', caseId)
    .execute()
}

/** Of a case of the organisation. */
export const kindOfCase = async (
  tx: Tx,
  { organisationId, caseId }: { readonly organisationId: string; readonly caseId: string },
): Promise<CaseKind | undefined> => {
  const row = await tables(tx)
    .selectFrom('cases.support_case')
    .select('kind')
    .where('case_id', '=', caseId as CaseId)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row?.kind
}

/** The case, locked until the transaction ends. */
export const lockCase = (deps: Sealed, tx: Tx, caseId: string): Promise<SupportCase | undefined> =>
  readOne(cases(tx).where('case_id', '=', caseId).forUpdate(), (row) => caseOf(deps, row))

/** In the order in which they were taken. */
export async function stepsOf(deps: Sealed, tx: Tx, caseId: CaseId): Promise<readonly StepTaken[]> {
  const rows = await tables(tx)
    .selectFrom('cases.step')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('position')
    .execute()
  return rows.map((row) => stepOf(deps, row))
}

export const findStep = (
  tx: Tx,
  stepId: string,
): Promise<Pick<StepTaken, 'caseId' | 'kind'> | undefined> =>
  readOne(
    tables(tx).selectFrom('cases.step').select(['case_id', 'kind']).where('step_id', '=', stepId),
    (row) => ({ caseId: row.case_id as CaseId, kind: row.kind }),
  )

export async function countOpenCases(tx: Tx, personId: string): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('cases.support_case')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('organisation_id', 'is', null)
    .where('state', '<>', 'closed')
    .executeTakeFirstOrThrow()
  return count
}

export async function countSteps(tx: Tx, caseId: CaseId): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('cases.step')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  return count
}

export async function countOpenCasesOfOrganisation(
  tx: Tx,
  organisationId: string,
): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('cases.support_case')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('state', '<>', 'closed')
    .executeTakeFirstOrThrow()
  return count
}

/** Cases of the person, or of the organisation, that are not erased, newest first. */
export async function casesOf(
  deps: Sealed,
  tx: Tx,
  {
    of,
    filter,
    behind,
    limit,
  }: RowsSought & {
    /** Those that the office has answered. */
    readonly filter?: 'waits-for-us' | undefined
    readonly of: { readonly personId: string } | { readonly organisationId: string }
  },
): Promise<readonly SupportCase[]> {
  let query = cases(tx).where('subject_sealed', 'is not', null)
  query =
    'personId' in of
      ? query.where('person_id', '=', of.personId).where('organisation_id', 'is', null)
      : query.where('organisation_id', '=', of.organisationId)
  if (filter !== undefined) query = query.where('state', '=', 'answered')
  const rows = await query
    .$call(inOrderOfTime({ at: 'opened_at', id: 'case_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => caseOf(deps, row))
}

/** Cases that wait for the office, by due date. */
export async function casesDue(
  deps: Sealed,
  tx: Tx,
  {
    kind,
    behind,
    limit,
  }: {
    readonly kind: CaseKind | undefined
    readonly behind: PlaceByName | undefined
    readonly limit: number
  },
): Promise<readonly SupportCase[]> {
  let query = cases(tx).where('due_on', 'is not', null)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (behind !== undefined)
    query = query.where(
      sql<boolean>`(due_on, case_id) > (${behind.name}::date, ${behind.id}::uuid)`,
    )
  const rows = await query.orderBy('due_on').orderBy('case_id').limit(limit).execute()
  return rows.map((row) => caseOf(deps, row))
}

/** Cases in the state that are not erased, last changed first. */
export async function casesInState(
  deps: Sealed,
  tx: Tx,
  {
    state,
    kind,
    behind,
    limit,
  }: RowsSought & { readonly state: CaseState; readonly kind: CaseKind | undefined },
): Promise<readonly SupportCase[]> {
  let query = cases(tx).where('state', '=', state).where('subject_sealed', 'is not', null)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  const rows = await query
    .$call(inOrderOfTime({ at: 'changed_at', id: 'case_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => caseOf(deps, row))
}

/**
 * Number of cases that wait for the office, and of those late on that day. Read by the index of due dates.
 */
export async function countOwed(
  tx: Tx,
  today: LocalDate,
): Promise<{ readonly open: number; readonly overdue: number }> {
  return tables(tx)
    .selectFrom('cases.support_case')
    .select(({ fn }) => [
      fn.countAll<number>().as('open'),
      sql<number>`count(*) filter (where due_on < ${today}::date)`.as('overdue'),
    ])
    .where('due_on', 'is not', null)
    .executeTakeFirstOrThrow()
}

const changing = (supportCase: SupportCase) => ({
  changed_at: timestamp(supportCase.changedAt),
  received_on: supportCase.receivedOn,
  is_extended: supportCase.isExtended,
  state: supportCase.state,
  due_on: (supportCase.state === 'closed' ? undefined : supportCase.dueOn) ?? null,
  decision: (supportCase.state === 'closed' ? supportCase.decision : undefined) ?? null,
})

const sealed = ({ sealing }: Sealed, text: string | undefined, context: string) =>
  text === undefined ? null : sealing.seal(Buffer.from(text, 'utf8'), context)

const opened = ({ sealing }: Sealed, bytes: Uint8Array, context: string): string =>
  Buffer.from(sealing.open(bytes, context)).toString('utf8')

function caseOf(deps: Sealed, row: CaseRow): SupportCase {
  const every = {
    caseId: row.case_id as CaseId,
    ...(row.person_id !== null && { personId: row.person_id }),
    kind: row.kind,
    ...(row.subject_sealed && { subject: opened(deps, row.subject_sealed, row.case_id) }),
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
      if (dueOn === undefined)
        throw new Error(`case ${row.case_id} waits for the office but has no due date`)
      return { ...every, state: 'waiting', dueOn }
    case 'answered':
      return { ...every, state: 'answered', ...(dueOn !== undefined && { dueOn }) }
    case 'closed':
      return { ...every, state: 'closed', ...(row.decision && { decision: row.decision }) }
  }
}

const stepOf = (deps: Sealed, row: StepRow): StepTaken => ({
  stepId: row.step_id,
  caseId: row.case_id as CaseId,
  position: row.position,
  kind: row.kind,
  side: row.side,
  ...(row.taken_by !== null && { takenBy: row.taken_by }),
  at: row.at,
  ...(row.text_sealed && { text: opened(deps, row.text_sealed, row.step_id) }),
})

type CaseRow = {
  case_id: string
  person_id: string | null
  kind: CaseKind
  subject_sealed: Uint8Array | null
  order_id: string | null
  organisation_id: string | null
  invoice_id: string | null
  opened_at: Instant
  changed_at: Instant
  received_on: string
  is_extended: boolean
  state: CaseState
  due_on: string | null
  decision: 'accepted' | 'refused' | null
}

type StepRow = {
  step_id: string
  case_id: string
  position: number
  kind: CaseStep
  side: StepTaken['side']
  taken_by: string | null
  at: Instant
  text_sealed: Uint8Array | null
}

const tables = (tx: Tx) =>
  tx.$extendTables<{ 'cases.support_case': CaseRow; 'cases.step': StepRow }>()
const cases = (tx: Tx) => tables(tx).selectFrom('cases.support_case').selectAll()
