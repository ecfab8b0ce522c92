import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { up } from './migrations/2026-11-25-stock-into-blanks.ts'

forEachDatabase('the stock of spare cards', ({ db }) => {
  it('joins the stock of blanks, and the loans keep the chips that they took', async () => {
    const chips = [1, 2, 3, 4, 5].map((last) => `E00000000000000001F${String(last)}`)
    const [lying, lent, lost, broken, known] = chips
    const moved = await db.write(async (tx) => {
      // As it was before.
      await sql`drop table spare_cards.taken_chip`.execute(tx)
      await sql`
        create table spare_cards.plastic (
          chip_serial text primary key, point_id text not null, state text not null,
          since timestamptz not null, spare_card_id uuid, card_number text, admin_key_version integer
        )`.execute(tx)
      for (const [last, reason] of [
        [1, null],
        [2, 'lost'],
        [3, 'broken'],
      ] as const)
        await sql`
          insert into spare_cards.spare_card (spare_card_id, actual_card_id, order_id, holder, point_id, state, started_at,
            missed_because, says, valid_to, return_by, card_number, certificates, closed_at, closing_reason, settled_at)
          values (${idOf(last)}::uuid, ${idOf(last)}::uuid, 'order', ${idOf(last)}::uuid, 'point',
            ${reason === null ? 'handedOver' : 'settled'}, now(), 'lost', '{}', '2026-12-31', '2026-12-31',
            ${`1234567890123456${String(last)}`}, '[]', ${reason === null ? null : sql`now()`}, ${reason},
            ${reason === null ? null : sql`now()`})`.execute(tx)
      await sql`
        insert into spare_cards.plastic values
          (${lying}, 'point', 'inStock', now(), null, null, null),
          (${lent}, 'point', 'taken', now(), ${idOf(1)}::uuid, '12345678901234561', 2),
          (${lost}, 'point', 'gone', now(), ${idOf(2)}::uuid, '12345678901234562', 1),
          (${broken}, 'point', 'gone', now(), ${idOf(3)}::uuid, '12345678901234563', 1),
          (${known}, 'point', 'inStock', now(), null, null, null)`.execute(tx)
      await sql`
        insert into blanks.batch values (${idOf(9)}::uuid, 'model', ${known}, ${known}, 1, now())`.execute(
        tx,
      )
      await sql`
        insert into blanks.blank (chip_serial, batch_id, place, state, since)
        values (${known}, ${idOf(9)}::uuid, 'production', 'in-stock', now())`.execute(tx)

      await up(tx)
      const blanks = await sql<{ chip_serial: string; place: string; state: string }>`
        select chip_serial, place, state from blanks.blank where chip_serial = any(${chips})
        order by chip_serial`.execute(tx)
      const taken = await sql<{ chip_serial: string; admin_key_version: number }>`
        select chip_serial, admin_key_version from spare_cards.taken_chip
        order by chip_serial`.execute(tx)
      return ok({ blanks: blanks.rows, taken: taken.rows })
    })
    assert.ok(moved.ok)
    assert.deepEqual(
      moved.value.blanks.map(({ place, state }) => [place, state]),
      ['in-stock', 'used', 'missing', 'rejected', 'in-stock'].map((state) => ['point', state]),
    )
    assert.deepEqual(
      moved.value.taken.map((row) => [row.chip_serial, row.admin_key_version]),
      [
        [lent, 2],
        [lost, 1],
      ],
    )
  })
})

const idOf = (last: number): string => `00000000-0000-4000-8000-00000000000${String(last)}`
