import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { TestCardView } from '@sotevarmenne/api/test-cards'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { luhnFits } from '@sotevarmenne/identifiers/luhn'
import { parseBusinessId } from '@sotevarmenne/identifiers/business-id'
import { parseSatu } from '@sotevarmenne/identifiers/satu'
import { instant } from '@sotevarmenne/kernel/instant'
import type { OrderedTestCards } from '../contract.ts'
import { isFoundBy } from './is-found-by.ts'
import { accept, checkOrder, decline, mayDecide } from './order.ts'
import { algorithmOf, chooseKeys } from './test-card-keys.ts'
import { cancellationReasonOf, checkLimits, fetchFile, mayRevoke, revoke } from './test-card.ts'
import {
  testEmployer,
  testOrganisation,
  testPeople,
  testPerson,
} from '@sotevarmenne/identifiers/test-people'

const now = instant(Date.UTC(2026, 10, 24))
const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

describe('the people of test cards (R234)', () => {
  it('have numbers that nobody has, with right check digits, and names of letters', () => {
    const letters = /^\p{Lu}[\p{L} -]*$/u
    for (const person of testPeople) {
      const { personKey, identityCode, registrationNumber, satu, doctorId = '999011' } = person
      assert.match(personKey, /^[a-z]+(-[a-z]+)*$/)
      assert.ok(parseIdentityCode(identityCode).ok, identityCode)
      assert.match(identityCode.slice(7, 10), /^9\d\d$/)
      assert.match(registrationNumber, /^999\d{8}$/)
      assert.match(doctorId, /^999\d{3}$/)
      assert.ok(luhnFits(registrationNumber) && luhnFits(doctorId), registrationNumber)
      assert.ok(parseSatu(satu).ok && satu.startsWith('9999'), satu)
      for (const text of [person.givenNames, person.surname]) assert.match(text, letters)
      assert.match(person.surname, /^Test(i|)-/)
      for (const text of [...Object.values(person.right), ...Object.values(person.jobTitle)])
        assert.match(text, letters)
      assert.equal(testPerson(personKey), person)
    }
    for (const each of ['personKey', 'identityCode', 'registrationNumber', 'satu'] as const)
      assert.equal(new Set(testPeople.map((one) => one[each])).size, testPeople.length)
    assert.equal(testPerson('aino'), undefined)
  })

  it('are of both languages and Sámi, with a Doctor ID and without, with names long and short', () => {
    assert.deepEqual(
      testPeople.filter(({ doctorId }) => doctorId).map(({ right }) => right.en),
      ['Physician', 'Dentist'],
    )
    const names = testPeople.map(({ surname }) => surname)
    assert.ok(
      testPeople.some(({ givenNames }) => givenNames.startsWith('Á')) &&
        names.some((name) => /å/iu.test(name)),
    )
    assert.ok(names.some(({ length }) => length < 8) && names.some(({ length }) => length > 30))
    assert.equal(testPeople.length, 8)
  })

  it('work for organisations that say that they are for tests, with a business ID that nobody has', () => {
    for (const name of [testEmployer, testOrganisation.organisation])
      assert.match(name, /^TEST [\p{L} ]+$/u)
    assert.match(testOrganisation.businessId, /^9999999-\d$/)
    assert.ok(parseBusinessId(testOrganisation.businessId).ok)
  })
})

