import type {
  ServiceRevocationReason,
  ApplicationStep,
} from '@sotevarmenne/api/service-certificates'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import {
  mayStep as may,
  stepNotPossible,
  type StepNotPossible as NotPossible,
} from '@sotevarmenne/kernel/lifecycle'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import type { Standing, StandingIn } from '../contract.ts'

/** The state after each step. The README draws it, and a test compares the two. */
export const lifecycle = {
  draft: { send: 'sent', withdraw: 'withdrawn' },
  sent: { check: 'checked', giveBack: 'returned', refuse: 'refused', withdraw: 'withdrawn' },
  returned: { send: 'sent', withdraw: 'withdrawn' },
  checked: { approve: 'approved', giveBack: 'returned', refuse: 'refused', withdraw: 'withdrawn' },
  approved: { issue: 'issued', giveBack: 'returned', refuse: 'refused' },
  issued: { revoke: 'revoked' },
  refused: {},
  withdrawn: {},
  revoked: {},
} as const satisfies {
  readonly [State in Standing['state']]: { readonly [Name in ApplicationStep]?: Standing['state'] }
}

/** Whether the step is possible in the application's state. */
export const mayStep = (standing: Pick<Standing, 'state'>, step: ApplicationStep): boolean =>
  may(lifecycle, standing, step)

/** Facts can change while the applicant has the application, the request until its first check. */
export const mayChange = ({ state }: Standing): boolean => state === 'draft' || state === 'returned'
export const mayBringRequest = ({ state }: Standing): boolean =>
  state === 'draft' || state === 'returned' || state === 'sent'

/** Nothing changes any more except the validity of its certificate. */
export const isOver = (standing: Standing): boolean =>
  !mayBringRequest(standing) && !mayStep(standing, 'giveBack')

export type StepNotPossible = NotPossible<Standing['state']>

type Acting = { readonly by: string; readonly now: Instant }

export function send(
  standing: Standing,
  { by, now, ...names }: Acting & Pick<StandingIn<'sent'>, 'unitName' | 'organisationName'>,
): Result<StandingIn<'sent'>, StepNotPossible> {
  if (!mayChange(standing)) return stepNotPossible(standing)
  return ok({ state: 'sent', ...names, sentBy: by, sentAt: now })
}

export type DecisionRefusal = StepNotPossible | SecondPersonRequired

/** Signed by the one who decides, and before by the one who checked. */
type Signing = Acting & { readonly approval: SignedApproval }

export const mayCheck = (
  standing: Standing,
  { by }: Acting,
): Result<StandingIn<'sent'>, DecisionRefusal> => {
  if (standing.state !== 'sent') return stepNotPossible(standing)
  const second = checkDualControl(by, [standing.sentBy])
  return second.ok ? ok(standing) : second
}

export const mayApprove = (
  standing: Standing,
  { by }: Acting,
): Result<StandingIn<'checked'>, DecisionRefusal> => {
  if (standing.state !== 'checked') return stepNotPossible(standing)
  const second = checkDualControl(by, [standing.sentBy, standing.checkedBy])
  return second.ok ? ok(standing) : second
}

/** The first case officer has checked it, and would approve. */
export function check(
  standing: Standing,
  { approval, ...acting }: Signing,
): Result<StandingIn<'checked'>, DecisionRefusal> {
  const sent = mayCheck(standing, acting)
  if (!sent.ok) return sent
  const { by, now } = acting
  return ok({ ...sent.value, state: 'checked', checkedBy: by, checkedAt: now, approval })
}

/** Another case officer approves (R185); issuing is next. */
export function approve(
  standing: Standing,
  { approval, ...acting }: Signing,
): Result<StandingIn<'approved'>, DecisionRefusal> {
  const checked = mayApprove(standing, acting)
  if (!checked.ok) return checked
  const { by, now } = acting
  return ok({ ...checked.value, state: 'approved', approvedBy: by, approvedAt: now, approval })
}

/** Returned to be completed, by a case officer or by the service itself. */
export function giveBack(
  standing: Standing,
  because: string,
): Result<StandingIn<'returned'>, StepNotPossible> {
  if (!mayStep(standing, 'giveBack')) return stepNotPossible(standing)
  return ok({ state: 'returned', because })
}

/**
 * One case officer is enough: nothing is granted. A program's order is refused by the service itself: nobody
 * completes it.
 */
export function decline(
  standing: Standing,
  because: string,
): Result<StandingIn<'refused'>, StepNotPossible> {
  if (!mayStep(standing, 'refuse')) return stepNotPossible(standing)
  return ok({ state: 'refused', because })
}

export function withdraw(standing: Standing): Result<StandingIn<'withdrawn'>, StepNotPossible> {
  if (!mayStep(standing, 'withdraw')) return stepNotPossible(standing)
  return ok({ state: 'withdrawn' })
}

export const issued = (
  { unitName }: StandingIn<'approved'>,
  certificate: Pick<StandingIn<'issued'>, 'issuer' | 'serial' | 'issuedAt' | 'notAfter'>,
): StandingIn<'issued'> => ({ state: 'issued', unitName, ...certificate })

/** An expired certificate is not revoked: nobody checks its status any more. */
export const mayRevoke = (standing: Standing, now: Instant): standing is StandingIn<'issued'> =>
  standing.state === 'issued' && now < standing.notAfter

/** Final. */
export function revoke(
  standing: Standing,
  { reason, now }: { readonly reason: ServiceRevocationReason; readonly now: Instant },
): Result<StandingIn<'revoked'>, StepNotPossible> {
  if (!mayRevoke(standing, now)) return stepNotPossible(standing)
  return ok({ ...standing, state: 'revoked', reason, revokedAt: now })
}
