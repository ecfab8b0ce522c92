import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, it } from 'node:test'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { Tx } from '#platform/db.ts'
import type { OrderIn } from './domain/order.ts'
import { lockOrder, orderById, savePlacedOrder } from './store.ts'
import { anOrderThatWasPlaced } from './testing.ts'
import { kindOf, openDesk } from './testing/desk.ts'

forEachDatabase('orders at the desk', ({ db, kind }) => {
  const desk = openDesk(db)
  const { registers, cards, sealing } = desk
  const stina = desk.registrar()

  describe('an order that is submitted twice at the same moment', () => {
    it('is one order, also from one desk', async () => {
      const orderId = await desk.drafted(await desk.visitor(registers.add()))
      const accepted = cards.accepted.length
      const outcomes = await Promise.all([desk.place(orderId), desk.place(orderId)])
      assert.deepEqual(outcomes.map(kindOf).toSorted(), ['ok', 'order-not-a-draft'])
      assert.equal(cards.accepted.length, accepted + 1)
    })
  })

  describe('two registrars who order for one person at the same time (R15)', () => {
    it('result in one order', async () => {
      const personId = await desk.visitor(registers.add())
      const one = await desk.drafted(personId)
      const other = await desk.drafted(personId, stina)
      const accepted = cards.accepted.length
      // The server's transactions run in parallel: both have checked that no order is pending before either writes.
      if (kind === 'PostgreSQL') cards.meet(2)
      const outcomes = await Promise.all([desk.place(one), desk.place(other, stina)])
      assert.deepEqual(outcomes.map(kindOf).toSorted(), ['ok', 'order-pending'])
      assert.equal(cards.accepted.length, accepted + 1)
      assert.deepEqual((await states(one, other)).toSorted(), ['draft', 'ordered'])
    })

    const states = (...orderIds: readonly string[]) =>
      db.read((tx) =>
        Promise.all(
          orderIds.map(async (orderId) => (await orderById(tx, sealing, orderId))?.state),
        ),
      )
    const rules = { together: ['T20', 'T22'] }
    const placedOver = async (tx: Tx, orderId: string): Promise<OrderIn<'ordered'>> => {
      const order = await lockOrder(tx, sealing, orderId)
      assert.ok(order)
      const { placement } = anOrderThatWasPlaced()
      return { ...order, state: 'ordered', placement: { ...placement, cardId: randomUUID() } }
    }
    const bothDrafted = async (): Promise<readonly [string, string]> => {
      const personId = await desk.visitor(registers.add())
      return [await desk.drafted(personId), await desk.drafted(personId, stina)]
    }

    it('are serialised by the database itself, if the check fails', async () => {
      const [one, other] = await bothDrafted()
      const save = (orderId: string) =>
        db.write(async (tx) => savePlacedOrder(tx, sealing, await placedOver(tx, orderId), rules))
      assert.deepEqual(await save(one), { ok: true, value: undefined })
      assert.deepEqual(await save(other), { ok: false, refusal: { kind: 'order-pending' } })
      assert.deepEqual(await states(one, other), ['ordered', 'draft'])
    })

    it('count as one whatever their rights, but for the two that may have a card each (R5, R15)', async () => {
      const save = (orderId: string, code: string, together: readonly string[]) =>
        db.write(async (tx) => {
          const order = await placedOver(tx, orderId)
          assert.ok(order.content.product === 'professional-card')
          const right = { ...order.content.right, code }
          const content = { ...order.content, right }
          return savePlacedOrder(tx, sealing, { ...order, content }, { together })
        })
      for (const [codes, together, second] of [
        [['T10', 'T11'], rules.together, 'order-pending'],
        [['T20', 'T22'], rules.together, 'ok'],
        [['T20', 'T20'], rules.together, 'order-pending'],
        [['T20', 'T22'], [], 'order-pending'],
      ] as const) {
        const [one, other] = await bothDrafted()
        assert.equal(kindOf(await save(one, codes[0], together)), 'ok')
        assert.equal(kindOf(await save(other, codes[1], together)), second, codes.join())
      }
    })

    // The embedded database has one connection: there one transaction follows the other.
    if (kind === 'PostgreSQL')
      for (const end of ['commits', 'rolls back'] as const)
        it(`are serialised also while the first is not over: it ${end}`, async () => {
          const [one, other] = await bothDrafted()
          const firstHasWritten = Promise.withResolvers<undefined>()
          const first = db.write(
            async (tx): Promise<Result<void, { readonly kind: string }>> => {
              const saved = await savePlacedOrder(tx, sealing, await placedOver(tx, one), rules)
              firstHasWritten.resolve(undefined)
              await untilSomebodyWaits(tx)
              return end === 'commits' ? saved : refuse({ kind: 'changed-my-mind' })
            },
            { isolation: 'read committed' },
          )
          const second = db.write(
            async (tx) => {
              await firstHasWritten.promise
              return savePlacedOrder(tx, sealing, await placedOver(tx, other), rules)
            },
            { isolation: 'read committed' },
          )
          assert.equal(kindOf(await first), end === 'commits' ? 'ok' : 'changed-my-mind')
          assert.equal(kindOf(await second), end === 'commits' ? 'order-pending' : 'ok')
          assert.deepEqual(
            await states(one, other),
            end === 'commits' ? ['ordered', 'draft'] : ['draft', 'ordered'],
          )
        })

    /** Waits until another transaction of this database waits for a lock. */
    const untilSomebodyWaits = async (tx: Tx): Promise<void> => {
      for (;;) {
        const { rows } = await sql<{ waiting: boolean }>`
          select exists(
            select from pg_locks l join pg_stat_activity a using (pid)
            where not l.granted and a.datname = current_database()
          ) as waiting`.execute(tx)
        if (rows[0]?.waiting === true) return
        await turn()
      }
    }
  })
})
