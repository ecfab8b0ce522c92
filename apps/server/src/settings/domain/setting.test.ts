import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  isAllowed,
  maxNumbers,
  settingKey,
  settings,
  shippedNumbers,
  type SettingKey,
} from '@sotevarmenne/api/settings'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import { changeInForce, checkNumbers, numbersOf } from './setting.ts'

const someKey = fc.constantFrom(...settingKey.options)

/** The constants of the code before they became settings: mission, rules and findings (domain 2.4). */
const before: Partial<Record<SettingKey, readonly number[]>> = {
  'renewal-window': [90],
  'card-end-reminders': [90, 60, 30, 14, 7],
  'spare-card-validity': [3],
  // No card had an address for e-mail (W6).
  'staff-card-email': [0],
  'actor-card-email': [0],
  'letter-delay': [4],
  'payment-term': [21],
  'photo-min-width': [500],
  'pin-min-length': [4],
  'spare-card-pin2-min-length': [6],
  'pin-tries': [5],
  'training-validity': [3],
  'registrar-reminders': [60, 30, 14, 7],
  'service-certificate-reminders': [60, 30, 14, 7],
  'program-certificate-reminders': [14, 7],
  'registrar-application-retention': [90],
  'prepared-order-retention': [90],
  'invitation-retention': [90],
  'suomi-fi-message-retention': [365],
  'order-retention': [10],
  'cancelled-order-retention': [1],
  'photo-retention': [90],
  'case-closing': [30],
  'case-retention': [2],
  'dispute-retention': [2],
  'caller-retention': [365],
  'inquiry-lapse': [90],
  'inquiry-retention': [2],
  // Payments were stored without end: the shortest time that the Accounting Act allows.
  'payment-retention': [6],
  'appointment-retention': [30],
  'uncollected-reminder-interval': [7],
  'uncollected-card-wait': [90],
  'appointment-window': [90],
  'look-ups-an-hour': [30],
  'directory-cooling-off': [1],
  'invoice-reminder-interval': [7],
  'invitation-validity': [14],
  'power-of-attorney-reminders': [30, 7],
  'prepared-order-validity': [60],
  'police-identification-validity': [90],
  'look-up-retention': [31],
  'webhook-delivery-retention': [30],
  'done-job-retention': [14],
  'reply-time': [14],
  'payment-term-after-dispute': [14],
  'session-idle-time': [15],
  'session-length': [8],
  'crl-interval': [60],
  'crl-validity': [24],
}

describe('a setting', () => {
  it('is shipped with the value that the service had before (R345)', () => {
    for (const key of settingKey.options) assert.deepEqual(shippedNumbers(key), before[key], key)
  })

  it('is shipped with a value within its bounds', () => {
    for (const key of settingKey.options) assert.ok(isAllowed(key, shippedNumbers(key)), key)
  })

  it('takes every whole number from its lowest to its highest, and no other (R345)', () => {
    fc.assert(
      fc.property(someKey, fc.integer({ min: -10, max: 4000 }), (key, number) => {
        const { min, max } = settings[key]
        const checked = checkNumbers(key, [number])
        assert.deepEqual(
          checked,
          number >= min && number <= max
            ? { ok: true, value: [number] }
            : {
                ok: false,
                refusal: {
                  ...{ kind: 'setting-out-of-bounds', min, max, maxNumbers: maxNumbers(key) },
                },
              },
        )
      }),
    )
    for (const key of settingKey.options)
      for (const wrong of [[], [settings[key].min + 0.5], [Number.NaN]])
        assert.ok(!checkNumbers(key, wrong).ok, `${key} ${wrong.join()}`)
  })

  it('that is a list has up to ten different numbers, highest first; any other has one', () => {
    const sorted = checkNumbers('card-end-reminders', [7, 90, 30])
    assert.deepEqual(sorted, { ok: true, value: [90, 30, 7] })
    assert.ok(!checkNumbers('card-end-reminders', [7, 7]).ok)
    const tooMany = Array.from({ length: 11 }, (_, index) => index + 1)
    assert.ok(!checkNumbers('card-end-reminders', tooMany).ok)
    assert.ok(checkNumbers('card-end-reminders', tooMany.slice(1)).ok)
    assert.ok(!checkNumbers('renewal-window', [60, 90]).ok)
  })

  it('has on a day the numbers of the last change that began, the shipped ones before the first', () => {
    const day = localDate('2027-01-01')
    const change = (changeId: string, days: number, number: number) => ({
      ...{ changeId, from: addDays(day, days), content: { numbers: [number] } },
    })
    const approved = [change('first', 0, 120), change('third', 20, 60), change('second', 10, 180)]
    const on = (days: number) => {
      const found = changeInForce('renewal-window', approved, addDays(day, days))
      return [found?.changeId, ...numbersOf('renewal-window', found)]
    }
    assert.deepEqual(on(-1), [undefined, 90])
    assert.deepEqual(on(0), ['first', 120])
    assert.deepEqual(on(9), ['first', 120])
    assert.deepEqual(on(10), ['second', 180])
    assert.deepEqual(on(400), ['third', 60])
  })

  it('never has a stored value that its bounds do not allow: the one before it applies', () => {
    const from = localDate('2027-01-01')
    const approved = [
      { changeId: 'good', from, content: { numbers: [120] } },
      { changeId: 'bad', from: addDays(from, 1), content: { numbers: [0] } },
    ]
    const found = changeInForce('renewal-window', approved, addDays(from, 5))
    assert.equal(found?.changeId, 'good')
  })
})
