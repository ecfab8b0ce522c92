import { ok, refuse, type Result } from './result.ts'

/** The one refusal of dual control, wherever two persons are needed. */
export type SecondPersonRequired = { readonly kind: 'second-person-required' }

/**
 * Dual control: the person acting is none of the persons who took part before (who proposed, requested or
 * first approved) and none whom it concerns. Absent others are ignored; an actor that is no person (a
 * program) is never the second one.
 */
export const checkDualControl = (
  by: string | undefined,
  others: readonly (string | undefined)[],
): Result<undefined, SecondPersonRequired> =>
  by === undefined || others.includes(by)
    ? refuse({ kind: 'second-person-required' })
    : ok(undefined)
