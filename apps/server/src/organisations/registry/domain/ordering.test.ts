import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { MemberProduct, OrganisationKind } from '@sotevarmenne/api/organisations'
import fc from 'fast-check'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { memberProductOf } from '#cards/products/index.ts'
import type { OrganisationId, Agreement, AgreementId } from '../contract.ts'
import { aProvider, aCardAgreement, aDelegation, oid } from '../testing.ts'
import {
  asOperatedNow,
  decideOrdering,
  decidePreparing,
  whatMayBeOrdered,
  type OrderingAction,
} from './ordering.ts'

const action = (changes: Partial<OrderingAction> = {}): OrderingAction => ({
  organisation: aProvider(),
  product: 'staff-card',
  pointId: 'own-point',
  on: localDate('2026-11-25'),
  ...changes,
})

const refusalOf = (
  agreements: readonly Agreement[],
  changes: Partial<OrderingAction> = {},
): unknown => {
  const decided = decideOrdering(action(changes), agreements)
  return decided.ok ? decided.value : decided.refusal
}

const ended = (agreement: Agreement): Agreement => ({
  ...agreement,
  state: 'ended',
  approvedBy: 'other',
  approvedAt: instant(1),
  endedBy: 'one',
  endedAt: instant(2),
})

describe('an order that no agreement covers', () => {
  it('is refused by the agreement that comes closest: of another unit, product, day or state', () => {
    const closer: readonly (readonly [string, Agreement])[] = [
      ['agreement-without-unit', aCardAgreement({ units: [oid('1.2')] })],
      ['agreement-without-product', aCardAgreement({ products: ['actor-card'] })],
      ['agreement-not-begun', aCardAgreement({ validFrom: localDate('2027-01-01') })],
      ['agreement-not-approved', { ...aCardAgreement(), state: 'proposed' }],
      ['agreement-ended', ended(aCardAgreement())],
    ]
    for (const [at, [kind, closest]] of closer.entries())
      for (const [, other] of closer.slice(at + 1)) {
        const agreements = [
          { ...other, agreementId: 'other' as string as AgreementId },
          closest,
        ] as readonly Agreement[]
        for (const each of [agreements, agreements.toReversed()])
          assert.equal((refusalOf(each) as { readonly kind: string }).kind, kind)
      }
  })
})

describe('a staff or actor card (R92)', () => {
  it('is ordered by the organisation’s own registrar on its agreement', () => {
    assert.deepEqual(refusalOf([aCardAgreement()]), {
      cardAgreementId: 'agreement',
      priceList: 'standard',
    })
  })

  it('is ordered by another organisation’s registrar on agreement and delegation', () => {
    assert.deepEqual(refusalOf([aCardAgreement(), aDelegation()], { pointId: 'other-point' }), {
      cardAgreementId: 'agreement',
      delegationId: 'delegation',
      priceList: 'standard',
    })
  })

  it('is not ordered without an agreement, whatever the delegations', () => {
    assert.deepEqual(refusalOf([aDelegation()], { pointId: 'other-point' }), {
      kind: 'agreement-missing',
    })
  })

  it('is not ordered on an agreement of another organisation', () => {
    const organisationId = 'another' as string as OrganisationId
    assert.deepEqual(refusalOf([aCardAgreement({ organisationId })]), { kind: 'agreement-missing' })
  })

  it('is not ordered on an agreement or a delegation of the other product', () => {
    const products = ['actor-card'] as const
    assert.deepEqual(refusalOf([aCardAgreement({ products })]), {
      ...{ kind: 'agreement-without-product', agreementId: 'agreement' },
    })
    assert.deepEqual(
      refusalOf([aCardAgreement(), aDelegation({ products })], { pointId: 'other-point' }),
      { kind: 'delegation-without-product', agreementId: 'delegation' },
    )
  })

  it('is ordered from the first day of the agreements to the last, both included', () => {
    const validFrom = localDate('2026-11-25')
    const agreements = [aCardAgreement({ validFrom, validTo: validFrom })]
    assert.ok(decideOrdering(action(), agreements).ok)
    assert.deepEqual(refusalOf(agreements, { on: localDate('2026-11-24') }), {
      kind: 'agreement-not-begun',
      agreementId: 'agreement',
      beginsOn: validFrom,
    })
    assert.deepEqual(refusalOf(agreements, { on: localDate('2026-11-26') }), {
      kind: 'agreement-ended',
      agreementId: 'agreement',
    })
  })

  it('is not ordered on an agreement that was ended or is not approved', () => {
    assert.deepEqual(refusalOf([ended(aCardAgreement())]), {
      kind: 'agreement-ended',
      agreementId: 'agreement',
    })
    const proposed: Agreement = { ...aDelegation(), state: 'proposed' }
    assert.deepEqual(refusalOf([aCardAgreement(), proposed], { pointId: 'other-point' }), {
      kind: 'delegation-not-approved',
      agreementId: 'delegation',
    })
  })

  it('is ordered for the units that the agreement covers, and for their subunits', () => {
    const unit = oid('1.2.246.10.2048198.10.1')
    const agreements = [aCardAgreement({ units: [unit] })]
    assert.ok(decideOrdering(action({ unit }), agreements).ok)
    assert.ok(decideOrdering(action({ unit: oid(`${unit}.7`) }), agreements).ok)
    for (const other of [{}, { unit: oid('1.2.246.10.2048198.10.11') }])
      assert.deepEqual(refusalOf(agreements, other), {
        kind: 'agreement-without-unit',
        agreementId: 'agreement',
      })
  })

  it('is the staff card for providers and pharmacies, the actor card for others (R90, R91)', () => {
    const kinds: readonly (readonly [OrganisationKind, MemberProduct])[] = [
      ['provider', 'staff-card'],
      ['pharmacy', 'staff-card'],
      ['other-body', 'actor-card'],
    ]
    for (const [kind, fitting] of kinds)
      for (const product of ['staff-card', 'actor-card'] as const) {
        const agreements = [aCardAgreement({ products: ['staff-card', 'actor-card'] })]
        const decided = decideOrdering(
          action({ organisation: aProvider({ kind }), product }),
          agreements,
        )
        assert.equal(decided.ok, product === fitting)
      }
  })

  it('is refused with the reason of the agreement that comes closest', () => {
    const old = ended(aCardAgreement())
    const closer = aCardAgreement({
      agreementId: 'closer' as string as AgreementId,
      units: [oid('1.2')],
    })
    assert.deepEqual(refusalOf([old, closer]), {
      kind: 'agreement-without-unit',
      agreementId: 'closer',
    })
  })
})

