import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { CauseOfHold, ChangesHoldId } from '../contract.ts'

/** The brake on what registers say: changes wait until two persons have looked. */
export type ChangesHold = {
  readonly holdId: ChangesHoldId
  readonly noticedAt: Instant
  /** How many cards, and why, when it was noticed. */
  readonly cards: number
  readonly causes: readonly CauseOfHold[]
  /** Who has agreed to release it, when one person has, and what that person saw. */
  readonly first?: FirstAgreement
  readonly isReleased: boolean
}

export type FirstAgreement = {
  readonly person: string
  readonly at: Instant
  /** Position of the last change that was shown. */
  readonly upTo: number
  readonly cards: number
}

export async function insertHold(
  tx: Tx,
  hold: Pick<ChangesHold, 'holdId' | 'noticedAt' | 'cards' | 'causes'>,
): Promise<void> {
  await sql`
    insert into registers.hold (hold_id, noticed_at, cards, causes)
    values (${hold.holdId}, ${timestamp(hold.noticedAt)}, ${hold.cards}, ${json(hold.causes)})`.execute(
    tx,
  )
}

export async function findOpenHold(tx: Tx): Promise<ChangesHold | undefined> {
  const { rows } = await sql<HoldRow>`
    select * from registers.hold where released_at is null`.execute(tx)
  return rows[0] && holdOf(rows[0])
}

/** The hold, until the end of the transaction for nobody else. */
export async function lockHold(tx: Tx, holdId: string): Promise<ChangesHold | undefined> {
  const { rows } = await sql<HoldRow>`
    select * from registers.hold where hold_id = ${holdId} for update`.execute(tx)
  return rows[0] && holdOf(rows[0])
}

export async function saveFirstAgreement(
  tx: Tx,
  holdId: ChangesHoldId,
  { person, at, upTo, cards }: FirstAgreement,
): Promise<void> {
  await sql`
    update registers.hold set first_person = ${person}, first_at = ${timestamp(at)},
      first_up_to = ${upTo}, first_cards = ${cards}
    where hold_id = ${holdId}`.execute(tx)
}

export async function saveRelease(
  tx: Tx,
  holdId: ChangesHoldId,
  { person, at, upTo }: Omit<FirstAgreement, 'cards'>,
): Promise<void> {
  await sql`
    update registers.hold set second_person = ${person}, released_at = ${timestamp(at)},
      released_up_to = ${upTo}
    where hold_id = ${holdId}`.execute(tx)
}

type HoldRow = {
  hold_id: string
  noticed_at: Instant
  cards: number
  causes: readonly CauseOfHold[]
  first_person: string | null
  first_at: Instant | null
  first_up_to: number | null
  first_cards: number | null
  released_at: Instant | null
}

const holdOf = (row: HoldRow): ChangesHold => ({
  holdId: row.hold_id as ChangesHoldId,
  noticedAt: row.noticed_at,
  cards: row.cards,
  causes: row.causes,
  isReleased: row.released_at !== null,
  ...firstOf(row),
})

function firstOf(row: HoldRow): Pick<ChangesHold, 'first'> {
  const { first_person: person, first_at: at, first_up_to: upTo, first_cards: cards } = row
  const isAgreed = person !== null && at !== null && upTo !== null && cards !== null
  return isAgreed ? { first: { person, at, upTo, cards } } : {}
}
