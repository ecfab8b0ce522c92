import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { relayOutcomeOf } from './relay-api.ts'

const title = { fi: 'Korttia ei löydy', sv: 'Kortet hittades inte', en: 'There is no such card' }

describe('the response of the card reader software to a relay', () => {
  it('is the final result of the service', () => {
    const outcome = { unlocked: true }
    assert.deepEqual(relayOutcomeOf({ status: 'ok', reasonCode: 200, outcome }), {
      ok: true,
      value: outcome,
    })
  })

  it('is the service’s refusal, in preference to a message of the card reader software', () => {
    const refusal = { kind: 'card-not-found', title }
    const response = { status: 'failed', reasonCode: 400, reasonText: 'refused', refusal }
    assert.deepEqual(relayOutcomeOf(response), {
      ok: false,
      refusal: { kind: 'service-refused', refusal },
    })
  })

  it('distinguishes a version that is too old from a site that is not allowed', () => {
    const read = relayOutcomeOf({ status: 'failed', reasonCode: 403, because: 'version-too-old' })
    assert.equal(!read.ok && read.refusal.kind, 'not-supported')
  })

  it('says that the card reader software kept a command from the card, and that nobody is to retry', () => {
    const response = { status: 'failed', reasonCode: 500, because: 'command-refused' }
    const read = relayOutcomeOf({ ...response, reasonText: 'said' })
    assert.deepEqual(!read.ok && read.refusal, { kind: 'command-refused', said: 'said' })
  })

  it('distinguishes a person who cancelled from a site that is not allowed, and both from a fault', () => {
    const kindOf = (reasonCode: number | string): string | undefined => {
      const read = relayOutcomeOf({ status: 'failed', reasonCode, reasonText: 'said' })
      return read.ok ? undefined : read.refusal.kind
    }
    assert.deepEqual([401, '403', 400, 500].map(kindOf), [
      'cancelled',
      'site-refused',
      'wrong-card',
      'reader-failed',
    ])
  })
})
