import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { offeredOn, type OfferedFrom } from './service.ts'

const from = (kind: string, day: string, isOffered = true): OfferedFrom => ({
  ...{ kind, from: localDate(day), content: { isOffered } },
})

describe('the services that are offered on a day (R493)', () => {
  const on = (approved: readonly OfferedFrom[], day: string) => [
    ...offeredOn(approved, localDate(day)),
  ]

  it('are those whose last change that has begun offers them', () => {
    const approved = [
      from('registering', '2012-04-01'),
      from('photographing', '2012-04-01'),
      // Approved before the end that begins earlier.
      from('photographing', '2027-06-01'),
      from('photographing', '2027-03-01', false),
    ]
    assert.deepEqual(on(approved, '2012-03-31'), [])
    assert.deepEqual(on(approved, '2027-02-28'), ['registering', 'photographing'])
    assert.deepEqual(on(approved, '2027-03-01'), ['registering'])
    assert.deepEqual(on(approved, '2027-05-31'), ['registering'])
    assert.deepEqual(on(approved, '2027-06-01'), ['registering', 'photographing'])
  })

  it('follow the change approved last where two begin on one day', () => {
    const [begins, ends] = [from('x-ray', '2027-01-01'), from('x-ray', '2027-01-01', false)]
    assert.deepEqual(on([begins, ends], '2027-01-01'), [])
    assert.deepEqual(on([ends, begins], '2027-01-01'), ['x-ray'])
  })
})
