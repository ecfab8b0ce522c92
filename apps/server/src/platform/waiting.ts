import type { InboxKind, InboxTopic } from '@sotevarmenne/api/inbox'
import type { Role } from '@sotevarmenne/api/permission'
import type { Instant } from '@sotevarmenne/kernel/instant'
import {
  dateInHelsinki,
  localDate,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { sql, type RawBuilder } from 'kysely'
import { timestamp, type Tx } from './db.ts'
import type { PlaceInTime } from './paging.ts'
import type { Permission } from './permit.ts'

/** One item of a queue that waits for a decision or an answer of the office. It names no person. */
export type WaitingItem = {
  readonly kind: InboxKind
  /** UUID. */
  readonly itemId: string
  /** Since when it waits: another time when it waits again. */
  readonly since: Instant
  /** The last day for the decision or the answer. */
  readonly dueOn?: LocalDate
  readonly topic?: InboxTopic
  readonly organisationId?: string
  /** Of an organisation that the service does not know yet. */
  readonly organisationName?: string
  readonly pointId?: string
  /** Person ids of those who do not decide it: who proposed or checked it, or whom it concerns. */
  readonly barred: readonly string[]
}

export type WaitingSought = {
  readonly behind: PlaceInTime | undefined
  readonly limit: number
  /** Only these. */
  readonly among?: readonly string[]
  /** None of these. */
  readonly except?: readonly string[]
  /** Only items with a last day before this one. */
  readonly dueBefore?: LocalDate
}

/** A queue of a module, for the inbox of the office. */
export type WaitingSource = {
  readonly kind: InboxKind
  /** The operation that ends the waiting: those who may do it see the items. */
  readonly decidedBy: Permission
  /** Others who may do it decide only where no holder of this role is left who is not barred. */
  readonly firstDecidedBy?: Role
  /** The most urgent first: by the last day, without one by age. */
  readonly find: (tx: Tx, sought: WaitingSought) => Promise<readonly WaitingItem[]>
  readonly count: (
    tx: Tx,
    today: LocalDate,
  ) => Promise<{
    readonly waiting: number
    readonly overdue: number
    /** Since when the oldest of them waits; null when none does. */
    readonly oldest: Instant | null
  }>
}

/** Where an item is in the order of the inbox. */
export const placeOfWaiting = ({ itemId, since, dueOn }: WaitingItem): PlaceInTime => ({
  at: dueOn === undefined ? since : startOfDay(dueOn),
  id: itemId,
})

type Expression = RawBuilder<unknown>

type Declared = Pick<WaitingSource, 'kind' | 'decidedBy' | 'firstDecidedBy'> & {
  readonly table: string
  /** The columns of the order, with an index `where` the condition holds: `(since, id)`, or `(dueOn, id)`. */
  readonly id: string
  readonly since: Expression
  readonly dueOn?: Expression
  readonly isWaiting: Expression
  readonly topic?: Expression
  readonly organisationId?: Expression
  readonly organisationName?: Expression
  readonly pointId?: Expression
  /** Columns with persons who do not decide it (dual control). */
  readonly barred?: readonly Expression[]
}

/** The queue that is the rows of a table for which `isWaiting` holds. */
export function waitingRows(declared: Declared): WaitingSource {
  const { kind, decidedBy, firstDecidedBy, since, dueOn, isWaiting } = declared
  const [table, id] = [sql.table(declared.table), sql.ref(declared.id)]
  const order = dueOn ?? since
  const column = (value: Expression | undefined, name: string) =>
    value === undefined ? [] : [sql`${value} as ${sql.ref(name)}`]
  const barred = (declared.barred ?? []).map((person) => sql`${person}::text`)
  const columns = sql.join([
    sql`array_remove(array[${sql.join(barred)}]::text[], null) as barred`,
    sql`${id} as "itemId"`,
    sql`${since} as since`,
    ...column(dueOn, 'dueOn'),
    ...column(declared.topic, 'topic'),
    ...column(declared.organisationId, 'organisationId'),
    ...column(declared.organisationName, 'organisationName'),
    ...column(declared.pointId, 'pointId'),
  ])

  return {
    ...{ kind, decidedBy },
    ...(firstDecidedBy !== undefined && { firstDecidedBy }),
    find: async (tx, { behind, limit, among, except = [], dueBefore }) => {
      if (dueBefore !== undefined && dueOn === undefined) return []
      const conditions = [
        isWaiting,
        ...(among === undefined ? [] : [sql`${id} = any(${among}::uuid[])`]),
        ...(except.length === 0 ? [] : [sql`${id} <> all(${except}::uuid[])`]),
        ...(dueBefore === undefined ? [] : [sql`${order} < ${dueBefore}::date`]),
        ...(behind === undefined ? [] : [dueOn ? behindDay(behind) : behindInstant(behind)]),
      ]
      const { rows } = await sql<Row>`
        select ${columns} from ${table} where ${sql.join(conditions, sql` and `)}
        order by ${order}, ${id} limit ${limit}`.execute(tx)
      return rows.map((row) => itemOf(kind, row))
    },
    count: async (tx, today) => {
      const overdue = dueOn
        ? sql`count(*) filter (where ${dueOn} < ${today}::date)`
        : sql`0::bigint`
      const { rows } = await sql<{ waiting: number; overdue: number; oldest: Instant | null }>`
        select count(*) as waiting, ${overdue} as overdue, min(${since}) as oldest from ${table} where ${isWaiting}`.execute(
        tx,
      )
      const [counted] = rows
      if (counted === undefined) throw new Error(`count of ${kind} returned no row`)
      return counted
    },
  }

  function behindInstant({ at, id: last }: PlaceInTime): Expression {
    return sql`(${order}, ${id}) > (${timestamp(at)}, ${last}::uuid)`
  }

  /** The place may be in the middle of a day: that of an item without a last day. */
  function behindDay({ at, id: last }: PlaceInTime): Expression {
    const day = dateInHelsinki(at)
    return startOfDay(day) === at
      ? sql`(${order}, ${id}) > (${day}::date, ${last}::uuid)`
      : sql`${order} > ${day}::date`
  }
}

type Row = {
  readonly itemId: string
  readonly since: Instant
  readonly dueOn?: string
  readonly topic?: InboxTopic | null
  readonly organisationId?: string | null
  readonly organisationName?: string | null
  readonly pointId?: string | null
  readonly barred: readonly string[]
}

const itemOf = (kind: InboxKind, row: Row): WaitingItem => {
  const { itemId, since, dueOn, topic, organisationId, organisationName, pointId } = row
  return {
    ...{ kind, itemId, since, barred: row.barred },
    ...(dueOn !== undefined && { dueOn: localDate(dueOn) }),
    ...(topic && { topic }),
    ...(organisationId && { organisationId }),
    ...(organisationName && { organisationName }),
    ...(pointId && { pointId }),
  }
}
