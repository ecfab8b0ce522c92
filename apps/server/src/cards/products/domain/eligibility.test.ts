import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { anApplication, aRight, shippedRightRules } from '../testing.ts'
import {
  decideProfessionalCard,
  isInForce,
  mayOrderProfessionalCard,
  type ApplicationFacts,
} from './eligibility.ts'
import type { RightFacts } from './right-rules.ts'

const today = localDate('2026-11-24')

describe('a professional card', () => {
  it('is ordered for a person with a right in force (R1, R4)', () => {
    assert.deepEqual(decideProfessionalCard(anApplication(), 'nurse-1'), {
      ok: true,
      value: { validTo: '2031-11-23' },
    })
  })

  it('is refused to a person without a right (R1)', () => {
    assert.deepEqual(decideProfessionalCard(anApplication({ rights: [] }), 'nurse-1'), {
      ok: false,
      refusal: { kind: 'no-right' },
    })
  })

  it('is refused when the right has ended, with the day (R2)', () => {
    const rights = [aRight({ validTo: localDate('2026-11-23') })]
    assert.deepEqual(decideProfessionalCard(anApplication({ rights }), 'nurse-1'), {
      ok: false,
      refusal: { kind: 'right-ended', endedOn: '2026-11-23' },
    })
  })

  it('is ordered on the last day of the right', () => {
    const rights = [aRight({ validTo: today })]
    assert.deepEqual(decideProfessionalCard(anApplication({ rights }), 'nurse-1'), {
      ok: true,
      value: { validTo: today },
    })
  })

  it('is ordered on the first day of the right (R2)', () => {
    const rights = [aRight({ validFrom: today })]
    assert.ok(decideProfessionalCard(anApplication({ rights }), 'nurse-1').ok)
    assert.ok(isInForce(aRight({ validFrom: today, validTo: today }), today))
    assert.ok(!isInForce(aRight({ validFrom: addDays(today, 1) }), today))
    assert.ok(!isInForce(aRight({ validTo: addDays(today, -1) }), today))
  })

  it('is refused before the right begins', () => {
    const rights = [aRight({ validFrom: localDate('2026-11-25') })]
    assert.deepEqual(decideProfessionalCard(anApplication({ rights }), 'nurse-1'), {
      ok: false,
      refusal: { kind: 'right-not-begun', beginsOn: '2026-11-25' },
    })
  })

  it('is refused to a person unknown to the population register (R3)', () => {
    const { population, ...unknown } = anApplication()
    assert.ok(population)
    assert.deepEqual(decideProfessionalCard(unknown, 'nurse-1'), {
      ok: false,
      refusal: { kind: 'unknown-to-population-register' },
    })
  })

  it('is refused for a person who has died', () => {
    const died = anApplication({ population: { died: localDate('2026-11-01') } })
    assert.deepEqual(decideProfessionalCard(died, 'nurse-1'), {
      ok: false,
      refusal: { kind: 'person-has-died' },
    })
  })

  it('is refused while another card is valid (R5)', () => {
    const validCards = [{ cardId: 'card-1', rightCode: 'T11' }]
    assert.deepEqual(decideProfessionalCard(anApplication({ validCards }), 'nurse-1'), {
      ok: false,
      refusal: { kind: 'valid-card-exists', cardId: 'card-1' },
    })
  })

  it('is refused while another order is pending', () => {
    const pending = anApplication({
      pendingOrders: [{ orderId: 'order-1', rightCode: 'T11' }],
    })
    assert.deepEqual(decideProfessionalCard(pending, 'nurse-1'), {
      ok: false,
      refusal: { kind: 'order-pending', orderId: 'order-1' },
    })
  })

  it('is refused to a registrar who would order it for themselves', () => {
    assert.deepEqual(decideProfessionalCard(anApplication({ orderedBy: 'aino' }), 'nurse-1'), {
      ok: false,
      refusal: { kind: 'ordering-for-oneself' },
    })
  })

  it('is refused to a physician without a Doctor ID in the register (R8)', () => {
    const rights = [aRight({ rightId: 'physician-1', code: 'T20' })]
    assert.deepEqual(decideProfessionalCard(anApplication({ rights }), 'physician-1'), {
      ok: false,
      refusal: { kind: 'doctor-id-missing' },
    })
    assert.ok(
      decideProfessionalCard(anApplication({ rights, doctorId: '204115' }), 'physician-1').ok,
    )
  })

  // DVV, “Ammattioikeuksiin liittyvät kysymykset”: who is both a physician and a dentist may have two cards.
  describe('of a physician who is a dentist too', () => {
    const both = {
      rights: [
        aRight({ rightId: 'physician', code: 'T20' }),
        aRight({ rightId: 'dentist', code: 'T22' }),
        aRight({ rightId: 'nurse', code: 'T10' }),
      ],
      doctorId: '204115',
    }
    const physicianCard = { cardId: 'card-1', rightCode: 'T20' }
    const outcomes = (changes: Partial<ApplicationFacts>) =>
      both.rights.map(({ rightId }) => {
        const decided = decideProfessionalCard(anApplication({ ...both, ...changes }), rightId)
        return decided.ok ? 'ok' : decided.refusal.kind
      })

    it('is ordered beside the card of the other right, and not beside one of the same (R5)', () => {
      const exists = 'valid-card-exists'
      assert.deepEqual(outcomes({ validCards: [physicianCard] }), [exists, 'ok', exists])
      const dentistCard = { cardId: 'card-2', rightCode: 'T22' }
      assert.deepEqual(outcomes({ validCards: [dentistCard] }), ['ok', exists, exists])
      assert.deepEqual(outcomes({ validCards: [physicianCard, dentistCard] }), [
        exists,
        exists,
        exists,
      ])
    })

    it('is ordered while one of the other right is ordered (R15)', () => {
      const pendingOrders = [{ orderId: 'order-1', rightCode: 'T22' }]
      assert.deepEqual(outcomes({ pendingOrders }), ['ok', 'order-pending', 'order-pending'])
    })

    it('is not ordered beside it with the same code of the other register (R5, R340)', () => {
      const rights = [aRight({ rightId: 'other', register: 'SUOSIKKI', code: 'T22' })]
      const validCards = [{ cardId: 'card-1', rightCode: 'T20' }]
      const decided = decideProfessionalCard(
        anApplication({ rights, validCards, doctorId: '200012' }),
        'other',
      )
      assert.equal(!decided.ok && decided.refusal.kind, 'valid-card-exists')
    })

    it('is offered for the right that has no card yet', () => {
      const may = mayOrderProfessionalCard(anApplication({ ...both, validCards: [physicianCard] }))
      assert.deepEqual(may, { ok: true, value: { rightIds: ['dentist'] } })
    })
  })

  // Valvira, on its page about Terhikki and Suosikki; HE 283/2009 for the dental hygienists.
  const [nurse, physician, student, dentist] = ['T10', 'T20', 'T21', 'T22']
  const [dentalHygienist, optician] = ['T23', 'T31']
  const refusedWithoutDoctorId = (right: Partial<RightFacts>, rightRules = shippedRightRules) => {
    const decided = decideProfessionalCard(
      anApplication({ rights: [aRight(right)], rightRules }),
      'nurse-1',
    )
    return !decided.ok && decided.refusal.kind === 'doctor-id-missing'
  }

  it('needs the Doctor ID of every physician, medical student and dentist, and of no other professional as such (R8)', () => {
    for (const code of [physician, student, dentist])
      assert.ok(refusedWithoutDoctorId({ code }), code)
    for (const code of [nurse, dentalHygienist, optician])
      assert.ok(!refusedWithoutDoctorId({ code }), code)
  })

  it('needs the Doctor ID of those nurses, dental hygienists and opticians who may prescribe (R8)', () => {
    for (const code of [nurse, dentalHygienist, optician]) {
      assert.ok(refusedWithoutDoctorId({ code, mayPrescribe: true }), code)
      assert.ok(!refusedWithoutDoctorId({ code, mayPrescribe: false }), code)
    }
  })

  it('needs a Doctor ID by the rules of the day, whose codes are those of Terhikki alone (R340)', () => {
    const rules = { ...shippedRightRules, doctorId: [optician] }
    assert.ok(refusedWithoutDoctorId({ code: optician }, rules))
    assert.ok(!refusedWithoutDoctorId({ code: physician }, rules))
    assert.ok(!refusedWithoutDoctorId({ register: 'SUOSIKKI', code: optician }, rules))
  })

  it('is refused with a right of another person', () => {
    assert.deepEqual(decideProfessionalCard(anApplication(), 'somebody-else-1'), {
      ok: false,
      refusal: { kind: 'right-not-found' },
    })
  })
})

