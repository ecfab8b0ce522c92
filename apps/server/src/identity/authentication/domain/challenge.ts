import { minute } from '@sotevarmenne/kernel/instant'

/** How long a challenge may be answered: time to type a PIN. */
export const challengeLife = 2 * minute

/** Octets of randomness; the signing API takes no shorter ones (SCS 1.1, § 3.1.2). */
export const nonceOctets = 64

/** What the card signs: the page's origin binds the answer to this service. */
export const challengeText = (origin: string, nonce: string): string => `${origin};${nonce}`
