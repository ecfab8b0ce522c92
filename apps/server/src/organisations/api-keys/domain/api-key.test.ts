import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { ApiKey } from '../contract.ts'
import { isApiKey, isLastDayAllowed, prefix, stateOf } from './api-key.ts'

const today = localDate('2026-11-24')

it('an API key is its prefix and 256 bits in base64url (R484)', () => {
  const bits = Buffer.alloc(32, 0xfb).toString('base64url')
  assert.ok(isApiKey(`${prefix}${bits}`))
  for (const text of [bits, `${prefix}${bits}a`, `${prefix}${bits.slice(1)}`, `svk-${bits}`, ''])
    assert.ok(!isApiKey(text), text)
  assert.ok(!isApiKey(`${prefix}${bits.slice(1)}+`))
})

it('an API key is in use to its last day, unless it was revoked (R484)', () => {
  const state = (lastDay: string, revoked = {}) =>
    stateOf({ lastDay: localDate(lastDay), ...revoked } as ApiKey, today)
  assert.equal(state('2026-11-24'), 'in-use')
  assert.equal(state('2026-11-23'), 'ended')
  for (const lastDay of ['2026-11-23', '2026-11-24'])
    assert.equal(state(lastDay, { revokedAt: instant(1) }), 'revoked')
})

it('the last day of an API key is within a year (R484)', () => {
  const days = ['2026-11-23', '2026-11-24', '2027-11-24', '2027-11-25'].map(localDate)
  assert.deepEqual(
    days.map((day) => isLastDayAllowed(day, today)),
    [false, true, true, false],
  )
})
