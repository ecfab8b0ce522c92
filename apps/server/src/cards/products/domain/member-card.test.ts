import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { aRight, shippedPriceList } from '../testing.ts'
import {
  decideMemberCard,
  memberCardPrice,
  memberCardValidTo,
  memberProductOf,
  type EmploymentFacts,
  type MemberFacts,
} from './member-card.ts'
import { listedPrice } from './price-list.ts'

const today = localDate('2026-11-25')
const decide = (facts: Partial<MemberFacts> = {}, employment: EmploymentFacts = {}) => {
  const decided = decideMemberCard(
    { personId: 'sanna', orderedBy: 'riitta', population: {}, rights: [], today, ...facts },
    employment,
  )
  return decided.ok ? decided.value.validTo : decided.refusal
}

describe('a staff or actor card', () => {
  it('is the staff card at providers and pharmacies (R90), and the actor card elsewhere (R91)', () => {
    assert.equal(memberProductOf('provider'), 'staff-card')
    assert.equal(memberProductOf('pharmacy'), 'staff-card')
    assert.equal(memberProductOf('other-body'), 'actor-card')
  })

  it('is only for people without a right in force: others get the professional card (R90)', () => {
    assert.deepEqual(decide({ rights: [aRight()] }), { kind: 'right-in-force', rightId: 'nurse-1' })
    const past = aRight({ validTo: localDate('2026-11-24') })
    const coming = aRight({ validFrom: localDate('2026-11-26') })
    assert.equal(decide({ rights: [past, coming] }), '2031-11-24')
  })

  it('is valid for five years, or to the end of the employment (R94)', () => {
    assert.equal(decide(), '2031-11-24')
    assert.equal(decide({}, { endsOn: localDate('2027-02-28') }), '2027-02-28')
    assert.equal(decide({}, { endsOn: localDate('2040-01-01') }), '2031-11-24')
    assert.equal(decide({}, { endsOn: today }), today)
    assert.deepEqual(decide({}, { endsOn: localDate('2026-11-24') }), {
      kind: 'employment-ended',
      endedOn: '2026-11-24',
    })
    assert.equal(memberCardValidTo(localDate('2024-02-29'), undefined), '2029-02-27')
  })

  it('is limited to one for each person and employer (R93)', () => {
    assert.deepEqual(decide({}, { validCardId: 'card' }), {
      kind: 'valid-member-card-exists',
      cardId: 'card',
    })
    assert.deepEqual(decide({}, { pendingOrderId: 'order' }), {
      kind: 'member-order-pending',
      orderId: 'order',
    })
  })

  it('is ordered neither for the registrar nor for a person unknown or dead in the register', () => {
    assert.deepEqual(decide({ orderedBy: 'sanna' }), { kind: 'ordering-for-oneself' })
    const { population: _unknown, ...facts } = {
      personId: 'sanna',
      orderedBy: 'riitta',
      population: {},
      rights: [],
      today,
    }
    assert.equal(decideMemberCard(facts, {}).ok, false)
    assert.deepEqual(decide({ population: { died: today } }), { kind: 'person-has-died' })
  })
})

describe('the price', () => {
  const standard = { replacesFaulty: false, list: shippedPriceList, on: today } as const

  it('of a staff card is zero for a person who logs in to patient systems, as declared (R95)', () => {
    assert.deepEqual(memberCardPrice('staff-card', { logsInToPatientSystems: true, ...standard }), {
      kind: 'free',
      because: 'logs-in-to-patient-systems',
    })
    assert.deepEqual(
      memberCardPrice('staff-card', { logsInToPatientSystems: false, ...standard }),
      {
        kind: 'priced',
        amount: { cents: 2300, currency: 'EUR' },
        because: 'staff-without-patient-systems',
      },
    )
  })

  it('of the staff card of a student in practice is that of the list, although the student logs in (R407)', () => {
    for (const logsInToPatientSystems of [true, false])
      assert.deepEqual(
        memberCardPrice('staff-card', { logsInToPatientSystems, isStudent: true, ...standard }),
        {
          kind: 'priced',
          amount: { cents: 2300, currency: 'EUR' },
          because: 'student-in-practice',
        },
      )
    const faulty = { ...standard, replacesFaulty: true }
    assert.deepEqual(
      memberCardPrice('staff-card', { logsInToPatientSystems: true, isStudent: true, ...faulty }),
      { kind: 'free', because: 'faulty-card' },
    )
  })

  it('of an actor card is that of the list, whatever was declared (R96)', () => {
    fc.assert(
      fc.property(fc.boolean(), (logsInToPatientSystems) => {
        assert.deepEqual(memberCardPrice('actor-card', { logsInToPatientSystems, ...standard }), {
          kind: 'priced',
          amount: { cents: 2300, currency: 'EUR' },
          because: 'actor-card',
        })
      }),
    )
  })

  it('is zero for the replacement of a faulty card when the complaint made it free (R134)', () => {
    for (const product of ['staff-card', 'actor-card'] as const)
      assert.deepEqual(
        memberCardPrice(product, {
          ...{ ...standard, logsInToPatientSystems: false, replacesFaulty: true },
        }),
        { kind: 'free', because: 'faulty-card' },
      )
  })

  it('is that of the day, from the newest prices in force (R135)', () => {
    const cents = (amount: number) => ({
      'staff-card': amount,
      'actor-card': amount,
      'test-card': amount,
      'temporary-certificate': amount,
      'service-certificate': amount,
    })
    const list = [
      { from: localDate('2021-01-01'), vat: 'outside', cents: cents(2) },
      { from: localDate('2027-01-01'), vat: 'outside', cents: cents(3) },
    ] as const
    const on = (day: string) => listedPrice('staff-card', localDate(day), list).cents
    assert.equal(on('2026-12-31'), 2)
    assert.equal(on('2027-01-01'), 3)
    assert.equal(on('2020-12-31'), 2)
  })
})
