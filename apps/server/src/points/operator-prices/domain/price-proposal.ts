import type { ProposalStep } from '@sotevarmenne/api/values'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  checkBeginning,
  checkChangeApproval,
  type ChangeRefusal,
} from '#platform/dated-changes/domain/dated-change.ts'

export type DayRefusal = ChangeRefusal | { readonly kind: 'decided-in-the-future' }

/** A price begins tomorrow at the earliest (R470), and its operator has decided on it already. */
export const checkDays = (
  { validFrom, decidedOn }: { readonly validFrom: LocalDate; readonly decidedOn: LocalDate },
  today: LocalDate,
): Result<void, DayRefusal> =>
  decidedOn > today ? refuse({ kind: 'decided-in-the-future' }) : checkBeginning(validFrom, today)

export type DecisionRefusal =
  | ChangeRefusal
  | SecondPersonRequired
  | { readonly kind: 'reason-missing' }
  | { readonly kind: 'proposed-by-another' }

/**
 * Dual control: the person who proposed a price only withdraws it; another case
 * officer approves it before its first day, or rejects it with a reason (R471).
 */
export function checkDecision(
  { proposedBy, validFrom }: { readonly proposedBy: string; readonly validFrom: LocalDate },
  {
    decision,
    because,
    by,
    today,
  }: {
    readonly decision: ProposalStep
    readonly because?: string | undefined
    readonly by: string
    readonly today: LocalDate
  },
): Result<void, DecisionRefusal> {
  switch (decision) {
    case 'approve':
      return checkChangeApproval({ proposedBy, beginsOn: validFrom }, { by, today })
    case 'reject': {
      const second = checkDualControl(by, [proposedBy])
      if (!second.ok) return second
      return because === undefined ? refuse({ kind: 'reason-missing' }) : ok(undefined)
    }
    case 'withdraw':
      return by === proposedBy ? ok(undefined) : refuse({ kind: 'proposed-by-another' })
  }
}
