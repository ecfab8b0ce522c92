import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { TestCardKind } from '@sotevarmenne/api/test-cards'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { pinRulesOn } from './pin-rules.ts'

forEachDatabase('the PIN rules of a card', ({ db }) => {
  const on = localDate('2026-12-01')
  const rules = (kind: TestCardKind, isTest = false) =>
    db.read((tx) => pinRulesOn(tx, { kind, isTest, on }))

  it('are four digits and five tries; PIN2 of a spare card has six digits (R31, R75)', async () => {
    const settings = { 'pin-min-length': 'shipped', 'pin-tries': 'shipped' }
    for (const kind of ['professional', 'staff', 'actor'] as const)
      assert.deepEqual(await rules(kind), { pins: { minLength: 4, tries: 5 }, settings })
    assert.deepEqual(await rules('temporary'), {
      pins: { minLength: 4, tries: 5, signatureMinLength: 6 },
      settings: { 'spare-card-pin2-min-length': 'shipped', 'pin-tries': 'shipped' },
    })
  })

  it('are those that case officers have set for cards made from a day on, which are named (R31, R345)', async () => {
    const length = await changeSetting(db, 'pin-min-length', [6], on)
    const ofSpare = await changeSetting(db, 'spare-card-pin2-min-length', [7], on)
    const tries = await changeSetting(db, 'pin-tries', [3], on)
    const settings = { 'pin-min-length': length, 'pin-tries': tries }
    const [own, spare, test, spareTest] = [
      await rules('professional'),
      await rules('temporary'),
      await rules('professional', true),
      await rules('temporary', true),
    ]
    await forgetSettingChanges(db)
    assert.deepEqual(own, { pins: { minLength: 6, tries: 3 }, settings })
    assert.deepEqual(spare, {
      pins: { minLength: 4, tries: 3, signatureMinLength: 7 },
      settings: { 'spare-card-pin2-min-length': ofSpare, 'pin-tries': tries },
    })
    assert.deepEqual(test, { pins: { minLength: 4, tries: 5 }, settings: {} })
    assert.deepEqual(spareTest, {
      pins: { minLength: 4, tries: 5, signatureMinLength: 6 },
      settings: {},
    })
  })
})