describe('an order of test cards on plastic', () => {
  const cards = (...counts: readonly number[]): readonly OrderedTestCards[] =>
    counts.map((count) => ({ kind: 'professional', personKey: 'nurse', count }))
  const may = { waiting: 0, hasCeased: false, keys: ['ecc', 'rsa'] as const }

  it('is for at most twenty cards of known people, and three may wait (domain: DVV, test cards)', () => {
    assert.deepEqual(checkOrder(cards(12, 8), may), { ok: true, value: 20 })
    assert.deepEqual(checkOrder(cards(12, 9), may), {
      ...{ ok: false, refusal: { kind: 'too-many-cards-ordered', max: 20 } },
    })
    assert.ok(checkOrder(cards(1), { ...may, waiting: 2 }).ok)
    assert.deepEqual(checkOrder(cards(1), { ...may, waiting: 3 }), {
      ...{ ok: false, refusal: { kind: 'too-many-orders-waiting', max: 3 } },
    })
    const stranger = [...cards(1), { kind: 'professional', personKey: 'aino', count: 1 }] as const
    assert.equal(kind(checkOrder(stranger, may)), 'test-person-not-found')
    assert.equal(kind(checkOrder(cards(1), { ...may, hasCeased: true })), 'organisation-ceased')
  })

  it('has keys of a family for which there is a test CA: the first one where none was chosen', () => {
    assert.deepEqual(chooseKeys(undefined, ['rsa', 'ecc']), { ok: true, value: 'rsa' })
    assert.deepEqual(chooseKeys('ecc', ['rsa', 'ecc']), { ok: true, value: 'ecc' })
    for (const chosen of ['ecc', undefined] as const)
      assert.equal(kind(chooseKeys(chosen, chosen ? ['rsa'] : [])), 'test-card-keys-not-offered')
    const [card] = cards(1)
    assert.ok(card)
    assert.deepEqual(checkOrder([{ ...card, keys: 'ecc' }], { ...may, keys: ['rsa'] }), {
      ...{ ok: false, refusal: { kind: 'test-card-keys-not-offered', offered: ['rsa'] } },
    })
    assert.deepEqual(algorithmOf, { rsa: 'rsa3072', ecc: 'p384' })
  })

  it('is decided once, by another person than the one who ordered, and refused with a reason', () => {
    const order = { standing: { state: 'requested' }, orderedBy: 'olli' } as const
    const by = { by: 'hanna', now }
    assert.deepEqual(accept(order, { ...by, hasCeased: false }), {
      ...{ ok: true, value: { state: 'accepted', at: now, by: 'hanna' } },
    })
    assert.deepEqual(decline(order, { ...by, because: 'twice' }), {
      ...{ ok: true, value: { state: 'refused', at: now, by: 'hanna', because: 'twice' } },
    })
    assert.equal(kind(accept(order, { ...by, hasCeased: true })), 'organisation-ceased')
    assert.equal(kind(decline(order, { ...by, because: undefined })), 'reason-missing')
    const decided = { ...order, standing: { state: 'accepted', at: now, by: 'hanna' } } as const
    for (const [one, who, refusal] of [
      [order, 'olli', 'second-person-required'],
      [decided, 'hanna', 'order-decided-already'],
    ] as const) {
      assert.equal(kind(accept(one, { by: who, now, hasCeased: false })), refusal)
      assert.equal(kind(decline(one, { by: who, now, because: 'x' })), refusal)
      assert.equal(mayDecide(one, who), false)
    }
    assert.equal(mayDecide(order, 'hanna'), true)
  })
})

describe('a virtual test card', () => {
  it('is made within the limits of a day and of those in use (R237)', () => {
    const limits = { aDay: 2, inUse: 3 }
    assert.ok(checkLimits({ today: 1, inUse: 2 }, limits).ok)
    assert.deepEqual(checkLimits({ today: 2, inUse: 0 }, limits), {
      ...{ ok: false, refusal: { kind: 'too-many-test-cards-today', max: 2 } },
    })
    assert.deepEqual(checkLimits({ today: 0, inUse: 3 }, limits), {
      ...{ ok: false, refusal: { kind: 'too-many-test-cards', max: 3 } },
    })
  })

  it('has a file that is fetched once and in time (R235)', () => {
    const ready = { state: 'ready', until: now } as const
    assert.deepEqual(fetchFile(ready, { now }), {
      ...{ ok: true, value: { state: 'fetched', fetchedAt: now } },
    })
    assert.equal(kind(fetchFile(ready, { now: instant(now + 1) })), 'test-card-file-gone')
    for (const state of ['fetched', 'lapsed', 'in-production'] as const)
      assert.equal(kind(fetchFile({ state, fetchedAt: now }, { now })), 'test-card-file-gone')
  })

  it('is revoked while its vendor has it or will get it, on plastic too (R236)', () => {
    const revocable = ['ready', 'fetched', 'posted', 'activated'] as const
    for (const state of revocable) assert.equal(mayRevoke(state), true, state)
    for (const state of ['in-production', 'lapsed', 'revoked', 'plastic'] as const)
      assert.equal(mayRevoke(state), false, state)
    const because = { because: 'card-lost', now } as const
    assert.deepEqual(revoke({ state: 'ready', until: now }, because), {
      ...{ ok: true, value: { state: 'revoked', revokedAt: now, because: 'card-lost' } },
    })
    assert.deepEqual(revoke({ state: 'lapsed' }, because), {
      ...{ ok: false, refusal: { kind: 'test-card-not-in-use', state: 'lapsed' } },
    })
    assert.deepEqual(cancellationReasonOf, {
      ...{ 'card-lost': 'lost', 'card-stolen': 'stolen', 'card-faulty': 'broken' },
      ...{ 'data-changed': 'data-changed', 'employment-ended': 'employment-ended' },
      'right-ended': 'right-ended',
    })
  })

  it('is found by each word of its holder’s name and its numbers, without accents and capitals', () => {
    const card = { holder: 'Test-Esimerkki Áile', cardNumber: '12345', chipSerial: '00AB' }
    const found = (search: string, of: object = card) => isFoundBy(search, of as TestCardView)
    for (const search of ['aile', 'ESIMERKKI áil', ' 234 ', '00ab test', 'aile  234'])
      assert.equal(found(search), true, search)
    for (const search of ['aino', 'aile 99', '00ac']) assert.equal(found(search), false, search)
    assert.equal(found('undefined', { holder: 'Bo' }), false)
    assert.equal(found('bo12345', { holder: 'Bo', cardNumber: '12345' }), false)
  })
})
