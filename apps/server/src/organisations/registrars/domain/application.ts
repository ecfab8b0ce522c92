import type { RegistrarStep } from '@sotevarmenne/api/registrars'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import {
  mayStep,
  stepNotPossible,
  type StepNotPossible as NotPossible,
} from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RegistrarStanding } from '../contract.ts'

type State = RegistrarStanding['state']
type StandingIn<Each extends State> = Extract<RegistrarStanding, { state: Each }>

/** Transitions of each step. The README draws them, and a test compares the two. */
export const lifecycle = {
  draft: { send: 'sent', withdraw: 'withdrawn' },
  sent: { approve: 'approved', giveBack: 'returned', refuse: 'refused', withdraw: 'withdrawn' },
  returned: { send: 'sent', withdraw: 'withdrawn' },
  approved: {},
  refused: {},
  withdrawn: {},
} as const satisfies {
  readonly [Each in State]: { readonly [Name in RegistrarStep]?: State }
}

/** Its content may be changed while it is not sent. */
export const mayChange = ({ state }: RegistrarStanding): boolean =>
  state === 'draft' || state === 'returned'

export type StepNotPossible = NotPossible<State>

export type SendingRefusal =
  | StepNotPossible
  /** Nobody applies for themselves: another member sends it (R245). */
  | { readonly kind: 'applying-for-oneself' }

/** `personId`: the person it is about, if the service knows them. */
export function send(
  standing: RegistrarStanding,
  {
    by,
    personId,
    now,
  }: { readonly by: string; readonly personId?: string | undefined; readonly now: Instant },
): Result<StandingIn<'sent'>, SendingRefusal> {
  if (!mayChange(standing)) return stepNotPossible(standing)
  if (by === personId) return refuse({ kind: 'applying-for-oneself' })
  return ok({ state: 'sent', sentBy: by, sentAt: now })
}

export type DecisionRefusal = StepNotPossible | SecondPersonRequired

/** May this case officer decide it now? Nobody decides what they sent, or their own registrar role. */
export function checkDecider(
  standing: RegistrarStanding,
  { by, personId }: { readonly by: string; readonly personId?: string | undefined },
): Result<StandingIn<'sent'>, DecisionRefusal> {
  if (standing.state !== 'sent') return stepNotPossible(standing)
  const second = checkDualControl(by, [standing.sentBy, personId])
  return second.ok ? ok(standing) : second
}

export const approve = (
  { sentBy, sentAt }: StandingIn<'sent'>,
  decision: DecisionView,
): StandingIn<'approved'> => ({ state: 'approved', sentBy, sentAt, decision })

export const decline = (
  { sentBy, sentAt }: StandingIn<'sent'>,
  decision: DecisionView,
  because: string,
): StandingIn<'refused'> => ({ state: 'refused', sentBy, sentAt, decision, because })

export function withdraw(
  standing: RegistrarStanding,
): Result<StandingIn<'withdrawn'>, StepNotPossible> {
  return mayWithdraw(standing) ? ok({ state: 'withdrawn' }) : stepNotPossible(standing)
}

export const mayWithdraw = (standing: RegistrarStanding): boolean =>
  mayStep(lifecycle, standing, 'withdraw')
