import { minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { ThirdPartyCardSignIn } from './session.ts'

/**
 * A good status from the card's issuer is valid this long in a session; then the next use checks it again
 * (R262).
 */
const goodFor = 5 * minute
/** Delay before the next status request after one without a response. */
export const pauseOfRequests = minute
/** Milliseconds for which a use of the session waits for the response. */
export const maxWait = 3 * second
/**
 * A session that was not confirmed for this long ends (R263). Longer than the idle limit plus several
 * requests.
 */
const maxUnconfirmed = 30 * minute

export const isToBeQueried = ({ goodAt }: ThirdPartyCardSignIn, now: Instant): boolean =>
  now >= plus(goodAt, goodFor)

export const isUnconfirmed = ({ goodAt }: ThirdPartyCardSignIn, now: Instant): boolean =>
  now >= plus(goodAt, maxUnconfirmed)
