import assert from 'node:assert/strict'
import { it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { checkDays, checkDecision } from './price-proposal.ts'

const [today, tomorrow] = [localDate('2026-11-24'), localDate('2026-11-25')]
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

it('a price of an operator begins tomorrow at the earliest, decided on today at the latest (R470)', () => {
  for (const [validFrom, decidedOn, expected] of [
    [tomorrow, today, 'ok'],
    [today, today, 'change-begins-too-early'],
    [tomorrow, tomorrow, 'decided-in-the-future'],
  ] as const)
    assert.equal(kindOf(checkDays({ validFrom, decidedOn }, today)), expected)
})

it('a proposed price is approved before its first day by another person, or rejected with a reason (R471)', () => {
  for (const [decision, by, expected, parts] of [
    ['approve', 'kaisa', 'ok', {}],
    ['approve', 'hanna', 'second-person-required', {}],
    ['approve', 'kaisa', 'change-begins-too-early', { today: tomorrow }],
    ['reject', 'kaisa', 'ok', { because: 'too high', today: tomorrow }],
    ['reject', 'kaisa', 'reason-missing', {}],
    ['reject', 'hanna', 'second-person-required', { because: 'too high' }],
    ['withdraw', 'hanna', 'ok', { today: tomorrow }],
    ['withdraw', 'kaisa', 'proposed-by-another', {}],
  ] as const)
    assert.equal(
      kindOf(
        checkDecision(
          { proposedBy: 'hanna', validFrom: tomorrow },
          { ...{ decision, by, today }, ...parts },
        ),
      ),
      expected,
      `${decision} ${by}`,
    )
})
