import { refuse, type Result } from './result.ts'

/** For each state, the state after each step that is possible in it. */
export type Lifecycle<State extends string> = {
  readonly [Each in State]: { readonly [step: string]: State }
}

type In<State extends string> = { readonly state: State }

export const mayStep = <State extends string>(
  lifecycle: Lifecycle<State>,
  { state }: In<State>,
  step: string,
): boolean => Object.hasOwn(lifecycle[state], step)

/** The step is not possible in this state. */
export type StepNotPossible<State extends string> = {
  readonly kind: 'step-not-possible'
  readonly state: State
}

export const stepNotPossible = <State extends string>({
  state,
}: In<State>): Result<never, StepNotPossible<State>> => refuse({ kind: 'step-not-possible', state })

/** Names of the actions that are allowed now, in this order. */
export const allowed = <Action extends string>(actions: {
  readonly [Each in Action]: boolean
}): Action[] => (Object.keys(actions) as Action[]).filter((action) => actions[action])
