import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { luhnFits } from './luhn.ts'

/** Registration number (rekisteröintinumero) of a professional in Terhikki or Suosikki: 11 digits, public, `1.2.246.537.26`. */
export type RegistrationNumber = Brand<string, 'RegistrationNumber'>

export type ReadRegistrationNumber = {
  readonly value: RegistrationNumber
  /**
   * Every number seen passes the Luhn check, but no source states the rule: a misfit is a warning, not a
   * refusal.
   */
  readonly luhnFits: boolean
}

/** Parses a registration number; its two leading zeros may be left out, as source files do. */
export function parseRegistrationNumber(
  text: string,
): Result<ReadRegistrationNumber, { readonly kind: 'not-a-registration-number' }> {
  const trimmed = text.trim()
  if (!/^\d{9,11}$/.test(trimmed)) return refuse({ kind: 'not-a-registration-number' })
  const digits = trimmed.padStart(11, '0')
  return ok({ value: digits as RegistrationNumber, luhnFits: luhnFits(digits) })
}
