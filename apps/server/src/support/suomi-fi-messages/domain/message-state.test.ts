import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isLater, messageStates, stateOfEvent } from './message-state.ts'

describe('the state of a Suomi.fi message', () => {
  // Suomi.fi Messages, REST API, description of the events.
  it('is what the last event said, on the way that the recipient chose', () => {
    for (const [type, state, by] of [
      ['Electronic message created', 'created', 'electronic'],
      ['Electronic message read', 'read', 'electronic'],
      ['Receipt confirmed', 'receipt-confirmed', 'electronic'],
      ['Paper mail created', 'created', 'paper'],
      ['Sent for printing and enveloping', 'sent-to-print', 'paper'],
      ['Posti: receipt confirmed', 'receipt-confirmed', 'paper'],
      ['Posti: returned to sender', 'came-back', 'paper'],
      ['Posti: unresolved', 'came-back', 'paper'],
    ] as const)
      assert.deepEqual(stateOfEvent(type), { state, by }, type)
    for (const other of ['', 'Electronic', 'constructor'])
      assert.equal(stateOfEvent(other), undefined)
  })

  it('is never replaced by an earlier one', () => {
    const order = [
      ...(['planned', 'accepted', 'created', 'sent-to-print', 'read'] as const),
      ...(['receipt-confirmed', 'came-back', 'undelivered'] as const),
    ]
    assert.deepEqual([...messageStates], order)
    for (const [at, state] of order.entries())
      for (const [before, other] of order.entries())
        assert.equal(isLater(state, other), at > before, `${state} ${other}`)
  })
})
