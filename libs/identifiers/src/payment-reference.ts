import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

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

type ReferenceRefusal = { readonly kind: 'payment-reference-malformed' }

/**
 * Reads a reference as banks and people write it: with spaces and leading zeros, or as a creditor reference with its
 * check digits.
 */
export function parsePaymentReference(text: string): Result<ReferenceNumber, ReferenceRefusal> {
  const plain = text.replaceAll(/\s/g, '').toUpperCase()
  const [, rfCheck, digits = ''] = /^(RF\d\d)?0*([1-9]\d{3,19})$/.exec(plain) ?? []
  const reference = digits as ReferenceNumber
  const isRight =
    digits !== '' &&
    referenceNumberOf(BigInt(digits.slice(0, -1))) === reference &&
    (rfCheck === undefined || creditorReferenceOf(reference).startsWith(rfCheck))
  return isRight ? ok(reference) : refuse({ kind: 'payment-reference-malformed' })
}

/** The number that a reference was made of. */
export const numberOfReference = (reference: ReferenceNumber): number =>
  Number(reference.slice(0, -1))

/** `R` and `F`. */
const letterNumbers = '2715'
