import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { judgeJoining, judgeLastDay, judgeOpening } from './opening.ts'

const on = localDate('2026-11-26')
const rightLostAt = instant(1_795_000_000_000)
const asked = {
  business: { status: 'active' },
  hasAccount: false,
  signing: 'alone',
  hasMandate: false,
} as const

it('an account is opened at once by whoever signs alone', () => {
  assert.deepEqual(judgeOpening(asked), { ok: true, value: 'right-to-sign' })
})

it('by anybody else it is opened on a mandate', () => {
  for (const signing of ['together', 'none'] as const) {
    const refused = judgeOpening({ ...asked, signing })
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'mandate-needed', signing } })
    const waits = judgeOpening({ ...asked, signing, hasMandate: true })
    assert.deepEqual(waits, { ok: true, value: 'mandate' })
  }
})

it('nobody opens one of an organisation that has one, or that was dissolved', () => {
  for (const hasMandate of [true, false])
    for (const signing of ['alone', 'together', 'none'] as const) {
      const again = judgeOpening({ ...asked, signing, hasMandate, hasAccount: true })
      assert.equal(again.ok || again.refusal.kind, 'account-exists')
      const dissolved = judgeOpening({
        ...{ ...asked, signing, hasMandate },
        business: { status: 'ceased' },
      })
      assert.equal(dissolved.ok || dissolved.refusal.kind, 'organisation-ceased')
    }
})

it('one that is in bankruptcy may still need its certificates', () => {
  assert.ok(judgeOpening({ ...asked, business: { status: 'in-bankruptcy' } }).ok)
})

it('into one that there is comes whoever could open it, once on each ground; into a dissolved one nobody (R274)', () => {
  const kind = (changes: Partial<Parameters<typeof judgeJoining>[0]>) => {
    const judged = judgeJoining({ ...asked, member: undefined, on, ...changes })
    return judged.ok ? judged.value : judged.refusal.kind
  }
  const [byRight, onMandate] = (['right-to-sign', 'mandate'] as const).map(
    (basis) => ({ role: 'signatory', basis }) as const,
  )
  const together = { signing: 'together', hasMandate: true } as const
  assert.equal(kind({}), 'right-to-sign')
  assert.equal(kind({ member: { role: 'contact', basis: 'invitation' } }), 'right-to-sign')
  assert.equal(kind({ member: onMandate }), 'right-to-sign')
  assert.equal(kind({ member: byRight }), 'signatory-already')
  assert.equal(kind({ ...together, hasMandate: false }), 'mandate-needed')
  assert.equal(kind({ ...together, member: byRight }), 'mandate')
  assert.equal(kind({ ...together, member: onMandate }), 'signatory-already')
  // A mandate that ends within sixty days is given anew (R282).
  const until = (days: number) =>
    ({ role: 'signatory', basis: 'mandate', validTo: addDays(on, days) }) as const
  assert.equal(kind({ ...together, member: until(60) }), 'signatory-already')
  assert.equal(kind({ ...together, member: until(59) }), 'mandate')
  assert.equal(kind({ ...together, member: until(-1) }), 'mandate')
  // Whoever had lost the right is a signatory again (R283).
  const lost = { role: 'signatory', basis: 'right-to-sign', rightLostAt } as const
  assert.equal(kind({ member: lost }), 'right-to-sign')
  assert.equal(kind({ ...together, member: lost }), 'mandate')
  const business = { status: 'ceased' } as const
  for (const how of [{}, together, { member: byRight }])
    assert.equal(kind({ ...how, business }), 'organisation-ceased')
  // Of a dissolved one nobody is sent to its account.
  const opening = judgeOpening({ ...asked, business, hasAccount: true })
  assert.equal(opening.ok || opening.refusal.kind, 'organisation-ceased')
})

it('a mandate is believed until the day that was read in it, two years away at most (R282)', () => {
  const kind = (day: string | undefined) => {
    const judged = judgeLastDay(day === undefined ? undefined : localDate(day), on)
    return judged.ok ? judged.value : judged.refusal.kind
  }
  assert.equal(kind(undefined), 'last-day-missing')
  assert.equal(kind('2026-11-25'), 'last-day-wrong')
  assert.equal(kind('2026-11-26'), '2026-11-26')
  assert.equal(kind('2028-11-26'), '2028-11-26')
  assert.equal(kind('2028-11-27'), 'last-day-wrong')
})
