import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { contextText, checkContext, readExpiry, serialsIn, type UserContext } from './context.ts'

const now = instant(Date.UTC(2026, 10, 24, 14))
const context = (changes: Partial<UserContext> = {}): UserContext => ({
  application: 'Suomi.fi',
  user: 'hst-idp',
  role: 'HetuHaku',
  expiresAt: '20261124143000Z',
  ...changes,
})
const kind = (changes: Partial<UserContext>): string => {
  const checked = checkContext(context(changes), { registeredAs: 'Suomi.fi', now })
  return checked.ok ? 'ok' : checked.refusal.kind
}

describe('the context of a look-up (R126)', () => {
  it('is valid for thirty minutes, for the registered application and its role', () => {
    assert.equal(kind({}), 'ok')
    assert.equal(kind({ application: 'Other' }), 'context-of-another-application')
    assert.equal(kind({ role: 'Admin' }), 'context-role-not-found')
    assert.equal(kind({ expiresAt: '20261124140000Z' }), 'context-expired')
    assert.equal(kind({ expiresAt: '20261124140001Z' }), 'ok')
    assert.equal(kind({ expiresAt: '20261124143200Z' }), 'context-too-long')
    assert.equal(kind({ expiresAt: '20261324140000Z' }), 'context-expired')
  })

  it('is signed as one text', () => {
    assert.equal(contextText(context()), 'Suomi.fi;hst-idp;HetuHaku;20261124143000Z;')
    assert.equal(readExpiry('20261124143000Z'), plus(now, 30 * minute))
    assert.equal(readExpiry('2026-11-24'), undefined)
  })
})

describe('a serial number of a look-up', () => {
  it('is accepted in hexadecimal, with or without colons, and in decimal', () => {
    assert.deepEqual(serialsIn('0A:1B:2C'), ['0a1b2c'])
    assert.deepEqual(serialsIn('0xa1b2c'), ['0a1b2c'])
    assert.deepEqual(serialsIn('658220'), ['658220', '0a0b2c'])
    assert.deepEqual(serialsIn('certificate'), [])
  })
})
