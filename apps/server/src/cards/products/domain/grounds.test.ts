import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { aNurse } from '../../orders/testing.ts'
import type { Agreement } from '../../../organisations/registry/contract.ts'
import { approve, reject } from '../../../organisations/registry/domain/agreement.ts'
import { checkRegistrar } from '../../../organisations/registrars/domain/check-registrar.ts'
import { aCardAgreement } from '#organisations/registry/testing.ts'
import { shippedPriceList, shippedRightRules, shippedSpareValidity } from '../testing.ts'
import { decideProfessionalCard, type ApplicationFacts } from './eligibility.ts'
import {
  decisionOn,
  groundsOfAgreement,
  groundsOfMemberCard,
  groundsOfProfessionalCard,
  groundsOfRegistrar,
  groundsOfSpareCard,
  ruleVersions,
  type Ground,
} from './grounds.ts'
import { decideMemberCard, memberCardPrice } from './member-card.ts'
import { decideSpareCard } from './spare-card.ts'

const today = localDate('2026-11-24')
const days = [undefined, '2026-11-23', '2026-11-24', '2026-11-25', '2031-11-23', '2040-01-01'].map(
  (day) => (day === undefined ? undefined : localDate(day)),
)

const ending = (validTo: LocalDate | undefined) => (validTo === undefined ? {} : { validTo })

/** Every combination with one value from each list. */
const combinations = <Lists extends readonly (readonly unknown[])[]>(
  ...lists: Lists
): { [Index in keyof Lists]: Lists[Index][number] }[] =>
  lists.reduce<unknown[][]>(
    (all, list) => all.flatMap((begun) => list.map((value) => [...begun, value])),
    [[]],
  ) as { [Index in keyof Lists]: Lists[Index][number] }[]

const professionalFacts = combinations(
  days,
  ['2012-06-01', '2026-11-25'],
  ['T10', 'T11', 'T22'],
  [undefined, true],
  [undefined, '204115'],
  ['other', 'self'],
  ['known', 'dead', 'unknown'],
  [undefined, 'card'],
  [undefined, 'order'],
).map(
  ([
    validTo,
    from,
    code,
    mayPrescribe,
    doctorId,
    by,
    person,
    validCardId,
    pendingOrderId,
  ]): ApplicationFacts => ({
    personId: 'self',
    orderedBy: by,
    ...(person !== 'unknown' && { population: person === 'dead' ? { died: today } : {} }),
    rights: [
      {
        ...aNurse({ rightId: 'right', code }),
        ...{ validFrom: localDate(from), ...ending(validTo) },
        ...(mayPrescribe !== undefined && { mayPrescribe }),
      },
    ],
    ...(doctorId !== undefined && { doctorId }),
    rightRules: shippedRightRules,
    validCards: validCardId === undefined ? [] : [{ cardId: validCardId, rightCode: 'T20' }],
    pendingOrders:
      pendingOrderId === undefined ? [] : [{ orderId: pendingOrderId, rightCode: 'T20' }],
    today,
  }),
)

const memberAssessments = () =>
  combinations(
    days,
    days,
    ['other', 'self'],
    ['known', 'dead', 'unknown'],
    [undefined, 'card'],
    [undefined, 'order'],
    ['staff-card', 'actor-card'] as const,
    [true, false],
    [true, false],
  ).map(([rightTo, endsOn, by, person, validCardId, pendingOrderId, product, logsIn, faulty]) => [
    decideMemberCard(
      {
        ...{ personId: 'self', orderedBy: by, today },
        ...(person !== 'unknown' && { population: person === 'dead' ? { died: today } : {} }),
        rights: [{ ...aNurse({ rightId: 'right' }), ...ending(rightTo) }],
      },
      {
        ...(validCardId !== undefined && { validCardId }),
        ...(pendingOrderId !== undefined && { pendingOrderId }),
        ...(endsOn !== undefined && { endsOn }),
      },
    ),
    memberCardPrice(product, {
      ...{ logsInToPatientSystems: logsIn, replacesFaulty: faulty },
      ...{ list: shippedPriceList, on: today },
    }),
  ])

const spareAssessments = () =>
  combinations(
    ['other', 'self'],
    [true, false],
    [true, false],
    [undefined, 'lost', 'stolen', 'broken', 'returned', 'right-ended'],
    days.filter((day) => day !== undefined),
    [undefined, 'another'],
    [undefined, 'open'],
    [true, false],
  ).map(
    ([
      producedBy,
      isInHand,
      wasHandedOver,
      cancelledBecause,
      validTo,
      another,
      open,
      isServedHere,
    ]) =>
      decideSpareCard({
        ...{ producedBy, holder: 'self', isServedHere, today, validity: shippedSpareValidity },
        card: {
          ...{ isInHand, wasHandedOver, validTo },
          ...(cancelledBecause !== undefined && { cancelledBecause }),
        },
        ...(another !== undefined && { otherCardInHand: another }),
        ...(open !== undefined && { openSpareCardId: open }),
      }),
  )

