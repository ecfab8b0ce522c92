/**
 * What the card signs to sign in: `<origin>;<nonce>` as base64. The origin stops another site from using the
 * signature.
 */
export const challengeText = (origin: string, nonce: string): string => btoa(`${origin};${nonce}`)

/** The page to return to after the sign-in: only a page of this portal, never another site's address. */
export const returnPath = (requested: string | null): string | undefined =>
  requested !== null && /^\/(fi|sv|en)(\/[\w-]+)*$/.test(requested) ? requested : undefined
