import type { Instant } from '@sotevarmenne/kernel/instant'

/** What time it is. The real one, or that of the example world, which people can move forward. */
export type Clock = { readonly now: () => Instant }
