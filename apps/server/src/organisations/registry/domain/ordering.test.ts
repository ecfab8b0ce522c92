import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { memberProductOf } from '#cards/products/index.ts'
import type { MemberProduct, OrganisationKind } from '#cards/products/contract.ts'
import type { OrganisationId, Paper, PaperId } from '../contract.ts'
import { aProvider, anAgreement, anAuthorisation, oid } from '../testing.ts'
import { decideOrdering, whatMayBeOrdered, type OrderingAct } from './ordering.ts'

const act = (changes: Partial<OrderingAct> = {}): OrderingAct => ({
  organisation: aProvider(),
  product: 'staff-card',
  pointId: 'own-point',
  on: localDate('2026-11-25'),
  ...changes,
})

const refusalOf = (papers: readonly Paper[], changes: Partial<OrderingAct> = {}): unknown => {
  const decided = decideOrdering(act(changes), papers)
  return decided.ok ? decided.value : decided.refusal
}

const ended = (paper: Paper): Paper => ({
  ...paper,
  state: 'ended',
  approvedBy: 'other',
  approvedAt: instant(1),
  endedBy: 'one',
  endedAt: instant(2),
})

describe('a staff or actor card (R92)', () => {
  it('is ordered by the organisation’s own registrar on its agreement', () => {
    assert.deepEqual(refusalOf([anAgreement()]), {
      agreementId: 'agreement',
      priceList: 'standard',
    })
  })

  it('is ordered by another organisation’s registrar on agreement and authorisation', () => {
    assert.deepEqual(refusalOf([anAgreement(), anAuthorisation()], { pointId: 'other-point' }), {
      agreementId: 'agreement',
      authorisationId: 'authorisation',
      priceList: 'standard',
    })
  })

  it('is not ordered without an agreement, whoever is authorised', () => {
    assert.deepEqual(refusalOf([anAuthorisation()], { pointId: 'other-point' }), {
      kind: 'agreement-missing',
    })
  })

  it('is not ordered on a paper of another organisation', () => {
    const organisationId = 'another' as string as OrganisationId
    assert.deepEqual(refusalOf([anAgreement({ organisationId })]), { kind: 'agreement-missing' })
  })

  it('is ordered from the first day of the papers to the last, both included', () => {
    const validFrom = localDate('2026-11-25')
    const papers = [anAgreement({ validFrom, validTo: validFrom })]
    assert.ok(decideOrdering(act(), papers).ok)
    assert.deepEqual(refusalOf(papers, { on: localDate('2026-11-24') }), {
      kind: 'agreement-not-begun',
      paperId: 'agreement',
      beginsOn: validFrom,
    })
    assert.deepEqual(refusalOf(papers, { on: localDate('2026-11-26') }), {
      kind: 'agreement-ended',
      paperId: 'agreement',
    })
  })

  it('is not ordered on a paper that was ended, or that nobody has approved', () => {
    assert.deepEqual(refusalOf([ended(anAgreement())]), {
      kind: 'agreement-ended',
      paperId: 'agreement',
    })
    const proposed: Paper = { ...anAuthorisation(), state: 'proposed' }
    assert.deepEqual(refusalOf([anAgreement(), proposed], { pointId: 'other-point' }), {
      kind: 'authorisation-not-approved',
      paperId: 'authorisation',
    })
  })

  it('is ordered for the units that the agreement covers, and those under them', () => {
    const unit = oid('1.2.246.10.2048198.10.1')
    const papers = [anAgreement({ units: [unit] })]
    assert.ok(decideOrdering(act({ unit }), papers).ok)
    assert.ok(decideOrdering(act({ unit: oid(`${unit}.7`) }), papers).ok)
    for (const other of [{}, { unit: oid('1.2.246.10.2048198.10.11') }])
      assert.deepEqual(refusalOf(papers, other), {
        kind: 'agreement-without-unit',
        paperId: 'agreement',
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
        const papers = [anAgreement({ products: ['staff-card', 'actor-card'] })]
        const decided = decideOrdering(act({ organisation: aProvider({ kind }), product }), papers)
        assert.equal(decided.ok, product === fitting)
      }
  })

  it('is refused for the reason of the paper that comes closest', () => {
    const old = ended(anAgreement())
    const closer = anAgreement({ paperId: 'closer' as string as PaperId, units: [oid('1.2')] })
    assert.deepEqual(refusalOf([old, closer]), {
      kind: 'agreement-without-unit',
      paperId: 'closer',
    })
  })
})

const units = ['1.2.1', '1.2.1.5', '1.2.2'].map(oid)
const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].map(localDate)
const anyDay = fc.constantFrom(...days)
const anyPoint = fc.constantFrom('p1', 'p2')
const anyOwner = fc.constantFrom('a', 'b').map((id) => id as string as OrganisationId)
const anyProducts = fc.subarray<MemberProduct>(['staff-card', 'actor-card'], { minLength: 1 })
// Mostly papers that give something: else the property would see refusals only.
const anyState = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Paper['state']>('approved') },
  { weight: 1, arbitrary: fc.constantFrom<Paper['state']>('proposed', 'rejected', 'ended') },
)

