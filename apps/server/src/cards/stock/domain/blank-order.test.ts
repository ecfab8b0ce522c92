import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BlankOrderState } from '@sotevarmenne/api/blank-orders'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import type { BlankOrder } from '../contract.ts'
import {
  checkStep,
  compareDelivery,
  mayBy,
  waitingDays,
  type BlankOrderStep,
} from './blank-order.ts'

const steps = ['send', 'refuse', 'withdraw', 'receive'] as const
const order = (state: BlankOrderState) => ({ state, orderedBy: 'riitta', pointId: 'point' })
const kind = (state: BlankOrderState, step: BlankOrderStep, by = 'hanna') => {
  const checked = checkStep(order(state), step, by)
  return checked.ok ? 'ok' : checked.refusal.kind
}

describe('an order of blank cards', () => {
  it('is sent, refused or withdrawn while it waits, and received once it was sent (R401, R403)', () => {
    const possible = (state: BlankOrderState) => steps.filter((step) => kind(state, step) === 'ok')
    assert.deepEqual(possible('ordered'), ['send', 'refuse', 'withdraw'])
    assert.deepEqual(possible('sent'), ['receive'])
    for (const over of ['received', 'refused', 'withdrawn'] as const)
      assert.deepEqual(possible(over), [], over)
    assert.equal(kind('sent', 'send'), 'step-not-possible')
  })

  it('is sent and refused by another person than the one who ordered (R402)', () => {
    assert.deepEqual(
      steps.map((step) => kind(step === 'receive' ? 'sent' : 'ordered', step, 'riitta')),
      ['second-person-required', 'second-person-required', 'ok', 'ok'],
    )
  })

  it('is handled by the office, and withdrawn and received by its own point', () => {
    const [riitta, kaisa] = [
      { personId: 'riitta', pointId: 'point' },
      { personId: 'kaisa', pointId: 'another' },
    ]
    const office = { personId: 'hanna' }
    for (const [state, actor, isOffice, expected] of [
      ['ordered', riitta, false, ['withdraw']],
      ['sent', riitta, false, ['receive']],
      ['ordered', kaisa, false, []],
      ['sent', kaisa, false, []],
      ['ordered', office, true, ['send', 'refuse']],
      ['ordered', { personId: 'riitta' }, true, []],
      ['sent', office, true, []],
    ] as const)
      assert.deepEqual(mayBy(order(state), actor, isOffice), expected, `${state} ${actor.personId}`)
  })

  it('has waited whole days since it was ordered, or since it was sent', () => {
    const orderedAt = instant(Date.UTC(2026, 10, 1))
    const sent = { at: plus(orderedAt, 3 * day), firstSerial: '1', lastSerial: '2', amount: 2 }
    const days = (state: BlankOrderState, after: number) =>
      waitingDays(
        { ...order(state), orderedAt, sent } as unknown as BlankOrder,
        plus(orderedAt, after),
      )
    assert.deepEqual(
      [-1, 0, day - 1, day, 10 * day].map((after) => days('ordered', after)),
      [0, 0, 0, 1, 10],
    )
    assert.equal(days('sent', 10 * day), 7)
    assert.equal(days('received', 10 * day), undefined)
    const unsent = { ...order('sent'), orderedAt } as unknown as BlankOrder
    assert.equal(waitingDays(unsent, plus(orderedAt, day)), undefined)
  })

  it('is compared with what arrived: received, missing, and never sent (R403)', () => {
    assert.deepEqual(compareDelivery(['1', '2', '3'], ['3', '4', '2', '4']), {
      ...{ received: ['2', '3'], missing: ['1'], extra: ['4'] },
    })
  })
})
