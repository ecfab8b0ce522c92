import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** Business ID (Y-tunnus) of a Finnish organisation: seven digits, a dash, a check digit. */
export type BusinessId = Brand<string, 'BusinessId'>

export type BusinessIdRefusal =
  { readonly kind: 'not-a-business-id' } | { readonly kind: 'wrong-check-digit' }

/** Parses a business ID; those of six digits, from before 1979, get their missing leading zero. */
export function parseBusinessId(text: string): Result<BusinessId, BusinessIdRefusal> {
  const [, digits, check] = /^(\d{6,7})-(\d)$/.exec(text.trim()) ?? []
  if (digits === undefined || check === undefined) return refuse({ kind: 'not-a-business-id' })
  const padded = digits.padStart(7, '0')
  if (checkDigit(padded) !== Number(check)) return refuse({ kind: 'wrong-check-digit' })
  return ok(`${padded}-${check}` as BusinessId)
}

/** As people type it, in its usual form: with the dash, without spaces and the letters of a VAT number. */
export const businessIdAsTyped = (typed: string): string =>
  typed
    .replaceAll(/\s/gu, '')
    .replace(/^FI(?=\d{7}-?\d$)/i, '')
    .replace(/^(\d{7})(\d)$/, '$1-$2')

const weights = [7, 9, 10, 5, 8, 4, 2]

/** Undefined where the remainder is 1: such numbers are not issued. */
function checkDigit(digits: string): number | undefined {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  const remainder = sum % 11
  if (remainder === 1) return undefined
  return remainder === 0 ? 0 : 11 - remainder
}
