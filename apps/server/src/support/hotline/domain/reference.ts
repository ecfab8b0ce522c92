import { luhnFits } from '@sotevarmenne/identifiers/luhn'
import type { CallReference } from '../contract.ts'

/**
 * The reference of the nth call: seven digits without a leading zero, and a Luhn check digit that finds a
 * misheard one.
 */
export function referenceOf(serial: number): CallReference {
  const digits = String(firstNumber + serial)
  const check = [...Array(10).keys()].find((digit) => luhnFits(`${digits}${String(digit)}`))
  return `${digits}${String(check)}` as CallReference
}

/** As typed, with spaces and hyphens allowed; undefined when malformed or misheard. */
export function readReference(typed: string): CallReference | undefined {
  const digits = typed.replaceAll(/[\s-]/g, '')
  return /^\d{8,}$/.test(digits) && luhnFits(digits) ? (digits as CallReference) : undefined
}

const firstNumber = 1_000_000
