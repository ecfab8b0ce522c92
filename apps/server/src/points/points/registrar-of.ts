import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'

export type NotAtAPoint = { readonly kind: 'not-at-a-registration-point' }

/** The registrar who acts, and the point. Only people at a registration point serve visitors. */
export const registrarOf = ({
  actor,
  pointId,
}: Permit): Result<{ readonly registrar: string; readonly pointId: string }, NotAtAPoint> =>
  actor.kind === 'person' && pointId !== undefined
    ? ok({ registrar: actor.personId, pointId })
    : refuse({ kind: 'not-at-a-registration-point' })
