import type { Brand } from '@sotevarmenne/kernel/brand'
import { localDate, parseLocalDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { checkCharacter } from './check-character.ts'

/**
 * A Finnish personal identity code (henkilötunnus): `ddmmyy`, a sign of the century, an individual number, a
 * check character. The whole text is the key: since 2023 the sign alone may distinguish two people, so it is
 * never normalised.
 */
export type IdentityCode = Brand<string, 'IdentityCode'>

export type IdentityCodeRefusal =
  | { readonly kind: 'not-an-identity-code' }
  | { readonly kind: 'no-such-birth-date' }
  | { readonly kind: 'individual-number-not-in-use' }
  | { readonly kind: 'wrong-check-character' }

/**
 * Parses an identity code; accepts spaces around it and lower case. Does not check for a birth date in the
 * future.
 */
export function parseIdentityCode(text: string): Result<IdentityCode, IdentityCodeRefusal> {
  const code = text.trim().toUpperCase()
  const [, day, month, year, sign, individualNumber, check] = shape.exec(code) ?? []
  if (individualNumber === undefined || sign === undefined)
    return refuse({ kind: 'not-an-identity-code' })
  if (parseLocalDate(`${centuryOf(sign)}${year}-${month}-${day}`) === undefined)
    return refuse({ kind: 'no-such-birth-date' })
  // 000 and 001 are never issued; 900–999 are temporary or invented, and still valid codes.
  if (Number(individualNumber) < 2) return refuse({ kind: 'individual-number-not-in-use' })
  if (checkCharacter(`${day}${month}${year}${individualNumber}`) !== check)
    return refuse({ kind: 'wrong-check-character' })
  return ok(code as IdentityCode)
}

/**
 * Whether the individual number is 900–999: temporary, from a hospital, or of an invented person; never from
 * the register.
 */
export const isTemporary = (code: IdentityCode): boolean => code[7] === '9'

export const birthDateOf = (code: IdentityCode): LocalDate =>
  localDate(
    `${centuryOf(code.slice(6, 7))}${code.slice(4, 6)}-${code.slice(2, 4)}-${code.slice(0, 2)}`,
  )

const shape = /^(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(\d{3})([0-9A-Y])$/

/** All signs in use since 2023 (DVV, renewal of the personal identity code). */
const centuryOf = (sign: string): '18' | '19' | '20' => {
  if (sign === '+') return '18'
  return '-YXWVU'.includes(sign) ? '19' : '20'
}
