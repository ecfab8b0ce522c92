import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isSameAddress } from './address.ts'

it('a confirmed address is that of the population register when every part is, and nobody else’s name is above it', () => {
  const registered = {
    ...{ street: 'Esimerkkikatu 3', postalCode: '33100', postOffice: 'Tampere', country: 'FI' },
  }
  assert.equal(isSameAddress({ ...registered }, registered), true)
  assert.equal(isSameAddress(registered, undefined), false)
  for (const part of ['street', 'postalCode', 'postOffice', 'country'] as const)
    assert.equal(isSameAddress({ ...registered, [part]: 'x' }, registered), false, part)
  for (const above of ['careOf', 'organisation'] as const)
    assert.equal(isSameAddress({ ...registered, [above]: 'x' }, registered), false, above)
})
