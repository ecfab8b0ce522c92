import type { Brand } from '@sotevarmenne/kernel/brand'

/** Finnish reference number of a payment: 4 to 20 digits, the last of which checks the others; it does not begin with zero. */
export type ReferenceNumber = Brand<string, 'ReferenceNumber'>

/** The same as a creditor reference of ISO 11649: `RF`, two check digits, the reference number. */
export type CreditorReference = Brand<string, 'CreditorReference'>

/**
 * The reference number made of a number: a whole one from 100 on, so that it has the digits that it needs. Weights 7, 3, 1 from
 * the right (Finance Finland, "Forming a Finnish reference number").
 */
export function referenceNumberOf(number: number | bigint): ReferenceNumber {
  const digits = String(number)
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (weights[index % 3] ?? 0), 0)
  return `${digits}${String((10 - (sum % 10)) % 10)}` as ReferenceNumber
}

const weights = [7, 3, 1]

/** ISO 11649: the check digits make the whole, with `RF` behind and letters as 10 to 35, one more than a multiple of 97. */
export function creditorReferenceOf(reference: ReferenceNumber): CreditorReference {
  const remainder = BigInt(`${reference}${letterNumbers}00`) % 97n
  return `RF${String(98n - remainder).padStart(2, '0')}${reference}` as CreditorReference
}

/** `R` and `F`. */
const letterNumbers = '2715'
