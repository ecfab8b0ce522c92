import assert from 'node:assert/strict'
import { it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { storedSince } from './retention.ts'

it('a payment is stored for so many years after the end of its year, whatever its day (R490)', () => {
  const isStored = (handled: string, today: string, years: number) =>
    handled >= storedSince(localDate(today), years)
  for (const handled of ['2026-01-01', '2026-12-31']) {
    assert.ok(isStored(handled, '2032-12-31', 6), handled)
    assert.ok(!isStored(handled, '2033-01-01', 6), handled)
    assert.ok(isStored(handled, '2036-12-31', 10), handled)
  }
})
