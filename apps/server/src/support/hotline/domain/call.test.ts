import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { callerKind, type CallBack } from '@sotevarmenne/api/hotline'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import {
  checkCallBack,
  checkFollowUp,
  checkIdentity,
  checkReason,
  forgottenAt,
  triesBeforeAbandoned,
  type ComparedFacts,
} from './call.ts'
import { readReference, referenceOf } from './reference.ts'

const facts = (changes: Partial<ComparedFacts> = {}): ComparedFacts => ({
  identityCode: 'not-given',
  cardNumber: 'not-given',
  place: false,
  ...changes,
})

describe('the identity of a caller (R121)', () => {
  it('is certain when the holder tells their own identity code and one more fact', () => {
    for (const more of [{ cardNumber: 'right' as const }, { place: true }])
      assert.deepEqual(checkIdentity('holder', facts({ identityCode: 'right', ...more })), {
        ok: true,
        value: 'certain',
      })
  })

  it('is plausible with less, and the card is cancelled all the same (R120)', () => {
    const less = [
      facts(),
      facts({ identityCode: 'right' }),
      facts({ cardNumber: 'right', place: true }),
    ]
    for (const each of less)
      assert.deepEqual(checkIdentity('holder', each), { ok: true, value: 'plausible' })
  })

  it('is plausible at most when the caller is not the holder, with any number of facts', () => {
    const all = facts({ identityCode: 'right', cardNumber: 'right', place: true })
    for (const caller of callerKind.options)
      if (caller !== 'holder')
        assert.deepEqual(checkIdentity(caller, all), { ok: true, value: 'plausible' }, caller)
  })

  it('points to another person’s card when a fact does not match', () => {
    for (const caller of callerKind.options) {
      const code = checkIdentity(caller, facts({ identityCode: 'wrong', cardNumber: 'right' }))
      assert.equal(!code.ok && code.refusal.kind, 'identity-code-differs')
      const number = checkIdentity(caller, facts({ identityCode: 'right', cardNumber: 'wrong' }))
      assert.equal(!number.ok && number.refusal.kind, 'card-number-differs')
    }
  })
})

describe('a call-back (R121)', () => {
  const number = '040 123 4567'
  const callBacks: readonly (readonly [CallBack, 'none' | 'open'])[] = [
    [{ state: 'done', number }, 'none'],
    [{ state: 'due', number }, 'open'],
    [{ state: 'none', because: 'no-number' }, 'open'],
  ]

  it('is required for plausible identity, and is open until the holder was reached', () => {
    assert.deepEqual(checkCallBack('plausible', undefined), {
      ok: false,
      refusal: { kind: 'call-back-missing' },
    })
    for (const [callBack, followUp] of callBacks)
      assert.deepEqual(checkCallBack('plausible', callBack), { ok: true, value: followUp })
  })

  it('is not required where the identity is certain', () => {
    for (const callBack of [undefined, ...callBacks.map(([each]) => each)])
      assert.deepEqual(checkCallBack('certain', callBack), { ok: true, value: 'none' })
  })

  it('stays open while the holder is not reached, and ends after three tries', () => {
    for (let tries = 0; tries < 5; tries += 1) {
      assert.deepEqual(checkFollowUp('open', 'not-reached', tries), { ok: true, value: 'open' })
      assert.equal(checkFollowUp('open', 'abandoned', tries).ok, tries >= triesBeforeAbandoned)
    }
    assert.deepEqual(checkFollowUp('open', 'abandoned', 2), {
      ...{ ok: false, refusal: { kind: 'tried-too-seldom', triesNeeded: 3 } },
    })
    for (const result of ['confirmed', 'denied'] as const)
      assert.deepEqual(checkFollowUp('open', result, 0), { ok: true, value: result })
  })

  it('is recorded only while it is open', () => {
    for (const followUp of ['none', 'confirmed', 'denied', 'abandoned'] as const)
      assert.equal(checkFollowUp(followUp, 'confirmed', 3).ok, false)
  })
})

describe('the reason of a call', () => {
  it('is always required, and the end of an employment is accepted from the employer only', () => {
    for (const caller of callerKind.options) {
      assert.equal(checkReason(caller, undefined).ok, false)
      assert.equal(checkReason(caller, 'lost').ok, true)
      assert.equal(checkReason(caller, 'employment-ended').ok, caller === 'employer')
    }
  })
})

it('what a caller said is forgotten so many days after the call (R125)', () => {
  assert.equal(forgottenAt(instant(1), 365), plus(instant(1), 365 * day))
})

describe('a reference number', () => {
  it('of the first call has seven digits and the check digit of Luhn', () => {
    assert.deepEqual([1, 2].map(referenceOf), ['10000016', '10000024'])
    assert.equal(readReference('1000-0016'), '10000016')
    for (const wrong of ['1000016', '1000001x', '']) assert.equal(readReference(wrong), undefined)
  })

  it('can be read back with or without spaces, and differs for each call', () => {
    const numbers = Array.from({ length: 500 }, (_, index) => referenceOf(index + 1))
    assert.equal(new Set(numbers).size, numbers.length)
    for (const number of numbers) {
      assert.match(number, /^[1-9]\d{7}$/)
      assert.equal(readReference(`${number.slice(0, 4)} ${number.slice(4)}`), number)
    }
  })

  it('is refused when one digit is wrong', () => {
    const number = referenceOf(271)
    for (let at = 0; at < number.length; at += 1)
      for (let digit = 0; digit < 10; digit += 1) {
        const received = number.slice(0, at) + String(digit) + number.slice(at + 1)
        assert.equal(readReference(received), received === number ? number : undefined)
      }
  })
})
