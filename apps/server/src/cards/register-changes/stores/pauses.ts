import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { CauseOfPause, ChangesPauseId } from '../contract.ts'

/** A pause by the mass-revocation guard for register changes: they wait for dual control. */
export type ChangesPause = {
  readonly pauseId: ChangesPauseId
  readonly noticedAt: Instant
  /** How many cards, and why, when it was noticed. */
  readonly cards: number
  readonly causes: readonly CauseOfPause[]
  /** The first approval of the release, if given, and what that person saw. */
  readonly first?: FirstApproval
  readonly isReleased: boolean
}

export type FirstApproval = {
  readonly person: string
  readonly at: Instant
  /** Position of the last change that was shown. */
  readonly upTo: number
  readonly cards: number
}

export async function insertPause(
  tx: Tx,
  pause: Pick<ChangesPause, 'pauseId' | 'noticedAt' | 'cards' | 'causes'>,
): Promise<void> {
  await sql`
    insert into register_changes.pause (pause_id, noticed_at, cards, causes)
    values (${pause.pauseId}, ${timestamp(pause.noticedAt)}, ${pause.cards}, ${json(pause.causes)})`.execute(
    tx,
  )
}

export async function findOpenPause(tx: Tx): Promise<ChangesPause | undefined> {
  const { rows } = await sql<PauseRow>`
    select * from register_changes.pause where released_at is null`.execute(tx)
  return rows[0] && pauseOf(rows[0])
}

/** The pause, locked until the transaction ends. */
export async function lockPause(tx: Tx, pauseId: string): Promise<ChangesPause | undefined> {
  const { rows } = await sql<PauseRow>`
    select * from register_changes.pause where pause_id = ${pauseId} for update`.execute(tx)
  return rows[0] && pauseOf(rows[0])
}

export async function saveFirstApproval(
  tx: Tx,
  pauseId: ChangesPauseId,
  { person, at, upTo, cards }: FirstApproval,
): Promise<void> {
  await sql`
    update register_changes.pause set first_person = ${person}, first_at = ${timestamp(at)},
      first_up_to = ${upTo}, first_cards = ${cards}
    where pause_id = ${pauseId}`.execute(tx)
}

export async function saveRelease(
  tx: Tx,
  pauseId: ChangesPauseId,
  { person, at, upTo }: Omit<FirstApproval, 'cards'>,
): Promise<void> {
  await sql`
    update register_changes.pause set second_person = ${person}, released_at = ${timestamp(at)},
      released_up_to = ${upTo}
    where pause_id = ${pauseId}`.execute(tx)
}

type PauseRow = {
  pause_id: string
  noticed_at: Instant
  cards: number
  causes: readonly CauseOfPause[]
  first_person: string | null
  first_at: Instant | null
  first_up_to: number | null
  first_cards: number | null
  released_at: Instant | null
}

const pauseOf = (row: PauseRow): ChangesPause => ({
  pauseId: row.pause_id as ChangesPauseId,
  noticedAt: row.noticed_at,
  cards: row.cards,
  causes: row.causes,
  isReleased: row.released_at !== null,
  ...firstOf(row),
})

function firstOf(row: PauseRow): Pick<ChangesPause, 'first'> {
  const { first_person: person, first_at: at, first_up_to: upTo, first_cards: cards } = row
  const isApproved = person !== null && at !== null && upTo !== null && cards !== null
  return isApproved ? { first: { person, at, upTo, cards } } : {}
}
