import type { ApprovalStep } from '@sotevarmenne/api/acme'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import {
  mayStep as may,
  stepNotPossible,
  type StepNotPossible,
} from '@sotevarmenne/kernel/lifecycle'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import type { ApprovalStanding, ApprovalStandingIn } from '../contract.ts'

/** The allowed transitions. Drawn in the README, and a test compares the two. */
export const lifecycle = {
  requested: { check: 'checked', refuse: 'refused', end: 'ended' },
  checked: { approve: 'approved', refuse: 'refused', end: 'ended' },
  approved: { end: 'ended' },
  refused: {},
  ended: {},
} as const satisfies {
  readonly [State in ApprovalStanding['state']]: {
    readonly [Name in ApprovalStep]?: ApprovalStanding['state']
  }
}

export const mayStep = (standing: ApprovalStanding, step: ApprovalStep): boolean =>
  may(lifecycle, standing, step)

export type ApprovalStepNotPossible = StepNotPossible<ApprovalStanding['state']>

export type ApprovalDecisionRefusal = ApprovalStepNotPossible | SecondPersonRequired

type Acting = { readonly by: string; readonly now: Instant }

/** Signed by the one who decides, and before by the one who checked. */
type Signing = Acting & { readonly approval: SignedApproval }

export const mayCheck = (
  standing: ApprovalStanding,
  { by }: Acting,
): Result<ApprovalStandingIn<'requested'>, ApprovalDecisionRefusal> => {
  if (standing.state !== 'requested') return stepNotPossible(standing)
  const second = checkDualControl(by, [standing.requestedBy])
  return second.ok ? ok(standing) : second
}

export const mayApprove = (
  standing: ApprovalStanding,
  { by }: Acting,
): Result<ApprovalStandingIn<'checked'>, ApprovalDecisionRefusal> => {
  if (standing.state !== 'checked') return stepNotPossible(standing)
  const second = checkDualControl(by, [standing.requestedBy, standing.checkedBy])
  return second.ok ? ok(standing) : second
}

/** The first case officer has checked it, and would approve. */
export function check(
  standing: ApprovalStanding,
  { approval, ...acting }: Signing,
): Result<ApprovalStandingIn<'checked'>, ApprovalDecisionRefusal> {
  const requested = mayCheck(standing, acting)
  if (!requested.ok) return requested
  const { by, now } = acting
  return ok({ ...requested.value, state: 'checked', checkedBy: by, checkedAt: now, approval })
}

/** Another case officer approves (R190): programs may order from now on. */
export function approve(
  standing: ApprovalStanding,
  { approval, ...acting }: Signing,
): Result<ApprovalStandingIn<'approved'>, ApprovalDecisionRefusal> {
  const checked = mayApprove(standing, acting)
  if (!checked.ok) return checked
  const { by, now } = acting
  return ok({ ...checked.value, state: 'approved', approvedBy: by, approvedAt: now, approval })
}

/** One case officer is sufficient: nothing is granted. */
export function decline(
  standing: ApprovalStanding,
  because: string,
): Result<ApprovalStandingIn<'refused'>, ApprovalStepNotPossible> {
  if (!mayStep(standing, 'refuse')) return stepNotPossible(standing)
  return ok({ state: 'refused', because })
}

/** By either side, at once: its accounts are invalid from this instant. */
export function end(
  standing: ApprovalStanding,
  { now, because }: { readonly now: Instant; readonly because?: string },
): Result<ApprovalStandingIn<'ended'>, ApprovalStepNotPossible> {
  if (!mayStep(standing, 'end')) return stepNotPossible(standing)
  return ok({ state: 'ended', endedAt: now, ...(because !== undefined && { because }) })
}
