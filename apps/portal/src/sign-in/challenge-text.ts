/** What the card signs to sign in: `<origin>;<nonce>` as base64. The origin stops another site from using the answer. */
export const challengeText = (origin: string, nonce: string): string => btoa(`${origin};${nonce}`)

/** The page to return to after the sign-in: only a page of this portal, never another site's address. */
export const returnPath = (asked: string | null): string | undefined =>
  asked !== null && /^\/(fi|sv|en)(\/[\w-]+)*$/.test(asked) ? asked : undefined
