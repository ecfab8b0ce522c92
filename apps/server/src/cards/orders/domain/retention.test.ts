import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatInstant, instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { aDraft, anOrderThatWasPlaced, noon } from '../testing.ts'
import { cancelOrder, produceOrder, type Order } from './order.ts'
import { documentsRetained, photoRetained, retentionDayOf, type Retention } from './retention.ts'

const shipped: Retention = {
  'order-retention': { value: 10, version: 'shipped' },
  'cancelled-order-retention': { value: 1, version: 'shipped' },
  'photo-retention': { value: 90, version: 'shipped' },
}
const longer: Retention = {
  'order-retention': { value: 12, version: 'orders' },
  'cancelled-order-retention': { value: 2, version: 'cancelled' },
  'photo-retention': { value: 0, version: 'photos' },
}

describe('the documents of an order are retained', () => {
  const until = (order: Order) => formatInstant(documentsRetained(order, shipped).until)

  it('for ten years after the last day of the card (R60)', () => {
    const ordered = anOrderThatWasPlaced()
    assert.equal(ordered.content.validTo, localDate('2031-11-23'))
    assert.equal(until(ordered), '2041-11-23T22:00:00.000Z')
    assert.equal(until(produceOrder(ordered, noon)), '2041-11-23T22:00:00.000Z')
  })

  it('for one year after the day on which a signed order was cancelled (R61)', () => {
    const lateInTheDay = instant(Date.parse('2027-02-01T21:59:00Z'))
    assert.equal(
      until(cancelOrder(anOrderThatWasPlaced(), lateInTheDay)),
      '2028-02-01T22:00:00.000Z',
    )
  })

  it('for as long as the settings of the day of its last step say, which it names (R60, R61, R345)', () => {
    const ordered = anOrderThatWasPlaced()
    assert.equal(retentionDayOf(ordered), '2026-11-24')
    assert.deepEqual(documentsRetained(ordered, longer), {
      until: Date.parse('2043-11-23T22:00:00Z'),
      settings: { 'order-retention': 'orders' },
    })
    const cancelled = cancelOrder(ordered, instant(Date.parse('2027-02-01T21:59:00Z')))
    assert.equal(retentionDayOf(cancelled), '2027-02-01')
    assert.deepEqual(documentsRetained(cancelled, longer), {
      until: Date.parse('2029-02-01T22:00:00Z'),
      settings: { 'cancelled-order-retention': 'cancelled' },
    })
    assert.deepEqual(documentsRetained(aDraft(), longer).settings, {})
    assert.deepEqual(photoRetained(ordered, longer), {
      until: Date.parse('2031-11-23T22:00:00Z'),
      settings: { 'photo-retention': 'photos' },
    })
    assert.deepEqual(photoRetained(cancelled, longer).settings, {})
  })

  it('for 24 hours when nobody signed it, cancelled or not (R61)', () => {
    assert.equal(until(aDraft()), '2026-11-25T12:00:00.000Z')
    assert.equal(until(cancelOrder(aDraft(), noon)), '2026-11-25T12:00:00.000Z')
  })
})

describe('the photo of an order is retained', () => {
  const until = (order: Order) => formatInstant(photoRetained(order, shipped).until)

  it('for ninety days after the last day of the card (R62)', () => {
    assert.equal(until(anOrderThatWasPlaced()), '2032-02-21T22:00:00.000Z')
  })

  it('as long as an unsigned order when no card results from it (R62)', () => {
    assert.equal(until(aDraft()), '2026-11-25T12:00:00.000Z')
    assert.equal(until(cancelOrder(anOrderThatWasPlaced(), noon)), '2026-11-25T12:00:00.000Z')
  })
})
