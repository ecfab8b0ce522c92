import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'

/** Six digits and what may follow them: not a name, and shorter than a card number. */
const looksLikeCode = (typed: string): boolean =>
  /^\d{6}[^\d\s]?[\da-z]{0,4}$/i.test(typed.trim()) && typed.trim().length >= 10

/** What is wrong with an identity code that is typed where a name may be typed too; undefined for the latter. */
export function faultOfIdentityCode(typed: string) {
  const code = parseIdentityCode(typed)
  return !code.ok && looksLikeCode(typed) ? code.refusal.kind : undefined
}
