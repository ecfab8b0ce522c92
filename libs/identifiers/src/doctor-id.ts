import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { luhnFits } from './luhn.ts'

/** Identification code (yksilöintitunnus) of physicians, dentists and others who prescribe: 6 digits, `1.2.246.537.25`. */
export type DoctorId = Brand<string, 'DoctorId'>

export type ReadDoctorId = {
  readonly value: DoctorId
  /**
   * Every code seen passes the Luhn check, but no source states the rule: a misfit is a warning, not a
   * refusal.
   */
  readonly luhnFits: boolean
}

/** Parses a Doctor ID. */
export function parseDoctorId(
  text: string,
): Result<ReadDoctorId, { readonly kind: 'not-a-doctor-id' }> {
  const digits = text.trim()
  if (!/^\d{6}$/.test(digits)) return refuse({ kind: 'not-a-doctor-id' })
  return ok({ value: digits as DoctorId, luhnFits: luhnFits(digits) })
}
