import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import { aProvider, anAgreement, anAuthorisation } from '../testing.ts'
import { decideOrdering } from './ordering.ts'
import { approve, giveWay } from './paper.ts'
import type { OrganisationId, Paper, PaperId } from '../contract.ts'

const today = localDate('2026-11-26')
const aDay = fc.integer({ min: -40, max: 40 }).map((days) => addDays(today, days))

const isPermitted = (papers: readonly Paper[], on: LocalDate): boolean =>
  decideOrdering(
    { organisation: aProvider(), product: 'staff-card', pointId: 'the-point', on },
    papers,
  ).ok

const points = ['the-point']
/** What else has to be there for what the changed paper says to be seen. */
const kinds = [
  ['agreement', (days: Days) => anAgreement({ ...days, points }), []],
  [
    'authorisation',
    (days: Days) => anAuthorisation({ ...days, points }),
    [anAgreement({ validFrom: addDays(today, -200) })],
  ],
] as const
type Days = Pick<Paper, 'validFrom' | 'validTo' | 'paperId'>

describe('a change that is approved today (R213, R286)', () => {
  for (const [kind, make, beside] of kinds)
    it(`permits what both papers would together, but nothing of the earlier one once it has begun: ${kind}`, () => {
      fc.assert(
        fc.property(
          aDay,
          fc.option(aDay, { nil: undefined }),
          aDay,
          fc.integer({ min: 0, max: 60 }),
          (from, to, changeFrom, days) => {
            const validFrom = from < today ? from : today
            if (to !== undefined && to < validFrom) return
            const paperId = 'before' as string as PaperId
            const before = make({ paperId, validFrom, ...(to !== undefined && { validTo: to }) })
            const after = make({ paperId: 'change' as string as PaperId, validFrom: changeFrom })
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

  it('leaves an agreement alone that was ended meanwhile', () => {
    const before: Paper = {
      ...anAgreement(),
      ...{ state: 'rejected', rejectedBy: 'one', rejectedAt: anAgreement().proposedAt },
    }
    assert.equal(giveWay(before, anAgreement(), today), undefined)
  })
})

describe('an authorisation (R212, R214)', () => {
  it('is approved by nobody who gave or accepted it', () => {
    const accepted = { by: 'Pirjo', on: today, personId: 'pirjo' }
    const paper: Paper = { ...anAuthorisation({ accepted }), state: 'proposed' }
    for (const by of [paper.proposedBy, 'pirjo'])
      assert.equal(approve(paper, { by, now: paper.proposedAt }).ok, false)
    assert.ok(approve(paper, { by: 'handler', now: paper.proposedAt }).ok)
  })

  it('gives nothing in a circle or along a chain that was not given by itself', () => {
    const owners = ['a', 'b', 'c'] as const
    const given = fc.subarray(
      owners.flatMap((from) => owners.filter((to) => to !== from).map((to) => [from, to] as const)),
    )
    fc.assert(
      fc.property(given, (gifts) => {
        const idOf = (owner: string) => owner as OrganisationId
        const papers = [
          ...owners.map((owner) =>
            anAgreement({ organisationId: idOf(owner), points: [`point-${owner}`] }),
          ),
          ...gifts.map(([from, to]) =>
            anAuthorisation({
              ...{ organisationId: idOf(from), authorised: idOf(to), isSigned: true },
              points: [`point-${to}`],
            }),
          ),
        ]
        for (const from of owners)
          for (const at of owners) {
            const organisation = { ...aProvider(), organisationId: idOf(from) }
            const act = { organisation, product: 'staff-card', pointId: `point-${at}` } as const
            const isGiven = from === at || gifts.some(([one, to]) => one === from && to === at)
            assert.equal(decideOrdering({ ...act, on: today }, papers).ok, isGiven)
          }
      }),
    )
  })
})
