import type { Permit } from '#platform/permit.ts'
import type { Requester } from './domain/actor.ts'

/** The actor, in the form that the rules need. */
export const requesterOf = ({ actor, pointId }: Permit): Requester => ({
  ...(actor.kind === 'person' && { personId: actor.personId }),
  ...(pointId !== undefined && { pointId }),
})
