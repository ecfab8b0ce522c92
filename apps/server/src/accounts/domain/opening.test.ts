import assert from 'node:assert/strict'
import { it } from 'node:test'
import { judgeJoining, judgeOpening } from './opening.ts'

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
    const judged = judgeJoining({ ...asked, member: undefined, ...changes })
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
  const business = { status: 'ceased' } as const
  for (const how of [{}, together, { member: byRight }])
    assert.equal(kind({ ...how, business }), 'organisation-ceased')
  // Of a dissolved one nobody is sent to its account.
  const opening = judgeOpening({ ...asked, business, hasAccount: true })
  assert.equal(opening.ok || opening.refusal.kind, 'organisation-ceased')
})
