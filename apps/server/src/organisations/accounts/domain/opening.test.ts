import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { checkJoining, checkLastDay, checkOpening } from './opening.ts'

const on = localDate('2026-11-26')
const rightLostAt = instant(1_795_000_000_000)
const requested = {
  business: { status: 'active' },
  hasAccount: false,
  signing: 'alone',
  hasPowerOfAttorney: false,
} as const

it('an account is opened at once by a person who signs alone', () => {
  assert.deepEqual(checkOpening(requested), { ok: true, value: 'right-to-sign' })
})

it('an account is opened on a power of attorney by any other person', () => {
  for (const signing of ['together', 'none'] as const) {
    const refused = checkOpening({ ...requested, signing })
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'power-of-attorney-needed', signing } })
    const waits = checkOpening({ ...requested, signing, hasPowerOfAttorney: true })
    assert.deepEqual(waits, { ok: true, value: 'power-of-attorney' })
  }
})

it('an account is not opened if the organisation has one or was dissolved', () => {
  for (const hasPowerOfAttorney of [true, false])
    for (const signing of ['alone', 'together', 'none'] as const) {
      const again = checkOpening({ ...requested, signing, hasPowerOfAttorney, hasAccount: true })
      assert.equal(again.ok || again.refusal.kind, 'account-exists')
      const dissolved = checkOpening({
        ...{ ...requested, signing, hasPowerOfAttorney },
        business: { status: 'ceased' },
      })
      assert.equal(dissolved.ok || dissolved.refusal.kind, 'organisation-ceased')
    }
})

it('an account may be opened in bankruptcy, when certificates may still be needed', () => {
  assert.ok(checkOpening({ ...requested, business: { status: 'in-bankruptcy' } }).ok)
})

it('an existing account is joined by a person who could open it, once on each basis; that of a dissolved organisation is not (R274)', () => {
  const kind = (changes: Partial<Parameters<typeof checkJoining>[0]>) => {
    const checked = checkJoining({ ...requested, member: undefined, on, ...changes })
    return checked.ok ? checked.value : checked.refusal.kind
  }
  const [byRight, onPowerOfAttorney] = (['right-to-sign', 'power-of-attorney'] as const).map(
    (basis) => ({ role: 'signatory', basis }) as const,
  )
  const together = { signing: 'together', hasPowerOfAttorney: true } as const
  assert.equal(kind({}), 'right-to-sign')
  assert.equal(kind({ member: { role: 'contact', basis: 'invitation' } }), 'right-to-sign')
  assert.equal(kind({ member: onPowerOfAttorney }), 'right-to-sign')
  assert.equal(kind({ member: byRight }), 'signatory-already')
  assert.equal(kind({ ...together, hasPowerOfAttorney: false }), 'power-of-attorney-needed')
  assert.equal(kind({ ...together, member: byRight }), 'power-of-attorney')
  assert.equal(kind({ ...together, member: onPowerOfAttorney }), 'signatory-already')
  // A power of attorney that ends within sixty days is renewed (R282).
  const until = (days: number) =>
    ({ role: 'signatory', basis: 'power-of-attorney', validTo: addDays(on, days) }) as const
  assert.equal(kind({ ...together, member: until(60) }), 'signatory-already')
  assert.equal(kind({ ...together, member: until(59) }), 'power-of-attorney')
  assert.equal(kind({ ...together, member: until(-1) }), 'power-of-attorney')
  // A person who had lost the right is a signatory again (R283).
  const lost = { role: 'signatory', basis: 'right-to-sign', rightLostAt } as const
  assert.equal(kind({ member: lost }), 'right-to-sign')
  assert.equal(kind({ ...together, member: lost }), 'power-of-attorney')
  const business = { status: 'ceased' } as const
  for (const how of [{}, together, { member: byRight }])
    assert.equal(kind({ ...how, business }), 'organisation-ceased')
  // Nobody is sent to the account of a dissolved organisation.
  const opening = checkOpening({ ...requested, business, hasAccount: true })
  assert.equal(opening.ok || opening.refusal.kind, 'organisation-ceased')
})

it('a power of attorney is valid until the day that was read in it, at most two years (R282)', () => {
  const kind = (day: string | undefined) => {
    const checked = checkLastDay(day === undefined ? undefined : localDate(day), on)
    return checked.ok ? checked.value : checked.refusal.kind
  }
  assert.equal(kind(undefined), 'last-day-missing')
  assert.equal(kind('2026-11-25'), 'last-day-wrong')
  assert.equal(kind('2026-11-26'), '2026-11-26')
  assert.equal(kind('2028-11-26'), '2028-11-26')
  assert.equal(kind('2028-11-27'), 'last-day-wrong')
})
