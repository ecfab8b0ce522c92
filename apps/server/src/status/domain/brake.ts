import { hour } from '@sotevarmenne/kernel/instant'

/** From when on revocations are too many to be believed without a look by two persons. */
export type BrakeLimits = {
  /** More than so many of an issuer within the window. */
  readonly number: number
  /** More than this part of all its certificates, 0 to 1. */
  readonly share: number
}

/** A busy day of the nation has some two hundred; a faulty register has thousands in minutes. */
export const usualLimits: BrakeLimits = { number: 500, share: 0.02 }

/** Milliseconds in which revocations are counted together: a fault that comes in drops is one fault all the same. */
export const brakeWindow = hour

/** So few are nobody's catastrophe, whatever part of all they are. */
const neverUnusual = 20

export const isUnusual = (
  { revoked, issued }: { readonly revoked: number; readonly issued: number },
  { number, share }: BrakeLimits,
): boolean => revoked > neverUnusual && (revoked > number || revoked > share * issued)