const anyPaper: fc.Arbitrary<Paper> = fc
  .record({
    organisationId: anyOwner,
    products: anyProducts,
    points: fc.subarray(['p1', 'p2']),
    validFrom: anyDay,
    validTo: fc.option(anyDay, { nil: undefined }),
    units: fc.oneof(fc.constant('all' as const), fc.subarray(units)),
    isAgreement: fc.boolean(),
    state: anyState,
  })
  .map(({ isAgreement, state, validTo, units: covered, ...terms }) => {
    const days = { ...terms, ...(validTo && { validTo }) }
    const paper = isAgreement ? anAgreement({ ...days, units: covered }) : anAuthorisation(days)
    return state === 'ended' ? ended(paper) : ({ ...paper, state } as Paper)
  })

const anyAct: fc.Arbitrary<OrderingAct> = fc
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
 * The set of what is permitted, computed the other way round: each paper is written out to everything that it permits,
 * day by day, and the two sets are cut. Shares nothing with the rule.
 */
function permittedSet(papers: readonly Paper[]): ReadonlySet<string> {
  const everyUnit: readonly (Oid | undefined)[] = [undefined, ...units]
  const permitted = new Set<string>()
  const live = papers.filter(({ state }) => state === 'approved')
  for (const paper of live)
    if (paper.kind === 'agreement')
      for (const unit of everyUnit)
        for (const on of days)
          for (const product of paper.products) {
            const isCovered =
              paper.units === 'all' ||
              paper.units.some((one) => `${unit ?? ''}.`.startsWith(`${one}.`))
            if (!isCovered || !isBetween(on, paper)) continue
            const points = new Set(paper.points)
            for (const other of live)
              if (
                other.kind === 'authorisation' &&
                other.organisationId === paper.organisationId &&
                other.products.includes(product) &&
                isBetween(on, other)
              )
                for (const point of other.points) points.add(point)
            for (const point of points)
              permitted.add([paper.organisationId, unit, on, product, point].join())
          }
  return permitted
}

const isBetween = (on: LocalDate, { validFrom, validTo }: Paper): boolean =>
  days.filter((day) => day >= validFrom && !(validTo && day > validTo)).includes(on)

describe('for random papers and acts', () => {
  it('what is permitted is the set computed by itself', () => {
    fc.assert(
      fc.property(fc.array(anyPaper, { maxLength: 6 }), anyAct, (papers, one) => {
        const decided = decideOrdering(one, papers)
        const fits = one.product === memberProductOf(one.organisation.kind)
        const { organisation, unit, on, product, pointId } = one
        const key = [organisation.organisationId, unit, on, product, pointId].join()
        assert.equal(decided.ok, fits && permittedSet(papers).has(key))
      }),
      { numRuns: 3000 },
    )
  })

  it('the answer for a whole point is that of each act', () => {
    const organisations = [aProvider({ organisationId: 'a' as string as OrganisationId })]
    fc.assert(
      fc.property(fc.array(anyPaper, { maxLength: 6 }), anyPoint, anyDay, (papers, pointId, on) => {
        const all = whatMayBeOrdered({ pointId, on }, organisations, papers, memberProductOf)
        assert.equal(all.length, 2)
        for (const { organisation, product, unit, verdict } of all)
          assert.deepEqual(
            verdict,
            decideOrdering({ organisation, product, ...(unit && { unit }), pointId, on }, papers),
          )
      }),
      { numRuns: 200 },
    )
  })
})
