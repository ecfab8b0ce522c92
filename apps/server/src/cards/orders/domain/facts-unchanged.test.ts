import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { aMemberContent, aNurse, anOrderContent } from '../testing.ts'
import {
  checkFactsUnchanged,
  checkMemberFactsUnchanged,
  type EmploymentNow,
  type FactsChanged,
  type FactsNow,
} from './facts-unchanged.ts'

const now = (changes: Partial<FactsNow> = {}): FactsNow => ({
  givenNames: 'Aino',
  surname: 'Esimerkki',
  nonDisclosure: false,
  isLetterToRegisteredAddress: false,
  registrationNumber: '00198706129',
  right: aNurse(),
  validTo: localDate('2031-11-23'),
  ...changes,
})

describe('a draft', () => {
  it('is still true while the registers return the same data', () => {
    assert.ok(checkFactsUnchanged(anOrderContent(), now()).ok)
  })

  it('is still true when a card could be valid for longer than drafted', () => {
    assert.ok(checkFactsUnchanged(anOrderContent(), now({ validTo: localDate('2031-11-24') })).ok)
  })

  it('is still true under non-disclosure when its letter goes to the registration point', () => {
    const order = anOrderContent({ letterTo: 'registration-point' })
    assert.ok(checkFactsUnchanged(order, now({ nonDisclosure: true })).ok)
  })

  const changes: readonly (readonly [FactsChanged['changed'], Partial<FactsNow>])[] = [
    ['name', { givenNames: 'Aina' }],
    ['name', { surname: 'Uusi' }],
    ['registration-number', { registrationNumber: '00098705718' }],
    ['doctor-id', { doctorId: '204115' }],
    ['right', { right: aNurse({ rightId: 'other' }) }],
    ['right', { right: aNurse({ register: 'SUOSIKKI' }) }],
    ['right', { right: aNurse({ code: 'T11' }) }],
    ['right', { right: aNurse({ title: { ...aNurse().title, fi: 'Hoitaja' } }) }],
    ['right', { right: aNurse({ title: { ...aNurse().title, sv: 'Skötare' } }) }],
    ['right', { right: aNurse({ title: { ...aNurse().title, en: 'Carer' } }) }],
    ['right', { right: aNurse({ validFrom: localDate('2012-06-02') }) }],
    ['right', { right: aNurse({ validTo: localDate('2040-01-01') }) }],
    ['right', { right: aNurse({ limits: 'valvonnan alaisena' }) }],
    ['right', { validTo: localDate('2031-11-22') }],
    ['non-disclosure', { nonDisclosure: true }],
  ]
  for (const [changed, fact] of changes)
    it(`is no longer true when a register returns ${JSON.stringify(fact)}`, () => {
      assert.deepEqual(checkFactsUnchanged(anOrderContent(), now(fact)), {
        ok: false,
        refusal: { kind: 'facts-changed', changed },
      })
    })

  it('to be sent home is true only while its address is the one in the population register', () => {
    const order = anOrderContent({ delivery: 'home' })
    assert.ok(checkFactsUnchanged(order, now({ isLetterToRegisteredAddress: true })).ok)
    assert.deepEqual(checkFactsUnchanged(order, now()), {
      ok: false,
      refusal: { kind: 'facts-changed', changed: 'address' },
    })
  })

  it('is no longer true when the Doctor ID is missing', () => {
    assert.deepEqual(checkFactsUnchanged(anOrderContent({ doctorId: '204115' }), now()), {
      ok: false,
      refusal: { kind: 'facts-changed', changed: 'doctor-id' },
    })
  })
})

describe('a draft of a staff or actor card', () => {
  const unit = { oid: '1.2.246.10.1', name: 'Poliklinikka' }
  const amount = { cents: 2300, currency: 'EUR' } as const
  const priced = { kind: 'priced', amount, because: 'staff-without-patient-systems' } as const
  const employment = { ...aMemberContent().employment, unit }
  const order = aMemberContent({ employment, price: priced })
  const check = (changes: Partial<EmploymentNow> = {}, of = order) => {
    const { givenNames, surname, validTo, price } = of
    const now = { givenNames, surname, validTo, price, nonDisclosure: false, unit }
    const checked = checkMemberFactsUnchanged(of, {
      ...{ ...now, organisation: 'Esimerkkilän sairaala', ...changes },
    })
    return checked.ok ? 'ok' : checked.refusal.changed
  }

  it('is true while person, employer and price are the same (R92, R96)', () => {
    assert.equal(check(), 'ok')
    assert.equal(check({ validTo: localDate('2031-11-24') }), 'ok')
    for (const [changes, expected] of [
      [{ surname: 'Uusi' }, 'name'],
      [{ nonDisclosure: true }, 'non-disclosure'],
      [{ organisation: 'Toinen sairaala' }, 'employer'],
      [{ unit: { ...unit, oid: '1.2.246.10.2' } }, 'employer'],
      [{ unit: { ...unit, name: 'Osasto' } }, 'employer'],
      [{ validTo: localDate('2031-11-22') }, 'employer'],
      [{ price: { ...priced, amount: { ...amount, cents: 2301 } } }, 'price'],
      [{ price: { ...priced, because: 'student-in-practice' } }, 'price'],
      [{ price: { kind: 'free', because: 'faulty-card' } }, 'price'],
    ] as const)
      assert.equal(check(changes), expected, JSON.stringify(changes))
  })

  it('is true without a unit while there is none', () => {
    const { unit: _unit, ...rest } = employment
    const of = aMemberContent({ employment: rest })
    const now = { price: of.price, organisation: rest.organisation, validTo: of.validTo }
    const { givenNames, surname } = of
    const person = { givenNames, surname, nonDisclosure: false, ...now }
    assert.ok(checkMemberFactsUnchanged(of, person).ok)
    assert.ok(!checkMemberFactsUnchanged(of, { ...person, unit }).ok)
    assert.ok(!checkMemberFactsUnchanged(order, { ...person, price: priced }).ok)
  })
})
