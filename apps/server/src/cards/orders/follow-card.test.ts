import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { hour } from '@sotevarmenne/kernel/instant'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { orderById } from './store.ts'
import { aCard } from './testing.ts'
import { kindOf, openDesk } from './testing/desk.ts'

forEachDatabase('orders at the desk', ({ db }) => {
  const desk = openDesk(db)
  const { cards, sealing } = desk

  describe('an order that follows its card', () => {
    const notify = async (type: string, cardId: string): Promise<void> => {
      for (const { event, handle } of desk.orders.subscriptions)
        if (event === type) await handle({ type, about: { cardId } }, randomUUID())
    }
    const stateOf = (orderId: string) =>
      db.read(async (tx) => (await orderById(tx, sealing, orderId))?.state)
    const created = { at: '2026-11-25T10:00:00.000Z', what: 'CardProduced' }

    it('is complete when the card is produced, and only then may another be ordered', async () => {
      const waits: number[] = []
      desk.orders.observeProduced((milliseconds) => waits.push(milliseconds))
      const { personId, orderId, cardId } = await desk.ordered()
      assert.equal(kindOf(await desk.draft(personId)), 'order-pending')
      cards.give(personId, aCard({ cardId, timeline: [created] }))
      desk.wait(hour)
      await notify('CardProduced', cardId)
      await notify('CardProduced', cardId)
      assert.deepEqual(waits, [hour])
      assert.equal(await stateOf(orderId), 'produced')
      assert.equal(kindOf(await desk.draft(personId)), 'valid-card-exists')
    })

    it('ends when the card is cancelled before production', async () => {
      const { personId, orderId, cardId } = await desk.ordered()
      cards.give(personId, aCard({ cardId, state: 'cancelled' }))
      await notify('CardCancelled', cardId)
      assert.equal(await stateOf(orderId), 'cancelled')
      assert.equal(kindOf(await desk.draft(personId)), 'ok')
    })

    it('ends in the same state when the events come twice or out of order', async () => {
      const { personId, orderId, cardId } = await desk.ordered()
      cards.give(personId, aCard({ cardId, state: 'cancelled', timeline: [created] }))
      for (const type of ['CardCancelled', 'CardProduced', 'CardProduced', 'CardCancelled'])
        await notify(type, cardId)
      assert.equal(await stateOf(orderId), 'produced')
    })

    it('waits while its card has no result, and ignores cards without an order', async () => {
      const { orderId, cardId } = await desk.ordered()
      await notify('CardCancelled', cardId)
      await notify('CardProduced', randomUUID())
      assert.equal(await stateOf(orderId), 'ordered')
    })
  })
})
