import { minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { OtherCardSignIn } from './session.ts'

/** A good answer of the card's issuer holds this long in a session; then it is asked anew, once the session is used (R262). */
const goodFor = 5 * minute
/** After a question without an answer there is none for this long. */
export const pauseOfQuestions = minute
/** Milliseconds for which a use of the session waits for the answer. */
export const mostWait = 3 * second
/** Whoever was not confirmed for this long is in no more (R263). Longer than somebody may be idle and then ask several times. */
const longestUnconfirmed = 30 * minute

export const isToBeAsked = ({ goodAt }: OtherCardSignIn, now: Instant): boolean =>
  now >= plus(goodAt, goodFor)

export const isUnconfirmed = ({ goodAt }: OtherCardSignIn, now: Instant): boolean =>
  now >= plus(goodAt, longestUnconfirmed)
