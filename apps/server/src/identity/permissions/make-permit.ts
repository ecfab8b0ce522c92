import type { Permission, Permit } from '#platform/permit.ts'

/** The only function that creates permits. */
export const makePermit = <Name extends Permission>(
  operation: Name,
  facts: Pick<Permit, 'actor' | 'reason' | 'grantedAt' | 'signIn' | 'pointId'>,
): Permit<Name> => ({ operation, ...facts }) as Permit<Name>
