import type { RightsRegisterName } from '@sotevarmenne/api/orders'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

/** A right as the rules need it; `validTo` is inclusive and absent when the right has no end. */
export type RightFacts = {
  readonly rightId: string
  readonly register: RightsRegisterName
  readonly code: string
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
  /** Whether its holder may prescribe, by the register. */
  readonly mayPrescribe?: boolean
}

/**
 * Rules for rights to practise, by their codes in Terhikki: Suosikki knows no Doctor ID. Configuration, which case
 * officers change under dual control (R340).
 */
export type RightRules = {
  /** Rights whose every holder has a Doctor ID. */
  readonly doctorId: readonly string[]
  /** The two rights that may have a card each: physician and dentist. */
  readonly together: readonly string[]
}

/**
 * Whether the holder of such a right has a Doctor ID, so that a card without it could not sign what the holder
 * may sign (R8). Valvira gave it to physicians, medical students with a limited
 * right and dentists, and to those nurses, dental hygienists and opticians
 * who are entitled to prescribe.
 */
export const needsDoctorId = (
  { register, code, mayPrescribe = false }: Pick<RightFacts, 'register' | 'code' | 'mayPrescribe'>,
  { doctorId }: RightRules,
): boolean => mayPrescribe || (register === 'TERHIKKI' && doctorId.includes(code))
