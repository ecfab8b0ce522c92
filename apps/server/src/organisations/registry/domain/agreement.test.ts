import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import { aProvider, aCardAgreement, aDelegation } from '../testing.ts'
import { decideOrdering } from './ordering.ts'
import { approve, giveWay } from './agreement.ts'
import type { OrganisationId, Agreement, AgreementId } from '../contract.ts'

const today = localDate('2026-11-26')
const aDay = fc.integer({ min: -40, max: 40 }).map((days) => addDays(today, days))

const isPermitted = (agreements: readonly Agreement[], on: LocalDate): boolean =>
  decideOrdering(
    { organisation: aProvider(), product: 'staff-card', pointId: 'the-point', on },
    agreements,
  ).ok

const points = ['the-point']
/** Further agreements that make the effect of the changed one visible. */
const kinds = [
  ['agreement', (days: Days) => aCardAgreement({ ...days, points }), []],
  [
    'delegation',
    (days: Days) => aDelegation({ ...days, points }),
    [aCardAgreement({ validFrom: addDays(today, -200) })],
  ],
] as const
type Days = Pick<Agreement, 'validFrom' | 'validTo' | 'agreementId'>

describe('a change that is approved today (R213, R286)', () => {
  for (const [kind, make, beside] of kinds)
    it(`permits what both versions would together, but nothing of the earlier one once it has begun: ${kind}`, () => {
      fc.assert(
        fc.property(
          aDay,
          fc.option(aDay, { nil: undefined }),
          aDay,
          fc.integer({ min: 0, max: 60 }),
          (from, to, changeFrom, days) => {
            const validFrom = from < today ? from : today
            if (to !== undefined && to < validFrom) return
            const agreementId = 'before' as string as AgreementId
            const before = make({
              agreementId,
              validFrom,
              ...(to !== undefined && { validTo: to }),
            })
            const after = make({
              agreementId: 'change' as string as AgreementId,
              validFrom: changeFrom,
            })
            const given = giveWay(before, after, today) ?? before
            const on = addDays(today, days)
            const begun = changeFrom > today ? changeFrom : addDays(today, 1)
            const byBefore = isPermitted([...beside, before], on)
            assert.equal(
              isPermitted([...beside, given, after], on),
              on < begun ? byBefore || on >= changeFrom : true,
            )
            assert.equal(isPermitted([...beside, given], on), on < begun && byBefore)
          },
        ),
        { numRuns: 2000 },
      )
    })

  it('does not affect an agreement that was ended meanwhile', () => {
    const before: Agreement = {
      ...aCardAgreement(),
      ...{ state: 'rejected', rejectedBy: 'one', rejectedAt: aCardAgreement().proposedAt },
    }
    assert.equal(giveWay(before, aCardAgreement(), today), undefined)
  })
})

describe('a delegation (R212, R214)', () => {
  it('cannot be approved by a person who gave or accepted it', () => {
    const accepted = { by: 'Pirjo', on: today, personId: 'pirjo' }
    const agreement: Agreement = { ...aDelegation({ accepted }), state: 'proposed' }
    for (const by of [agreement.proposedBy, 'pirjo'])
      assert.equal(approve(agreement, { by, now: agreement.proposedAt }).ok, false)
    assert.ok(approve(agreement, { by: 'caseOfficer', now: agreement.proposedAt }).ok)
  })

  it('permits in a circle or along a chain only what was given by itself', () => {
    const owners = ['a', 'b', 'c'] as const
    const given = fc.subarray(
      owners.flatMap((from) => owners.filter((to) => to !== from).map((to) => [from, to] as const)),
    )
    fc.assert(
      fc.property(given, (gifts) => {
        const idOf = (owner: string) => owner as OrganisationId
        const agreements = [
          ...owners.map((owner) =>
            aCardAgreement({ organisationId: idOf(owner), points: [`point-${owner}`] }),
          ),
          ...gifts.map(([from, to]) =>
            aDelegation({
              ...{ organisationId: idOf(from), delegate: idOf(to), isSigned: true },
              points: [`point-${to}`],
            }),
          ),
        ]
        for (const from of owners)
          for (const at of owners) {
            const organisation = { ...aProvider(), organisationId: idOf(from) }
            const action = { organisation, product: 'staff-card', pointId: `point-${at}` } as const
            const isGiven = from === at || gifts.some(([one, to]) => one === from && to === at)
            assert.equal(decideOrdering({ ...action, on: today }, agreements).ok, isGiven)
          }
      }),
    )
  })
})
