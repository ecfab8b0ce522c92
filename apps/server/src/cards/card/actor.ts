import type { Permit } from '#platform/permit.ts'
import type { Asker } from './domain/actor.ts'

/** Who acts, as the rules ask. */
export const askerOf = ({ actor, pointId }: Permit): Asker => ({
  ...(actor.kind === 'person' && { personId: actor.personId }),
  ...(pointId !== undefined && { pointId }),
})
