import type { ProposalStep } from '@sotevarmenne/api/values'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type ChangeRefusal = { readonly kind: 'change-begins-too-early' }

/**
 * Prices and rates change from tomorrow at the earliest: those of a day in the past or today are final
 * (R293).
 */
export const checkBeginning = (
  beginsOn: LocalDate,
  today: LocalDate,
): Result<void, ChangeRefusal> =>
  beginsOn > today ? ok(undefined) : refuse({ kind: 'change-begins-too-early' })

export type ChangeApprovalRefusal = ChangeRefusal | SecondPersonRequired

/** Dual control: approval is by a case officer other than the proposer, and before the change begins (R294). */
export function checkChangeApproval(
  { proposedBy, beginsOn }: { readonly proposedBy: string; readonly beginsOn: LocalDate },
  { by, today }: { readonly by: string; readonly today: LocalDate },
): Result<void, ChangeApprovalRefusal> {
  const second = checkDualControl(by, [proposedBy])
  return second.ok ? checkBeginning(beginsOn, today) : second
}

/** What a case officer may do with an open change, evaluated with the rule of the operation itself. */
export const mayDo = (
  change: { readonly proposedBy: string; readonly beginsOn: LocalDate },
  approving: { readonly by: string; readonly today: LocalDate },
): readonly ProposalStep[] =>
  change.proposedBy === approving.by
    ? ['withdraw']
    : checkChangeApproval(change, approving).ok
      ? ['approve', 'reject']
      : ['reject']

/**
 * The changes in force, oldest first: of several that begin on one day the one approved last. Expects them in
 * the order of their approval.
 */
export function inForce<Dated extends { readonly from: LocalDate }>(
  approved: readonly Dated[],
): readonly Dated[] {
  const byDay = new Map(approved.map((one) => [one.from, one]))
  return [...byDay.values()].toSorted((one, other) => (one.from < other.from ? -1 : 1))
}

type Approved = { readonly changeId: string; readonly from: LocalDate }
export type Standing = 'replaced' | 'past' | 'now' | 'coming'

/**
 * State of a change on a day among all approved changes of its kind, in the order of their approval (R293).
 */
export function standingOf(
  { changeId, from }: Approved,
  approved: readonly Approved[],
  today: LocalDate,
): Standing {
  const holding = inForce(approved)
  if (holding.every((one) => one.changeId !== changeId)) return 'replaced'
  if (from > today) return 'coming'
  const now = holding.findLast((one) => one.from <= today)
  return now?.changeId === changeId ? 'now' : 'past'
}
