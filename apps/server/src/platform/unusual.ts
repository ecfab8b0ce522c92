/** Above which a brake holds what would happen: so many, or such a part of all. */
export type UnusualAbove = { readonly number: number; readonly share: number }

/** So few are nobody's catastrophe, whatever part of all they are. */
const neverUnusual = 20

/** Whether so many, revoked within the window, are too many to be believed without a look by two persons. */
export const isUnusual = (
  { revoked, issued }: { readonly revoked: number; readonly issued: number },
  { number, share }: UnusualAbove,
): boolean => revoked > neverUnusual && (revoked > number || revoked > share * issued)
