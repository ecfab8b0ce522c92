import { luhnFits } from '@sotevarmenne/identifiers/luhn'
import type { CallReference } from '../contract.ts'

/** The reference of the nth call: seven digits that do not begin with zero, and a check that finds one that was misheard (Luhn). */
export function referenceOf(serial: number): CallReference {
  const digits = String(firstNumber + serial)
  const check = [...Array(10).keys()].find((digit) => luhnFits(`${digits}${String(digit)}`))
  return `${digits}${String(check)}` as CallReference
}

/** As it was typed, spaces and hyphens forgiven; undefined when it is none, or was misheard. */
export function readReference(typed: string): CallReference | undefined {
  const digits = typed.replaceAll(/[\s-]/g, '')
  return /^\d{8,}$/.test(digits) && luhnFits(digits) ? (digits as CallReference) : undefined
}

const firstNumber = 1_000_000
