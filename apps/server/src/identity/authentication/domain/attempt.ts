import { minute } from '@sotevarmenne/kernel/instant'

/** How long an identification elsewhere may take: time to find the telephone and the list of codes. */
export const attemptLife = 15 * minute
