import type { Deed, Permit } from '#platform/permit.ts'

/** The only maker of permits. */
export const makePermit = <Name extends Deed>(
  deed: Name,
  facts: Pick<Permit, 'actor' | 'reason' | 'grantedAt' | 'signIn' | 'pointId'>,
): Permit<Name> => ({ deed, ...facts }) as Permit<Name>
