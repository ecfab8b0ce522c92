import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { checkDualControl } from './dual-control.ts'

const person = fc.uuid()
const others = fc.array(fc.option(person, { nil: undefined }), { maxLength: 5 })

describe('dual control', () => {
  it('refuses everybody who took part before or whom it concerns, at any place of the list', () => {
    fc.assert(
      fc.property(person, others, others, (by, before, after) => {
        assert.deepEqual(checkDualControl(by, [...before, by, ...after]), {
          ok: false,
          refusal: { kind: 'second-person-required' },
        })
      }),
    )
  })

  it('permits everybody else, also when nobody is known', () => {
    fc.assert(
      fc.property(person, others, (by, all) => {
        const strangers = all.filter((one) => one !== by)
        assert.deepEqual(checkDualControl(by, strangers), { ok: true, value: undefined })
      }),
    )
  })

  it('refuses a program, which is no person', () => {
    fc.assert(fc.property(others, (all) => !checkDualControl(undefined, all).ok))
  })

  it('compares whole identifiers: no one is mistaken for a person whose identifier begins alike', () => {
    assert.ok(checkDualControl('person-1', ['person-10', 'PERSON-1', '', undefined]).ok)
  })
})
