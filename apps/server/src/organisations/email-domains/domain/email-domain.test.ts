import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { provedUntil, recordOf, stateOf } from './email-domain.ts'

const provedAt = instant(Date.UTC(2026, 10, 24))

describe('a domain for work e-mail (R392)', () => {
  it('counts for 398 days from its proof, and until it is ended', () => {
    const end = plus(provedAt, 398 * day)
    assert.equal(provedUntil({ provedAt }), end)
    assert.equal(provedUntil({}), undefined)
    assert.equal(stateOf({ provedAt }, plus(end, -1)), 'proved')
    assert.equal(stateOf({ provedAt }, end), 'run-out')
    assert.equal(stateOf({}, provedAt), 'not-proved')
    for (const proof of [{}, { provedAt }])
      assert.equal(stateOf({ ...proof, endedAt: provedAt }, provedAt), 'ended')
  })

  it('is proved by a TXT record under a name of its own (RFC 8552), with its random value', () => {
    assert.deepEqual(recordOf({ domain: 'example.fi', token: 'a1' }), {
      name: '_sotevarmenne-challenge.example.fi',
      value: 'sotevarmenne-email=a1',
    })
  })
})
