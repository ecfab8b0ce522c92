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
  groundsOfMemberCard,
  groundsOfProfessionalCard,
  groundsOfSpareCard,
  ruleVersions,
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

  it('on a staff card states its agreements, its end and its price', () => {
    const on = {
      today,
      organisation: 'Esimerkkilän sairaala',
      isActor: false,
      basis: { cardAgreementId: 'agreement', delegationId: 'delegation' },
      certificate: true,
    } as const
    const kinds = (grounds: ReturnType<typeof groundsOfMemberCard>) =>
      grounds.map(({ kind }) => kind)
    const free = groundsOfMemberCard({
      ...on,
      endsOn: localDate('2027-01-31'),
      declaredOn: localDate('2026-11-20'),
      price: { kind: 'free', because: 'logs-in-to-patient-systems' },
    })
    assert.deepEqual(kinds(free).slice(4), [
      'agreement-covers',
      'authorised-point',
      'certificate-stored',
      'valid-as-long-as-employment',
      'free-logs-in',
    ])
    const priced = groundsOfMemberCard({
      ...on,
      basis: { cardAgreementId: 'agreement' },
      certificate: false,
      price: memberCardPrice('staff-card', {
        logsInToPatientSystems: false,
        replacesFaulty: false,
        list: shippedPriceList,
        on: today,
      }),
    })
    assert.deepEqual(kinds(priced).slice(4), [
      'agreement-covers',
      'agreement-at-own-point',
      'valid-five-years',
      'priced',
    ])
    assert.equal(priced.at(-1)?.facts['amount'], '23.00')
    const replaced = groundsOfMemberCard({
      ...on,
      complaintId: 'complaint',
      price: { kind: 'free', because: 'faulty-card' },
    })
    assert.deepEqual(replaced.at(-1), {
      ...{ kind: 'free-faulty-card', rule: 'R134', facts: { complaint: 'complaint' } },
    })
  })

  it('on a spare card states the reason for its last day', () => {
    const grounds = (cardValidTo: LocalDate, validTo: LocalDate) =>
      groundsOfSpareCard({
        missedBecause: 'lost',
        cardValidTo,
        validTo,
        validity: { value: 2, version: 'a-change' },
        price: { kind: 'free', because: 'free-card' },
      })
    const soon = localDate('2026-12-31')
    assert.ok(grounds(soon, soon).some(({ kind }) => kind === 'valid-as-long-as-card'))
    assert.deepEqual(
      grounds(localDate('2030-01-01'), soon).find(({ rule }) => rule === 'R73'),
      {
        ...{ kind: 'valid-for-months', rule: 'R73' },
        facts: { validTo: soon, months: '2', setting: 'a-change' },
      },
    )
  })
})
