import type { CardNumber } from '#cards/card/contract.ts'
import { readOne, type Tx } from '#platform/db.ts'
import type { TakenChip } from '../domain/rules.ts'

/** The loan that last took the chip and has not wiped it. */
export const findTakenChip = (tx: Tx, chipSerial: string): Promise<TakenChip | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('spare_cards.taken_chip')
      .select(['spare_card_id', 'card_number', 'admin_key_version'])
      .where('chip_serial', '=', chipSerial),
    (row) => ({
      spareCardId: row.spare_card_id,
      cardNumber: row.card_number,
      adminKeyVersion: row.admin_key_version,
    }),
  )

export async function takeChip(tx: Tx, chipSerial: string, by: TakenChip): Promise<void> {
  const taken = {
    spare_card_id: by.spareCardId,
    card_number: by.cardNumber,
    admin_key_version: by.adminKeyVersion,
  }
  await tables(tx)
    .insertInto('spare_cards.taken_chip')
    .values({ chip_serial: chipSerial, ...taken })
    .onConflict((conflict) => conflict.column('chip_serial').doUpdateSet(taken))
    .execute()
}

/** The chip is empty, or is out of use for good. */
export async function releaseChip(tx: Tx, chipSerial: string): Promise<void> {
  await tables(tx)
    .deleteFrom('spare_cards.taken_chip')
    .where('chip_serial', '=', chipSerial)
    .execute()
}

/** The chips that each loan has taken, in any attempt, and not wiped. */
export async function takenChipsOf(
  tx: Tx,
  spareCardIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (spareCardIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('spare_cards.taken_chip')
    .select(['spare_card_id', 'chip_serial'])
    .where('spare_card_id', 'in', [...spareCardIds])
    .orderBy('chip_serial')
    .execute()
  const groups = Map.groupBy(rows, ({ spare_card_id: of }) => of)
  return new Map(
    [...groups].map(([of, taken]) => [of, taken.map(({ chip_serial: serial }) => serial)]),
  )
}

type Tables = {
  'spare_cards.taken_chip': {
    chip_serial: string
    spare_card_id: string
    card_number: CardNumber
    admin_key_version: number
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
