import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { hour, minute } from '@sotevarmenne/kernel/instant'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aNurse, aResident } from './testing.ts'
import { aDraftInput, kindOf, openDesk } from './testing/desk.ts'

const letterAddress = {
  street: 'Esimerkkikatu 3 A 4',
  postalCode: '33100',
  postOffice: 'Tampere',
  country: 'FI',
}

forEachDatabase('a draft that was left', ({ db }) => {
  const desk = openDesk(db)
  const { orders, registers, recorded, riitta } = desk

  const continueIt = (orderId: string, by = riitta) =>
    orders.continueOrder(aPermit('orders.draftOrder', by), { orderId })
  const list = (by = riitta) =>
    orders.listOrders(aPermit('orders.listOrders', by), { state: 'draft', limit: 25 })
  const continuationsOf = async (orderId: string, by = riitta) => {
    const viewed = await orders.viewOrder(aPermit('orders.viewOrder', by), { orderId })
    const listed = await list(by)
    assert.ok(viewed.ok && listed.ok)
    const row = listed.value.orders.find((order) => order.orderId === orderId)
    return [viewed.value.continuation, row?.continuation]
  }

  it('is continued with its confirmation and what was typed, and signed as it was', async () => {
    const personId = await desk.visitor(registers.add())
    const draft = await desk.draft(personId, { letterAddress })
    assert.ok(draft.ok)
    const { orderId, statement, confirmation } = draft.value
    desk.wait(minute)

    const continued = await continueIt(orderId)
    assert.ok(continued.ok)
    assert.equal(continued.value.statement, statement)
    assert.deepEqual(continued.value.confirmation, confirmation)
    assert.deepEqual(continued.value.typed, {
      identification: aDraftInput(personId).identification,
      letterAddress,
    })
    assert.deepEqual(recorded.at(-1), { type: 'OrderViewed', about: { personId, orderId } })
    assert.ok((await desk.place(orderId)).ok)
    assert.equal(kindOf(await continueIt(orderId)), 'order-not-a-draft')
  })

  it('is offered and given to its own registrar only, and for 24 hours', async () => {
    const orderId = await desk.drafted(await desk.visitor(registers.add()))
    const colleague = desk.registrar(riitta.pointId)
    assert.deepEqual(await continuationsOf(orderId), ['possible', 'possible'])
    const toColleague = await continuationsOf(orderId, colleague)
    assert.deepEqual(toColleague, ['drafted-by-another', 'drafted-by-another'])
    const before = recorded.length
    assert.equal(kindOf(await continueIt(orderId, colleague)), 'drafted-by-another')
    assert.equal(kindOf(await continueIt(orderId, desk.registrar(randomUUID()))), 'order-not-found')
    assert.equal(kindOf(await continueIt(randomUUID())), 'order-not-found')
    assert.equal(recorded.length, before)

    desk.wait(24 * hour + 1)
    assert.equal(kindOf(await continueIt(orderId)), 'draft-lapsed')
    assert.deepEqual(await continuationsOf(orderId), ['draft-lapsed', 'draft-lapsed'])
    desk.backToNoon()
  })

  it('does not show an address that has come under non-disclosure (R23)', async () => {
    const code = registers.add()
    const draft = await desk.draft(await desk.visitor(code), { letterAddress })
    assert.ok(draft.ok)
    const { orderId } = draft.value
    registers.change(code, {
      population: aResident({ nonDisclosure: true }),
      held: { registrationNumber: '00198706129', rights: [aNurse()] },
    })
    assert.ok((await desk.view(code)).ok)
    const continued = await continueIt(orderId)
    assert.deepEqual(continued, {
      ok: false,
      refusal: { kind: 'facts-changed', changed: 'non-disclosure' },
    })
  })
})