const agreementAssessments = () =>
  combinations(['proposed', 'approved', 'rejected', 'ended'] as const, ['self', 'other']).flatMap(
    ([state, by]) => {
      const agreement = { ...aCardAgreement({ proposedBy: 'self' }), state } as Agreement
      const deciding = { by, now: instant(0) }
      return [approve, reject].map((decide) => {
        const decided = decide(agreement, deciding)
        return decided.ok ? decided.value.state : decided.refusal
      })
    },
  )

const registrarAssessments = () =>
  combinations(
    [true, false],
    [true, false],
    [true, false],
    [true, false],
    [true, false],
    [true, false],
    [undefined, 'none', localDate('2026-12-31'), localDate('2030-12-31')] as const,
    ['2023-11-24', '2023-11-25', '2026-11-24', '2026-11-25'].map(localDate),
    [
      ['basic', false],
      ['basic', true],
      ['refresher', false],
    ] as const,
  ).map(
    ([
      isKnown,
      hasCard,
      wasRegistrar,
      isOperated,
      hasAgreement,
      hasProof,
      held,
      completedOn,
      last,
    ]) =>
      checkRegistrar({
        ...{
          isKnown,
          hasCard,
          wasRegistrar,
          hasProof,
          hasCeased: last[1],
          trainingYears: 3,
          today,
        },
        point: {
          ...{ name: 'Piste', isOperated, isInService: true, hasAgreement },
          ...(held !== undefined && { heldUntil: held }),
        },
        training: { kind: last[0], completedOn },
      }),
  )

/** The facts of each ground, by the number of its rule and its kind. */
const shown = (grounds: readonly Ground[]): Readonly<Record<string, Ground['facts']>> =>
  Object.fromEntries(grounds.map(({ rule, kind, facts }) => [`${rule} ${kind}`, facts]))

const digestOf = (assessments: unknown): string =>
  createHash('sha256').update(JSON.stringify(assessments)).digest('hex').slice(0, 16)

/**
 * Earlier decisions of each rule version on the facts above. A version that was in use is never changed here.
 */
const decidedBefore = {
  'professional-card': { 1: '4be3d3225bb8341a', 2: 'b7069a66def075cd' },
  'member-card': { 1: 'd418a5703b72f12a', 2: '7a3b5624ae8d45d8' },
  'spare-card': { 1: 'e9a2bbeadcaae555', 2: '12599335ef0cf8da' },
  'organisation-agreement': { 1: '2817de0943fba487' },
  registrar: { 1: 'ffa005287d838706', 2: 'b203455aad401ae0' },
} as const satisfies {
  readonly [Rule in keyof typeof ruleVersions]: { readonly [version: number]: string }
}