const units = ['1.2.1', '1.2.1.5', '1.2.2'].map(oid)
const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].map(localDate)
const anyDay = fc.constantFrom(...days)
const anyPoint = fc.constantFrom('p1', 'p2')
const anyOwner = fc.constantFrom('a', 'b').map((id) => id as string as OrganisationId)
const anyProducts = fc.subarray<MemberProduct>(['staff-card', 'actor-card'], { minLength: 1 })
// Mostly agreements in force: otherwise the property would see refusals only.
const anyState = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Agreement['state']>('approved') },
  { weight: 1, arbitrary: fc.constantFrom<Agreement['state']>('proposed', 'rejected', 'ended') },
)

const anyAgreement: fc.Arbitrary<Agreement> = fc
  .record({
    organisationId: anyOwner,
    products: anyProducts,
    points: fc.subarray(['p1', 'p2']),
    validFrom: anyDay,
    validTo: fc.option(anyDay, { nil: undefined }),
    units: fc.oneof(fc.constant('all' as const), fc.subarray(units)),
    isCardAgreement: fc.boolean(),
    state: anyState,
  })
  .map(({ isCardAgreement, state, validTo, units: covered, ...terms }) => {
    const days = { ...terms, ...(validTo && { validTo }) }
    const agreement = isCardAgreement
      ? aCardAgreement({ ...days, units: covered })
      : aDelegation(days)
    return state === 'ended' ? ended(agreement) : ({ ...agreement, state } as Agreement)
  })

const anyAction: fc.Arbitrary<OrderingAction> = fc
  .record({
    organisation: fc.record({
      organisationId: anyOwner,
      kind: fc.constantFrom<OrganisationKind>('provider', 'pharmacy', 'other-body'),
    }),
    product: fc.constantFrom<MemberProduct>('staff-card', 'actor-card'),
    unit: fc.option(fc.constantFrom(...units), { nil: undefined }),
    pointId: anyPoint,
    on: anyDay,
  })
  .map(({ unit, ...rest }) => ({ ...rest, ...(unit && { unit }) }))

/**
 * The set of permitted orders, computed independently: each agreement is expanded to everything that it
 * permits, day by day, and the sets are intersected. Shares no code with the rule.
 */
function permittedSet(agreements: readonly Agreement[]): ReadonlySet<string> {
  const everyUnit: readonly (Oid | undefined)[] = [undefined, ...units]
  const permitted = new Set<string>()
  const live = agreements.filter(({ state }) => state === 'approved')
  for (const agreement of live)
    if (agreement.kind === 'agreement')
      for (const unit of everyUnit)
        for (const on of days)
          for (const product of agreement.products) {
            const isCovered =
              agreement.units === 'all' ||
              agreement.units.some((one) => `${unit ?? ''}.`.startsWith(`${one}.`))
            if (!isCovered || !isBetween(on, agreement)) continue
            const points = new Set(agreement.points)
            for (const other of live)
              if (
                other.kind === 'delegation' &&
                other.organisationId === agreement.organisationId &&
                other.products.includes(product) &&
                isBetween(on, other)
              )
                for (const point of other.points) points.add(point)
            for (const point of points)
              permitted.add([agreement.organisationId, unit, on, product, point].join())
          }
  return permitted
}

