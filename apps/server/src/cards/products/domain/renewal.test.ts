import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isOlder } from '@sotevarmenne/api/reader-software'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import { aRight, shippedRightRules, shippedWindow } from '../testing.ts'
import { isInForce } from './eligibility.ts'
import {
  decideRenewal,
  checkRenewalGround,
  mayRenewCard,
  renewalOpensOn,
  type CardToRenew,
  type RenewalChoice,
  type RenewalFacts,
} from './renewal.ts'

const today = localDate('2026-11-24')
const nurse = { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' }

const aTitledRight = (changes: Parameters<typeof aRight>[0] = {}) => ({
  ...aRight(changes),
  title: nurse,
})

const aCard = (changes: Partial<CardToRenew> = {}): CardToRenew => ({
  cardId: 'card-1',
  state: 'in-hand',
  wasHandedOver: true,
  validTo: localDate('2027-01-20'),
  says: {
    givenNames: 'Aino',
    surname: 'Esimerkki',
    registrationNumber: '00198706129',
    rightCode: 'T10',
    title: nurse,
  },
  ...changes,
})

/** Aino, signed in with the card that expires in two months. */
const aRenewal = (changes: Partial<RenewalFacts> = {}): RenewalFacts => ({
  card: aCard(),
  population: { givenNames: 'Aino', surname: 'Esimerkki', nonDisclosure: false },
  rights: [aTitledRight()],
  registrationNumber: '00198706129',
  rightRules: shippedRightRules,
  renewalWindow: shippedWindow,
  validCards: [],
  pendingOrders: [],
  signedInBy: 'card',
  saysBroken: false,
  today,
  ...changes,
})

const aChoice = (changes: Partial<RenewalChoice> = {}): RenewalChoice => ({
  rightId: 'nurse-1',
  delivery: 'home',
  minimumReaderVersion: '1.2.0',
  ...changes,
})

const decide = (facts: Partial<RenewalFacts> = {}, choice: Partial<RenewalChoice> = {}) =>
  decideRenewal(aRenewal(facts), aChoice(choice))

const refusalOf = (facts: Partial<RenewalFacts>, choice: Partial<RenewalChoice> = {}): unknown => {
  const decided = decide(facts, choice)
  return decided.ok ? 'decided' : decided.refusal
}

const long = aCard({ validTo: localDate('2030-05-31') })

describe('a professional card', () => {
  it('is renewed for five years by its holder, with its grounds and the version of the rules (R150, R153)', () => {
    assert.deepEqual(decide(), {
      ok: true,
      value: {
        ground: 'expiring',
        validTo: '2031-11-23',
        rulesVersion: '2026-12-01',
        reasons: [
          { rule: 'R150', kind: 'expiring', cardValidTo: '2027-01-20', windowDays: 90 },
          { rule: 'R3', kind: 'known-to-population-register' },
          {
            ...{ rule: 'R2', kind: 'right-in-force', register: 'TERHIKKI' },
            ...{ title: nurse, validFrom: '2012-06-01' },
          },
          { rule: 'R5', kind: 'no-other-card' },
          { rule: 'R7', kind: 'full-validity', validTo: '2031-11-23' },
        ],
      },
    })
  })

  it('is renewed from ninety days before its last day up to that day (R150)', () => {
    const opensOn = renewalOpensOn(localDate('2027-01-20'), shippedWindow)
    assert.equal(opensOn, '2026-10-22')
    assert.deepEqual(refusalOf({ today: addDays(opensOn, -1) }), {
      kind: 'renewal-not-open',
      opensOn,
    })
    assert.ok(decide({ today: opensOn }).ok)
    assert.ok(decide({ today: localDate('2027-01-20') }).ok)
    assert.deepEqual(refusalOf({ today: localDate('2027-01-21') }), {
      kind: 'card-expired',
      expiredOn: '2027-01-20',
    })
  })

  it('is renewed from as many days before its last day as case officers have set (R150, R345)', () => {
    const renewalWindow = { value: 180, version: 'a-change' }
    assert.ok(decide({ today: localDate('2026-07-24'), renewalWindow }).ok)
    assert.deepEqual(refusalOf({ today: localDate('2026-07-23'), renewalWindow }), {
      ...{ kind: 'renewal-not-open', opensOn: '2026-07-24' },
    })
  })

  it('is renewed at any time when its data differ from the registers (R151)', () => {
    const population = { givenNames: 'Aino', surname: 'Uusi', nonDisclosure: false }
    const changes: readonly (readonly [Partial<RenewalFacts>, string])[] = [
      [{ population }, 'name'],
      [{ doctorId: '032680' }, 'doctor-id'],
      [{ rights: [{ ...aTitledRight(), title: { ...nurse, sv: 'Sjukskötare (YH)' } }] }, 'title'],
      [{ rights: [aTitledRight({ validTo: localDate('2028-01-31') })] }, 'right-restricted'],
    ]
    for (const [facts, change] of changes) {
      const decided = decide({ card: long, ...facts })
      assert.ok(decided.ok, change)
      assert.deepEqual(decided.value.reasons[0], {
        ...{ rule: 'R151', kind: 'data-changed', changed: [change] },
      })
    }
    assert.deepEqual(refusalOf({ card: long }), {
      kind: 'renewal-not-open',
      opensOn: '2030-03-02',
    })
  })

  it('is not renewed for another registration number: its holder proves to have the former one (R151)', () => {
    for (const card of [long, { ...long, state: 'cancelled', cancelledBecause: 'lost' } as const])
      assert.deepEqual(refusalOf({ card, registrationNumber: '00198706130' }), {
        kind: 'registration-number-changed',
      })
  })

  it('that is lost, stolen or broken is replaced after any strong sign-in (R152)', () => {
    for (const cancelledBecause of ['lost', 'stolen', 'broken'] as const) {
      const card = { ...long, state: 'cancelled', cancelledBecause } as const
      const decided = decide({ card, signedInBy: 'suomiFi' })
      assert.ok(decided.ok && decided.value.ground === cancelledBecause)
    }
    assert.ok(decide({ card: long, saysBroken: true, signedInBy: 'suomiFi' }).ok)
    assert.deepEqual(
      refusalOf({ card: { ...long, state: 'cancelled', cancelledBecause: 'right-ended' } }),
      { kind: 'card-cancelled-for-good' },
    )
  })

  it('that works is renewed only after a sign-in with a card (R152)', () => {
    assert.deepEqual(refusalOf({ signedInBy: 'suomiFi' }), { kind: 'renewal-needs-card-sign-in' })
  })

  it('that has not reached its holder is not renewed', () => {
    const card = aCard({ state: 'coming', wasHandedOver: false })
    assert.deepEqual(refusalOf({ card }), { kind: 'card-not-in-hand' })
  })

  it('is not renewed when another is valid or ordered (R157)', () => {
    assert.deepEqual(refusalOf({ validCards: [{ cardId: 'card-2', rightCode: 'T11' }] }), {
      kind: 'valid-card-exists',
      cardId: 'card-2',
    })
    assert.deepEqual(refusalOf({ pendingOrders: [{ orderId: 'order-1', rightCode: 'T10' }] }), {
      kind: 'order-pending',
      orderId: 'order-1',
    })
  })

  it('is in the way of every other without a right, and else as far as the first right is concerned (R5)', () => {
    const [dentist, physician] = [
      { cardId: 'card-2', rightCode: 'T22' },
      { cardId: 'card-3', rightCode: 'T20' },
    ]
    assert.deepEqual(refusalOf({ rights: [], validCards: [dentist] }), {
      kind: 'valid-card-exists',
      cardId: 'card-2',
    })
    const rights = [
      aTitledRight({ rightId: 'physician', code: 'T20' }),
      aTitledRight({ rightId: 'dentist', code: 'T22' }),
    ]
    const pendingOrders = [{ orderId: 'order-1', rightCode: 'T22' }]
    assert.deepEqual(refusalOf({ rights, pendingOrders, validCards: [physician] }), {
      kind: 'valid-card-exists',
      cardId: 'card-3',
    })
  })

  it('of a physician is renewed beside the card of a dentist, and not into a second one of a dentist (R5, R157)', () => {
    const facts = {
      card: aCard({ says: { ...aCard().says, rightCode: 'T20', doctorId: '032680' } }),
      rights: [
        aTitledRight({ rightId: 'physician', code: 'T20' }),
        aTitledRight({ rightId: 'dentist', code: 'T22' }),
      ],
      doctorId: '032680',
      validCards: [{ cardId: 'card-2', rightCode: 'T22' }],
    }
    const decided = decide(facts, { rightId: 'physician' })
    assert.ok(decided.ok)
    const hasReason = (kind: string, of = decided.value) =>
      of.reasons.some((reason) => reason.kind === kind)
    assert.ok(hasReason('card-of-another-right') && hasReason('has-doctor-id'))
    const ordered = [{ orderId: 'order-1', rightCode: 'T22' }]
    for (const pendingOrders of [ordered, []]) {
      const beside = decide({ ...facts, pendingOrders }, { rightId: 'physician' })
      assert.ok(beside.ok && hasReason('card-of-another-right', beside.value))
    }
    assert.deepEqual(refusalOf(facts, { rightId: 'dentist' }), {
      kind: 'valid-card-exists',
      cardId: 'card-2',
    })
    assert.ok(mayRenewCard(aRenewal(facts)).ok)
  })

  it('is valid to the end of a right that ends, and not renewed when that gains no day (R161)', () => {
    const ending = (validTo: string) => [aTitledRight({ validTo: localDate(validTo) })]
    const decided = decide({ rights: ending('2027-06-30') })
    assert.ok(decided.ok)
    assert.equal(decided.value.validTo, '2027-06-30')
    assert.deepEqual(decided.value.reasons.at(-1), {
      ...{ rule: 'R7', kind: 'validity-of-right', validTo: '2027-06-30' },
    })
    assert.deepEqual(refusalOf({ rights: ending('2027-01-20') }), {
      kind: 'valid-no-longer',
      validTo: '2027-01-20',
    })
  })

  it('is not renewed without a right in force, nor for a person who is unknown or has died', () => {
    assert.deepEqual(refusalOf({ rights: [] }), { kind: 'no-right' })
    const ended = aTitledRight({ code: 'T11', validTo: localDate('2026-11-23') })
    assert.deepEqual(refusalOf({ rights: [ended] }), {
      kind: 'right-ended',
      endedOn: '2026-11-23',
    })
    const { population, ...unknown } = aRenewal()
    assert.ok(population)
    assert.deepEqual(decideRenewal(unknown, aChoice()), {
      ok: false,
      refusal: { kind: 'unknown-to-population-register' },
    })
    assert.deepEqual(refusalOf({ population: { ...population, died: localDate('2026-11-01') } }), {
      kind: 'person-has-died',
    })
  })

  it('under non-disclosure is sent to a point and never home (R155)', () => {
    const population = { givenNames: 'Aino', surname: 'Esimerkki', nonDisclosure: true }
    assert.deepEqual(refusalOf({ population }), { kind: 'home-delivery-not-possible' })
    assert.ok(decide({ population }, { delivery: 'registration-point' }).ok)
  })

  it('is not renewed with card reader software that is too old for it (R160)', () => {
    assert.deepEqual(refusalOf({}, { readerVersion: '1.1.9' }), {
      kind: 'reader-software-too-old',
      needed: '1.2.0',
    })
    for (const readerVersion of ['1.2.0', '1.10.0', '2.0.0'])
      assert.ok(decide({}, { readerVersion }).ok, readerVersion)
  })
})

const aDay = fc.integer({ min: -3000, max: 3000 }).map((days) => addDays(today, days))
const someCode = fc.constantFrom('T10', 'T11', 'T20', 'T22')
const someFacts: fc.Arbitrary<RenewalFacts> = fc
  .record(
    {
      card: fc
        .record(
          {
            state: fc.constantFrom('coming' as const, 'in-hand' as const, 'cancelled' as const),
            cancelledBecause: fc.constantFrom(
              'lost',
              'stolen',
              'broken',
              'right-ended',
              'replaced',
            ),
            wasHandedOver: fc.boolean(),
            validTo: aDay,
          },
          { requiredKeys: ['state', 'wasHandedOver', 'validTo'] },
        )
        .map(aCard),
      rights: fc.array(
        fc
          .record(
            { code: someCode, validFrom: aDay, validTo: aDay },
            { requiredKeys: ['code', 'validFrom'] },
          )
          .map(aTitledRight),
        { maxLength: 3 },
      ),
      doctorId: fc.constant('032680'),
      signedInBy: fc.constantFrom('card' as const, 'suomiFi' as const),
      saysBroken: fc.boolean(),
      validCards: fc.array(fc.record({ cardId: fc.constant('card-2'), rightCode: someCode }), {
        maxLength: 2,
      }),
      pendingOrders: fc.array(fc.record({ orderId: fc.constant('order-1'), rightCode: someCode }), {
        maxLength: 1,
      }),
    },
    { requiredKeys: ['card', 'rights', 'signedInBy', 'saysBroken'] },
  )
  .map(aRenewal)

describe('for any combination of facts', () => {
  it('a renewal has a right in force, ends no later than it and lasts at most five years', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const decided = decideRenewal(facts, aChoice())
        if (!decided.ok) return
        const right = facts.rights.find(({ rightId }) => rightId === 'nurse-1')
        assert.ok(right && isInForce(right, today))
        const { validTo, ground } = decided.value
        assert.ok(validTo >= today && validTo <= localDate('2031-11-23'))
        assert.ok(right.validTo === undefined || validTo <= right.validTo)
        assert.ok(ground !== 'expiring' || validTo > facts.card.validTo)
        for (const { rightCode } of [...facts.validCards, ...facts.pendingOrders])
          assert.deepEqual([right.code, rightCode].toSorted(), ['T20', 'T22'])
        assert.ok(facts.card.wasHandedOver && facts.card.validTo >= today)
      }),
    )
  })

  it('a card that may not be renewed is not renewed with any choice', () => {
    fc.assert(
      fc.property(someFacts, fc.constantFrom('home', 'registration-point'), (facts, delivery) => {
        const may = mayRenewCard(facts)
        const decided = decideRenewal(facts, aChoice({ delivery }))
        if (!may.ok) assert.deepEqual(decided, may)
      }),
    )
  })

  it('the page offers a renewal only where the rules do not refuse its ground', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { card, saysBroken, renewalWindow } = facts
        const offered = checkRenewalGround(card, {
          ...{ today, isDataChanged: false, saysBroken, renewalWindow },
        })
        const may = mayRenewCard(facts)
        if (may.ok && may.value.ground !== 'data-changed')
          assert.deepEqual(offered, { ok: true, value: may.value.ground })
      }),
    )
  })
})

it('versions are compared part by part, as numbers', () => {
  const part = fc.integer({ min: 0, max: 30 })
  fc.assert(
    fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (one, other) => {
      const [a, b] = [one, other].map(([x, y, z]) => x * 10_000 + y * 100 + z)
      assert.equal(isOlder(one.join('.'), other.join('.')), (a ?? 0) < (b ?? 0))
    }),
  )
})
