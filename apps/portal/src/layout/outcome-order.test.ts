import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createOutcomeOrder } from './outcome-order.ts'

describe('a success that is shown on a page', () => {
  it('is outdated by an error that comes after it, until an operation succeeds again', () => {
    const order = createOutcomeOrder()
    order.noteError()
    order.noteSuccess()
    const shownAt = order.now()
    const isOutdated = (): boolean => order.standingError() > shownAt
    assert.equal(isOutdated(), false)
    order.noteError()
    assert.equal(isOutdated(), true)
    order.noteSuccess()
    assert.equal(isOutdated(), false)
  })

  it('is not outdated by an error of before', () => {
    const order = createOutcomeOrder()
    order.noteError()
    assert.equal(order.standingError() > order.now(), false)
  })
})