const isBetween = (on: LocalDate, { validFrom, validTo }: Agreement): boolean =>
  days.filter((day) => day >= validFrom && !(validTo && day > validTo)).includes(on)

describe('ordering under random agreements', () => {
  it('permits exactly the independently computed set', () => {
    fc.assert(
      fc.property(fc.array(anyAgreement, { maxLength: 6 }), anyAction, (agreements, one) => {
        const decided = decideOrdering(one, agreements)
        const fits = one.product === memberProductOf(one.organisation.kind)
        const { organisation, unit, on, product, pointId } = one
        const key = [organisation.organisationId, unit, on, product, pointId].join()
        assert.equal(decided.ok, fits && permittedSet(agreements).has(key))
      }),
      { numRuns: 3000 },
    )
  })

  it('gives for a whole point the same result as for each order', () => {
    const organisations = [aProvider({ organisationId: 'a' as string as OrganisationId })]
    fc.assert(
      fc.property(
        fc.array(anyAgreement, { maxLength: 6 }),
        anyPoint,
        anyDay,
        (agreements, pointId, on) => {
          const all = whatMayBeOrdered({ pointId, on }, organisations, agreements, memberProductOf)
          assert.equal(all.length, 2)
          for (const { organisation, product, unit, assessment } of all)
            assert.deepEqual(
              assessment,
              decideOrdering(
                { organisation, product, ...(unit && { unit }), pointId, on },
                agreements,
              ),
            )
        },
      ),
      { numRuns: 200 },
    )
  })
})

it('a signed agreement has no effect at a point that has another operator now (R317)', () => {
  const own = aCardAgreement({ points: ['p1', 'p2'] })
  const given = aDelegation({ points: ['p1', 'p2'] })
  assert.ok(given.kind === 'delegation')
  const signed = (agreement: Agreement): Agreement => ({ ...agreement, isSigned: true })
  const pointsWith = (agreement: Agreement, pointOperatorId: string | undefined) =>
    asOperatedNow([agreement], { pointId: 'p1', pointOperatorId })[0]?.points
  for (const [agreement, operator, points] of [
    [signed(own), own.organisationId, ['p1', 'p2']],
    [signed(own), 'other', ['p2']],
    [signed(own), undefined, ['p2']],
    [own, 'other', ['p1', 'p2']],
    [signed(given), given.delegate, ['p1', 'p2']],
    [signed(given), given.organisationId, ['p2']],
  ] as const)
    assert.deepEqual(pointsWith(agreement, operator), points)
})

describe('an order that is prepared for the organisation’s people (R421)', () => {
  const today = localDate('2026-11-25')
  const kindOf = (...agreements: Agreement[]): string => {
    const decided = decidePreparing(agreements, today)
    return decided.ok ? 'allowed' : decided.refusal.kind
  }

  it('needs a card agreement that is in force or begins later', () => {
    assert.equal(kindOf(aCardAgreement()), 'allowed')
    assert.equal(kindOf(aCardAgreement({ validFrom: localDate('2026-12-24') })), 'allowed')
    assert.equal(kindOf(aCardAgreement({ validTo: today })), 'allowed')
    assert.equal(kindOf(ended(aCardAgreement()), aCardAgreement()), 'allowed')
  })

  it('is possible until the last day of the agreement that is in force longest', () => {
    const untilOf = (...agreements: Agreement[]) => {
      const decided = decidePreparing(agreements, today)
      return decided.ok && decided.value.until
    }
    const [early, late] = [localDate('2026-12-31'), localDate('2027-06-30')]
    assert.equal(
      untilOf(aCardAgreement({ validTo: late }), aCardAgreement({ validTo: early })),
      late,
    )
    assert.equal(untilOf(aCardAgreement({ validTo: late }), aCardAgreement()), undefined)
    assert.equal(untilOf(ended(aCardAgreement()), aCardAgreement({ validTo: early })), early)
  })

  it('is refused with what comes closest', () => {
    assert.equal(kindOf(), 'agreement-missing')
    assert.equal(kindOf(aDelegation()), 'agreement-missing')
    assert.equal(kindOf(aCardAgreement({ validTo: localDate('2026-11-24') })), 'agreement-ended')
    assert.equal(kindOf(ended(aCardAgreement())), 'agreement-ended')
    const {
      approvedBy: _by,
      approvedAt: _at,
      ...proposed
    } = aCardAgreement() as Agreement & {
      state: 'approved'
    }
    const waiting = { ...proposed, state: 'proposed' } as Agreement
    assert.equal(kindOf(ended(aCardAgreement()), waiting), 'agreement-not-approved')
  })
})