describe('the visitor at the desk', () => {
  const ended = aRight({ rightId: 'ended', validTo: localDate('2024-12-31') })

  it('may order with each right in force, of several (R5)', () => {
    const rights = [ended, aRight()]
    assert.deepEqual(mayOrderProfessionalCard(anApplication({ rights })), {
      ok: true,
      value: { rightIds: ['nurse-1'] },
    })
  })

  it('is shown the latest end when every right has ended', () => {
    const earlier = aRight({ rightId: 'earlier', validTo: localDate('2020-01-01') })
    assert.deepEqual(mayOrderProfessionalCard(anApplication({ rights: [ended, earlier] })), {
      ok: false,
      refusal: { kind: 'right-ended', endedOn: '2024-12-31' },
    })
  })

  it('is shown first the obstacle that can be removed', () => {
    const rights = [ended, aRight({ rightId: 'physician', code: 'T20' })]
    assert.deepEqual(mayOrderProfessionalCard(anApplication({ rights })), {
      ok: false,
      refusal: { kind: 'doctor-id-missing' },
    })
  })

  it('is told of the person before any right', () => {
    const died = mayOrderProfessionalCard(
      anApplication({ population: { died: localDate('2026-11-01') } }),
    )
    assert.deepEqual(died, { ok: false, refusal: { kind: 'person-has-died' } })
  })

  it('is shown an order, then a card, then a missing Doctor ID, then the first day, then the last end', () => {
    const begins = (beginsOn: string) =>
      aRight({ rightId: beginsOn, validFrom: localDate(beginsOn) })
    const ended = (endedOn: string) => aRight({ rightId: endedOn, validTo: localDate(endedOn) })
    const physician = aRight({ rightId: 'physician', code: 'T20' })
    const withCard = { validCards: [{ cardId: 'card-1', rightCode: 'T10' }] }
    const withOrder = { pendingOrders: [{ orderId: 'order-1', rightCode: 'T20' }] }
    const refusalOf = (changes: Partial<ApplicationFacts>) => {
      const may = mayOrderProfessionalCard(anApplication(changes))
      return may.ok ? may.value : may.refusal
    }
    const late = [begins('2027-03-01'), begins('2027-01-01'), begins('2027-02-01')]
    const gone = [ended('2020-01-01'), ended('2022-01-01'), ended('2021-01-01')]
    for (const [changes, expected] of [
      [{ rights: gone }, { kind: 'right-ended', endedOn: '2022-01-01' }],
      [{ rights: [...gone, ...late] }, { kind: 'right-not-begun', beginsOn: '2027-01-01' }],
      [{ rights: [...gone, ...late, physician] }, { kind: 'doctor-id-missing' }],
      [
        { rights: [physician, aRight({ code: 'T22', rightId: 'dentist' })], ...withCard },
        { kind: 'valid-card-exists', cardId: 'card-1' },
      ],
      [
        { rights: [...late, physician], ...withCard, ...withOrder },
        { kind: 'order-pending', orderId: 'order-1' },
      ],
    ] as const)
      assert.deepEqual(refusalOf(changes), expected)
  })

  it('may order exactly when at least one right of the person is accepted', () => {
    const day = fc.integer({ min: -3000, max: 3000 }).map((days) => addDays(today, days))
    const right = fc
      .record(
        { rightId: fc.uuid(), code: fc.constantFrom('T10', 'T20'), validFrom: day, validTo: day },
        { requiredKeys: ['rightId', 'code', 'validFrom'] },
      )
      .map((drawn) => aRight(drawn))
    fc.assert(
      fc.property(fc.uniqueArray(right, { selector: ({ rightId }) => rightId }), (rights) => {
        const facts = anApplication({ rights })
        const accepted = rights.filter(({ rightId }) => decideProfessionalCard(facts, rightId).ok)
        const may = mayOrderProfessionalCard(facts)
        assert.equal(may.ok, accepted.length > 0)
        for (const each of accepted) assert.ok(isInForce(each, today))
      }),
    )
  })
})
