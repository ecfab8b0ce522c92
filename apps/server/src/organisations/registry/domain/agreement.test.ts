import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, localDate, startOfDay, type LocalDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import { aProvider, aCardAgreement, aDelegation } from '../testing.ts'
import { decideOrdering } from './ordering.ts'
import { approve, end, endWith, giveWay, goOn, reject, wasOver } from './agreement.ts'
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

describe('an agreement', () => {
  const by = { by: 'other', now: startOfDay(today) }
  const approved = aCardAgreement({ agreementId: 'before' as string as AgreementId })
  const proposed = { ...approved, state: 'proposed' } as unknown as Agreement
  const kindOf = (result: { readonly ok: boolean; readonly refusal?: object }) =>
    result.refusal ?? 'ok'

  it('is approved by another, or rejected, while it is proposed; and ended once it was approved', () => {
    const decided = [
      [approve, proposed, { state: 'approved', approvedBy: 'other', approvedAt: by.now }],
      [reject, proposed, { state: 'rejected', rejectedBy: 'other', rejectedAt: by.now }],
      [end, approved, { state: 'ended', endedBy: 'other', endedAt: by.now }],
    ] as const
    for (const [decide, agreement, changes] of decided)
      assert.deepEqual(decide(agreement, by), { ok: true, value: { ...agreement, ...changes } })
    assert.deepEqual(kindOf(approve(proposed, { ...by, by: proposed.proposedBy })), {
      kind: 'second-person-required',
    })
    assert.ok(reject(proposed, { ...by, by: proposed.proposedBy }).ok)
    for (const decide of [approve, reject])
      assert.deepEqual(kindOf(decide(approved, by)), {
        ...{ kind: 'agreement-not-proposed', state: 'approved' },
      })
    assert.deepEqual(kindOf(end(proposed, by)), {
      ...{ kind: 'agreement-not-approved', state: 'proposed' },
    })
  })

  it('that ends takes its change with it, unless it was over before (R277, R286)', () => {
    const change = aCardAgreement({ agreementId: 'change' as string as AgreementId })
    assert.deepEqual(endWith(approved, { ...change, state: 'proposed' }, by), {
      ...{ ...change, state: 'rejected', rejectedBy: 'other', rejectedAt: by.now },
      because: 'agreement-ended',
    })
    const ended = { ...change, state: 'ended', endedBy: 'other', endedAt: by.now }
    const until = (days: number) => aCardAgreement({ validTo: addDays(today, days) })
    assert.deepEqual(endWith(approved, change, by), ended)
    assert.deepEqual(endWith(until(0), change, by), ended)
    assert.equal(endWith(until(-1), change, by), undefined)
    assert.equal(endWith(approved, ended as Agreement, by), undefined)
    assert.deepEqual(
      [until(0), until(-1), approved].map((one) => wasOver(one, today)),
      [...[false, true, false]],
    )
  })

  it('lasts to the eve of its change, and goes on as before when that is ended before its first day (R213, R310)', () => {
    const change = (days: number) =>
      aCardAgreement({
        agreementId: 'change' as string as AgreementId,
        validFrom: addDays(today, days),
      })
    for (const end of [undefined, addDays(today, 90)]) {
      const before = { ...approved, ...(end && { validTo: end }) }
      const given = giveWay(before, change(10), today)
      assert.deepEqual(given, {
        ...{ ...before, validTo: addDays(today, 9) },
        gaveWay: { to: 'change', ...(end && { validTo: end }) },
      })
      assert.deepEqual(goOn(given, change(10), today), before)
      assert.deepEqual(goOn(given, change(1), today), before)
      assert.equal(goOn(given, change(0), today), undefined)
      assert.equal(goOn(given, { ...change(10), agreementId: given.agreementId }, today), undefined)
      assert.equal(goOn({ ...given, state: 'proposed' }, change(10), today), undefined)
      assert.equal(giveWay(before, change(-5), today)?.validTo, today)
    }
    assert.equal(goOn(approved, change(10), today), undefined)
    const until = (days: number) => ({ ...approved, validTo: addDays(today, days) })
    assert.equal(giveWay(until(9), change(10), today), undefined)
    assert.equal(giveWay(until(10), change(10), today)?.validTo, addDays(today, 9))
    const later = { ...approved, validFrom: addDays(today, 10) }
    assert.equal(giveWay(later, change(10), today), undefined)
    assert.equal(giveWay(later, change(11), today)?.validTo, addDays(today, 10))
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
