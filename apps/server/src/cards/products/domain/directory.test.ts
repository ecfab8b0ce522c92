import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isPublishable, profilesInDirectory } from './directory.ts'

describe('the certificates in a public directory (FINEID S5)', () => {
  it('are both of a card, of the products that the operator names', () => {
    assert.deepEqual([...profilesInDirectory([])], [])
    for (const card of ['professional', 'staff', 'actor'] as const)
      assert.deepEqual(
        [...profilesInDirectory([`${card}-card`])],
        [`${card}-authentication`, `${card}-signature`],
      )
    // A spare card repeats a professional card, or one of a staff member or an actor.
    assert.deepEqual([...profilesInDirectory(['spare-card', 'staff-card'])].sort(), [
      'staff-authentication',
      'staff-signature',
      'temporary-authentication',
      'temporary-member-authentication',
      'temporary-member-signature',
      'temporary-signature',
    ])
  })

  it('are of no other product: a service publishes its own, a test card proves nothing', () => {
    for (const name of ['server', 'test-card', 'constructor'])
      assert.equal(isPublishable(name), false)
    assert.equal(isPublishable('actor-card'), true)
  })
})
