import assert from 'node:assert/strict'
import { it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { shippedVatRates } from '../testing.ts'
import { vatPermille } from './vat.ts'

it('value added tax has the rate of the day of the action, and does not apply to products outside it (R205)', () => {
  const on = (day: string) => vatPermille('standard', localDate(day), shippedVatRates)
  assert.deepEqual([on('2024-08-31'), on('2024-09-01'), on('2010-01-01')], [240, 255, 240])
  assert.equal(vatPermille('outside', localDate('2026-11-25'), shippedVatRates), 0)
})
