import type { ProposalDecision } from '@sotevarmenne/api/values'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql, type RawBuilder } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'

/** A change from a day on. UUID. */
export type ChangeId = Brand<string, 'ChangeId'>

/** What a change sets, of one kind: of each kind the one approved last for a day applies from that day on. */
export type ProposedChange = { readonly kind: string; readonly beginsOn: LocalDate }

type Step = { readonly by: string; readonly at: Instant }

type DatedChange<Change> = {
  readonly changeId: ChangeId
  readonly change: Change
  /** Absent for the shipped values: nobody proposed or decided them. */
  readonly proposed?: Step
  readonly state: 'proposed' | 'approved' | 'rejected'
  readonly decided?: Step
}

/** An approved change. */
export type Approved<Content> = {
  readonly changeId: ChangeId
  readonly from: LocalDate
  readonly content: Content
}

/**
 * The changes of these kinds in a table of a module: `change_id`, `kind`, `begins_on`, `content` (JSON, what
 * the change sets), and who proposed and decided it when. Among those that wait, `(kind, begins_on)` is unique.
 */
export function storedChanges<Change extends ProposedChange>(
  table: RawBuilder<unknown>,
  /** Absent where its kinds are data too. */
  kinds?: readonly Change['kind'][],
) {
  const isOfKinds = kinds === undefined ? sql`true` : sql`kind = any(${kinds})`
  type Stored = DatedChange<Change>

  return {
    /** The approved ones of these kinds, in the order of their approval; the shipped ones first. */
    async approved<Of extends Change['kind']>(tx: Tx, ...of: readonly Of[]) {
      const { rows } = await sql<
        Approved<Content<Extract<Change, { kind: Of }>>> & { readonly kind: Of }
      >`
        select change_id as "changeId", begins_on as from, content, kind from ${table}
        where decision = 'approved' and kind = any(${of})
        order by decided_at nulls first, begins_on`.execute(tx)
      return rows
    },

    /** All, sorted by first day, latest first. */
    async all(tx: Tx): Promise<readonly Stored[]> {
      const { rows } = await sql<Row>`
        select ${columns} from ${table} where ${isOfKinds}
        order by begins_on desc, proposed_at desc nulls last, kind`.execute(tx)
      return rows.map((row) => changeIn<Change>(row))
    },

    /** Returns whether it was stored: not while another of its kind for that day waits. */
    async insert(
      tx: Tx,
      { kind, beginsOn, ...content }: Change,
      { changeId, by, at }: Step & { readonly changeId: ChangeId },
    ): Promise<boolean> {
      const { rows } = await sql`
        insert into ${table} (change_id, kind, begins_on, content, proposed_by, proposed_at)
        values (${changeId}, ${kind}, ${beginsOn}, ${json(content)}, ${by}, ${timestamp(at)})
        on conflict do nothing returning change_id`.execute(tx)
      return rows.length > 0
    },

    /** A waiting change, locked: a second decision finds none. */
    async lockWaiting(tx: Tx, changeId: string): Promise<Stored | undefined> {
      const { rows } = await sql<Row>`
        select ${columns} from ${table}
        where change_id = ${changeId} and ${isOfKinds} and decision is null for update`.execute(tx)
      return rows[0] && changeIn<Change>(rows[0])
    },

    async saveDecision(
      tx: Tx,
      changeId: ChangeId,
      { decision, by, at }: Step & { readonly decision: ProposalDecision },
    ): Promise<void> {
      await sql`
        update ${table} set decision = ${decision}, decided_by = ${by}, decided_at = ${timestamp(at)}
        where change_id = ${changeId}`.execute(tx)
    },
  }
}

type Content<Change> = Omit<Change, 'kind' | 'beginsOn'>

type Row = {
  change_id: ChangeId
  kind: string
  begins_on: LocalDate
  content: object
  proposed_by: string | null
  proposed_at: Instant | null
  decision: ProposalDecision | null
  decided_by: string | null
  decided_at: Instant | null
}
const columns = sql.raw(
  'change_id, kind, begins_on, content, proposed_by, proposed_at, decision, decided_by, decided_at',
)

export type StoredChanges<Change extends ProposedChange> = ReturnType<typeof storedChanges<Change>>

const changeIn = <Change extends ProposedChange>(row: Row): DatedChange<Change> => {
  const { kind, begins_on: beginsOn, proposed_by, proposed_at, decision } = row
  const { decided_by, decided_at } = row
  return {
    changeId: row.change_id,
    // As `insert` stored it.
    change: { kind, beginsOn, ...row.content } as unknown as Change,
    ...(proposed_by !== null &&
      proposed_at !== null && { proposed: { by: proposed_by, at: proposed_at } }),
    state: decision ?? 'proposed',
    ...(decided_by !== null &&
      decided_at !== null && { decided: { by: decided_by, at: decided_at } }),
  }
}
