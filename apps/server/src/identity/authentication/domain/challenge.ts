import { minute } from '@sotevarmenne/kernel/instant'

/** How long a challenge is valid: time to type a PIN. */
export const challengeLife = 2 * minute

/** Random bytes; the signing API accepts no fewer (SCS 1.1, § 3.1.2). */
export const nonceBytes = 64

/** What the card signs: the page's origin binds the response to this service. */
export const challengeText = (origin: string, nonce: string): string => `${origin};${nonce}`
