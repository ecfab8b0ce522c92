import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createSealing, sealJson } from '#platform/sealing.ts'
import { orderBasisOf, storeOrderBasis, type OrderBasis } from './order-bases.ts'

forEachDatabase('what shows the signer that a card was ordered', ({ db }) => {
  const sealing = createSealing(new Uint8Array(32).fill(1), 'production')
  const signed = {
    statement: Uint8Array.of(1),
    signature: Uint8Array.of(2),
    signatureAlgorithm: 'ecdsa-sha384',
    certificate: Uint8Array.of(3),
  } as const
  const idToken = 'id.token.jws'
  const bases: readonly OrderBasis[] = [
    { kind: 'order', ...signed },
    { kind: 'renewal-signed', ...signed },
    { kind: 'renewal-identified', statement: signed.statement, idToken },
  ]
  const basisOf = (orderId: string) => db.read((tx) => orderBasisOf(tx, sealing, orderId))

  for (const basis of bases)
    it(`is read as it was stored when it is of the kind ${basis.kind}, and lies sealed`, async () => {
      const orderId = randomUUID()
      await db.write(async (tx) => {
        await storeOrderBasis(tx, sealing, { orderId, basis })
        return ok(undefined)
      })
      assert.deepEqual(await basisOf(orderId), basis)
      const { rows } = await db.read((tx) =>
        sql<{ row: string }>`select t::text as row from production.signed_order t
          where order_id = ${orderId}`.execute(tx),
      )
      const [{ row } = { row: '' }] = rows
      assert.ok(row.includes(orderId) && !row.includes(Buffer.from(idToken).toString('hex')))
    })

  it('is an order where its row is of a time when only orders were signed', async () => {
    const orderId = randomUUID()
    const sealed = sealJson(
      sealing,
      {
        statement: 'AQ==',
        signature: 'Ag==',
        signatureAlgorithm: 'ecdsa-sha384',
        certificate: 'Aw==',
      },
      orderId,
    )
    await db.write(async (tx) => {
      await sql`insert into production.signed_order (order_id, is_first, sealed)
        values (${orderId}, false, ${sealed})`.execute(tx)
      return ok(undefined)
    })
    assert.deepEqual(await basisOf(orderId), { kind: 'order', ...signed })
  })
})
