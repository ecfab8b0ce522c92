import type { BrakeLimits } from '#authority/contract.ts'

/** So few are nobody's catastrophe, whatever part of all they are. */
const neverUnusual = 20

/** Whether so many, revoked within the window, are too many to be believed without a look by two persons. */
export const isUnusual = (
  { revoked, issued }: { readonly revoked: number; readonly issued: number },
  { number, share }: Pick<BrakeLimits, 'number' | 'share'>,
): boolean => revoked > neverUnusual && (revoked > number || revoked > share * issued)
