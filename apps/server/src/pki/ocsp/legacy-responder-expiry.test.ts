import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import type { IssuerId } from '#pki/ca/contract.ts'
import { endsOfLegacyResponders } from './legacy-responder-expiry.ts'

describe('the expiry of OCSP responder keys for legacy CAs', () => {
  const until = instant(Date.parse('2027-01-31T12:00:00Z'))
  const of = (id: string, responderEnds: () => Promise<typeof until | undefined>) =>
    endsOfLegacyResponders([{ id: id as IssuerId, responderEnds }])()

  it('is due a week before', async () => {
    assert.deepEqual(await of('legacy-prof', () => Promise.resolve(until)), [
      { issuer: 'legacy-prof', until, dueBy: plus(until, -7 * day) },
    ])
  })

  it('is due at once where there is no key, or none that can be read', async () => {
    const never = instant(0)
    assert.deepEqual(await of('legacy-prof', () => Promise.resolve(undefined)), [
      { issuer: 'legacy-prof', until: undefined, dueBy: never },
    ])
    assert.deepEqual(await of('legacy-prof', () => Promise.reject(new Error('broken'))), [
      { issuer: 'legacy-prof', until: never, dueBy: never },
    ])
  })
})
