import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatInstant, instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { aDraft, anOrderThatWasPlaced, noon } from '../testing.ts'
import { cancelOrder, produceOrder, type Order } from './order.ts'
import { documentsRetainedUntil, photoRetainedUntil } from './retention.ts'

describe('the documents of an order are retained', () => {
  const until = (order: Order) => formatInstant(documentsRetainedUntil(order))

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

  it('for 24 hours when nobody signed it, cancelled or not (R61)', () => {
    assert.equal(until(aDraft()), '2026-11-25T12:00:00.000Z')
    assert.equal(until(cancelOrder(aDraft(), noon)), '2026-11-25T12:00:00.000Z')
  })
})

describe('the photo of an order is retained', () => {
  const until = (order: Order) => formatInstant(photoRetainedUntil(order))

  it('for ninety days after the last day of the card (R62)', () => {
    assert.equal(until(anOrderThatWasPlaced()), '2032-02-21T22:00:00.000Z')
  })

  it('as long as an unsigned order when no card results from it (R62)', () => {
    assert.equal(until(aDraft()), '2026-11-25T12:00:00.000Z')
    assert.equal(until(cancelOrder(anOrderThatWasPlaced(), noon)), '2026-11-25T12:00:00.000Z')
  })
})
