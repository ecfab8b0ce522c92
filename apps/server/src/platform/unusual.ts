/** The thresholds above which a guard pauses changes: a number, or a share of all. */
export type UnusualAbove = { readonly number: number; readonly share: number }

/** So few are never a mass event, whatever their share of all. */
const neverUnusual = 20

/** Whether so many, revoked within the window, need a review by two persons (dual control). */
export const isUnusual = (
  { revoked, issued }: { readonly revoked: number; readonly issued: number },
  { number, share }: UnusualAbove,
): boolean => revoked > neverUnusual && (revoked > number || revoked > share * issued)
