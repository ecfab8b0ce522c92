import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A spare card that is not cancelled: it repeats the data of the actual card, which may be cancelled. */
export type FollowedSpareCard = {
  readonly spareCardId: string
  readonly actualCardId: string
  readonly personId: string
  /** The last day of the spare card, inclusive. */
  readonly validTo: LocalDate
}

/** From now on changes of the registers concern the spare card too. */
export async function followSpareCard(
  tx: Tx,
  { spareCardId, actualCardId, personId, validTo }: FollowedSpareCard,
): Promise<void> {
  await sql`
    insert into register_changes.spare_card (spare_card_id, actual_card_id, person_id, valid_to)
    values (${spareCardId}, ${actualCardId}, ${personId}, ${validTo})`.execute(tx)
}

/** It is cancelled. */
export async function unfollowSpareCard(tx: Tx, spareCardId: string): Promise<void> {
  await sql`
    delete from register_changes.spare_card where spare_card_id = ${spareCardId}`.execute(tx)
}

export async function followedSpareCardsOf(
  tx: Tx,
  personId: string,
): Promise<readonly FollowedSpareCard[]> {
  const { rows } = await sql<FollowedSpareCard>`
    select spare_card_id as "spareCardId", actual_card_id as "actualCardId",
      person_id as "personId", valid_to as "validTo"
    from register_changes.spare_card where person_id = ${personId}
    order by spare_card_id`.execute(tx)
  return rows
}
