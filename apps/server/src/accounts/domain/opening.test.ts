import assert from 'node:assert/strict'
import { it } from 'node:test'
import { judgeOpening } from './opening.ts'

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
