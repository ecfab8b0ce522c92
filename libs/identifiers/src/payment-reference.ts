import type { Brand } from '@sotevarmenne/kernel/brand'

/** Finnish reference number of a payment: 4 to 20 digits, the last is the check digit; no leading zero. */
export type ReferenceNumber = Brand<string, 'ReferenceNumber'>

/** The same as an ISO 11649 creditor reference: `RF`, two check digits, the reference number. */
export type CreditorReference = Brand<string, 'CreditorReference'>

/**
 * The reference number for a number: an integer of at least 100, which gives the min number of digits.
 * Weights 7, 3, 1 from the right (Finance Finland, "Forming a Finnish reference number").
 */
export function referenceNumberOf(number: number | bigint): ReferenceNumber {
  const digits = String(number)
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (weights[index % 3] ?? 0), 0)
  return `${digits}${String((10 - (sum % 10)) % 10)}` as ReferenceNumber
}

const weights = [7, 3, 1]

/**
 * ISO 11649: with `RF` and the check digits moved to the end, and letters as 10 to 35, the number is 1 modulo
 * 97.
 */
export function creditorReferenceOf(reference: ReferenceNumber): CreditorReference {
  const remainder = BigInt(`${reference}${letterNumbers}00`) % 97n
  return `RF${String(98n - remainder).padStart(2, '0')}${reference}` as CreditorReference
}

/** `R` and `F`. */
const letterNumbers = '2715'