describe('a decision', () => {
  for (const [rule, assessments] of [
    [
      'professional-card',
      () => professionalFacts.map((facts) => decideProfessionalCard(facts, 'right')),
    ],
    ['member-card', memberAssessments],
    ['spare-card', spareAssessments],
    ['organisation-agreement', agreementAssessments],
    ['registrar', registrarAssessments],
  ] as const)
    it(`on a ${rule} is the same as its version decided before, and another decision needs another version (R142)`, () => {
      const digests: { readonly [version: number]: string } = decidedBefore[rule]
      assert.equal(digestOf(assessments()), digests[ruleVersions[rule]])
    })

  it('stores rule, version, time, and each ground with the facts that it used (R142)', () => {
    const right = { ...aNurse(), validTo: localDate('2027-05-31') }
    const at = instant(Date.UTC(2026, 10, 24, 8))
    const stored = decisionOn(
      'professional-card',
      at,
      groundsOfProfessionalCard(
        { today, rightRules: shippedRightRules, validCards: [], pendingOrders: [] },
        right,
      ),
    )
    assert.deepEqual(
      { ...stored, grounds: stored.grounds.map(({ kind, rule }) => `${rule} ${kind}`) },
      {
        rule: 'professional-card',
        version: 2,
        decidedAt: '2026-11-24T08:00:00.000Z',
        grounds: [
          'R14 ordered-by-another',
          'R3 known-to-population-register',
          'R2 right-in-force-until',
          'R8 doctor-id-not-demanded',
          'R5 no-other-card',
          'R15 no-open-order',
          'R7 valid-as-long-as-right',
          'R9 free-professional-card',
        ],
      },
    )
    const beside = groundsOfProfessionalCard(
      {
        ...{ today, rightRules: shippedRightRules, validCards: [] },
        pendingOrders: [{ orderId: 'order-1', rightCode: 'T22' }],
      },
      right,
    )
    assert.ok(beside.some(({ kind }) => kind === 'order-of-another-right'))
    assert.ok(beside.every(({ kind }) => kind !== 'no-open-order'))
    assert.deepEqual(stored.grounds.find(({ kind }) => kind === 'right-in-force-until')?.facts, {
      register: 'TERHIKKI',
      title: right.title,
      from: '2012-06-01',
      until: '2027-05-31',
    })
  })

  it('on a professional card has grounds that agree with the rule: its last day, for any right', () => {
    for (const facts of professionalFacts) {
      const decided = decideProfessionalCard(facts, 'right')
      if (!decided.ok) continue
      const [right] = facts.rights
      assert.ok(right)
      const grounds = groundsOfProfessionalCard(facts, { ...aNurse(), ...right })
      const input = grounds.find(({ rule }) => rule === 'R7')?.facts['validTo']
      assert.equal(input, decided.value.validTo)
    }
  })

  it('on a professional card names the right’s end, its Doctor ID and other cards where there are any', () => {
    const right = aNurse({ code: 'T20' })
    const facts = { today, rightRules: shippedRightRules, pendingOrders: [], doctorId: '204115' }
    const { title } = right
    assert.deepEqual(
      shown(
        groundsOfProfessionalCard(
          { ...facts, validCards: [{ cardId: 'card-1', rightCode: 'T22' }] },
          right,
        ),
      ),
      {
        'R14 ordered-by-another': {},
        'R3 known-to-population-register': {},
        'R2 right-in-force': { register: 'TERHIKKI', title, from: '2012-06-01' },
        'R8 doctor-id-held': { doctorId: '204115' },
        'R5 card-of-another-right': {},
        'R15 no-open-order': {},
        'R7 valid-five-years': { validTo: '2031-11-23' },
        'R9 free-professional-card': {},
      },
    )
    // A Doctor ID that the right does not need is no ground.
    const nurse = groundsOfProfessionalCard({ ...facts, validCards: [] }, aNurse())
    assert.ok('R8 doctor-id-not-demanded' in shown(nurse))
  })

  it('on a staff or actor card states its agreements, its end and its price', () => {
    const on = {
      today,
      organisation: 'Esimerkkilän sairaala',
      isActor: false,
      basis: { cardAgreementId: 'agreement', delegationId: 'delegation' },
      certificate: true,
      price: { kind: 'free', because: 'logs-in-to-patient-systems' },
    } as const
    const member = (changes: Partial<Parameters<typeof groundsOfMemberCard>[0]> = {}) =>
      shown(groundsOfMemberCard({ ...on, ...changes }))
    const ends = { endsOn: localDate('2027-01-31'), declaredOn: localDate('2026-11-20') }
    assert.deepEqual(member(ends), {
      'R14 ordered-by-another': {},
      'R3 known-to-population-register': {},
      'R90 no-right-in-force': {},
      'R93 no-card-of-employer': { organisation: 'Esimerkkilän sairaala' },
      'R92 agreement-covers': { organisation: 'Esimerkkilän sairaala', agreement: 'agreement' },
      'R92 authorised-point': { delegation: 'delegation' },
      'R97 certificate-stored': {},
      'R94 valid-as-long-as-employment': { validTo: '2027-01-31' },
      'R95 free-logs-in': { declaredOn: '2026-11-20' },
    })
    const atOwnPoint = member({ basis: { cardAgreementId: 'agreement' }, certificate: false })
    assert.deepEqual(atOwnPoint['R92 agreement-at-own-point'], {})
    assert.ok(!('R97 certificate-stored' in atOwnPoint))
    assert.deepEqual(atOwnPoint['R94 valid-five-years'], { validTo: '2031-11-23' })
    // Where no day of the declaration is known.
    assert.deepEqual(atOwnPoint['R95 free-logs-in'], { declaredOn: '' })
    assert.ok('R91 no-right-in-force' in member({ isActor: true }))
  })

  it('on a staff or actor card states why it costs what it does', () => {
    const on = { today, organisation: 'Sairaala', basis: { cardAgreementId: 'a' } }
    const amount = { cents: 2300, currency: 'EUR' } as const
    for (const [isActor, price, complaintId, expected] of [
      [false, 'staff-without-patient-systems', undefined, ['R95', 'priced', { amount: '23.00' }]],
      [false, 'student-in-practice', undefined, ['R407', 'priced-student', { amount: '23.00' }]],
      [true, 'actor-card', undefined, ['R96', 'priced', { amount: '23.00' }]],
      [true, undefined, 'case-1', ['R134', 'free-faulty-card', { complaint: 'case-1' }]],
    ] as const) {
      const [rule, kind, facts] = expected
      const grounds = groundsOfMemberCard({
        ...{ ...on, isActor, certificate: false, ...(complaintId && { complaintId }) },
        price: price
          ? { kind: 'priced', amount, because: price }
          : { kind: 'free', because: 'faulty-card' },
      })
      assert.deepEqual(grounds.at(-1), { rule, kind, facts })
    }
  })

  it('on a spare card states the reason for its last day and for its price', () => {
    const grounds = (
      cardValidTo: string,
      price: Parameters<typeof groundsOfSpareCard>[0]['price'],
    ) =>
      shown(
        groundsOfSpareCard({
          missedBecause: 'lost',
          cardValidTo: localDate(cardValidTo),
          validTo: localDate('2026-12-31'),
          validity: { value: 2, version: 'a-change' },
          price,
        }),
      )
    const always = {
      'R72 ordered-by-another': {},
      'R70 card-missed': { because: 'lost' },
      'R70 registers-bear-out': {},
      'R71 no-open-spare-card': {},
    }
    assert.deepEqual(grounds('2026-12-31', { kind: 'free', because: 'free-card' }), {
      ...always,
      'R73 valid-as-long-as-card': { validTo: '2026-12-31' },
      'R74 free-like-card': {},
    })
    const amount = { cents: 1629, currency: 'EUR' } as const
    assert.deepEqual(grounds('2030-01-01', { kind: 'priced', amount, because: 'priced-card' }), {
      ...always,
      'R73 valid-for-months': { validTo: '2026-12-31', months: '2', setting: 'a-change' },
      'R115 priced': { amount: '16.29' },
    })
  })

  it('on an agreement or a delegation states its parties, its days and when it was entered (R145)', () => {
    const giver = { name: 'Sairaala', businessId: '2048198-1' }
    const [enteredOn, validFrom] = [localDate('2026-11-01'), localDate('2026-12-01')]
    const agreement = { enteredOn, giver, validFrom, isApproved: true }
    const of = { organisation: 'Sairaala', businessId: '2048198-1' }
    assert.deepEqual(shown(groundsOfAgreement(agreement)), {
      'R145 entered-by-another': { enteredOn },
      'R92 agreement-of': of,
      'R92 holds-from': { from: validFrom },
    })
    const [acceptedOn, validTo] = [localDate('2026-11-10'), localDate('2027-12-31')]
    const authorised = { name: 'Piste', businessId: '0245929-6', acceptedOn }
    assert.deepEqual(
      shown(groundsOfAgreement({ ...agreement, isApproved: false, authorised, validTo })),
      {
        'R145 turned-down': { enteredOn },
        'R92 agreement-of': of,
        'R92 agreement-for': { organisation: 'Piste', businessId: '0245929-6', acceptedOn },
        'R92 holds-until': { from: validFrom, until: validTo },
      },
    )
  })

  it('on a registrar states the application, the points and the training (R245, R246)', () => {
    const training = {
      ...{ course: 'Koulutus', completedOn: localDate('2026-10-01'), proof: 'ab12' },
      ...{ lastDay: localDate('2029-09-30'), setting: 'shipped' },
    }
    const sentOn = localDate('2026-11-02')
    const decided = (isApproved: boolean) =>
      shown(
        groundsOfRegistrar({
          ...{ sentOn, isApproved, training },
          organisation: { name: 'Sairaala', businessId: '2048198-1' },
          ...{ points: ['Piste 1', 'Piste 2'], agreements: ['a-1', 'a-2'] },
        }),
      )
    const points = {
      organisation: 'Sairaala',
      businessId: '2048198-1',
      points: 'Piste 1, Piste 2',
    }
    const proved = {
      ...{ course: 'Koulutus', completedOn: '2026-10-01', until: '2029-09-30' },
      ...{ proof: 'ab12', setting: 'shipped' },
    }
    assert.deepEqual(decided(true), {
      'R245 sent-by-another': { sentOn },
      'R13 card-to-sign': {},
      'R245 keeps-points': points,
      'R245 rests-on-agreements': { agreements: 'a-1, a-2' },
      'R246 training-proved': proved,
    })
    assert.deepEqual(decided(false), {
      'R245 turned-down': { enteredOn: sentOn },
      'R245 keeps-points': points,
      'R246 training-proved': proved,
    })
  })
})
