import assert from 'node:assert/strict'
import { it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { listedUntil } from './listed-until.ts'

it('an entry of an older system stays on CRLs until its certificate ends, and five years at least', () => {
  const revokedAt = instant(Date.parse('2026-11-24T14:00:00Z'))
  for (const notAfter of [plus(revokedAt, -day), plus(revokedAt, day)])
    assert.equal(listedUntil({ notAfter, revokedAt }), plus(revokedAt, 5 * 366 * day))
  const notAfter = plus(revokedAt, 10 * 366 * day)
  assert.equal(listedUntil({ notAfter, revokedAt }), notAfter)
})
