import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CreditorReference, ReferenceNumber } from './payment-reference.ts'

/**
 * The 54 digits of a bank bar code (Finance Finland, “Pankkiviivakoodi-opas”): version 4 for a Finnish reference number,
 * 5 for a creditor reference (ISO 11649). People type or paste them into their bank as the virtual bar code. Only
 * Finnish accounts have one. An amount beyond the six digits of whole euros is left to the payer: zeros.
 */
export function bankBarCodeOf({
  iban,
  cents,
  reference,
  dueOn,
}: {
  readonly iban: string
  readonly cents: number
  readonly reference: ReferenceNumber | CreditorReference
  readonly dueOn: LocalDate
}): string | undefined {
  const [, account] = /^FI(\d{16})$/.exec(iban) ?? []
  if (account === undefined) return undefined
  const amount = cents > 0 && cents < 100_000_000 ? cents : 0
  const payment = `${account}${String(amount).padStart(8, '0')}`
  const due = dueOn.slice(2).replaceAll('-', '')
  return reference.startsWith('RF')
    ? `5${payment}${reference.slice(2, 4)}${reference.slice(4).padStart(21, '0')}${due}`
    : `4${payment}000${reference.padStart(20, '0')}${due}`
}

/**
 * Widths of bars and spaces in turn, in modules: Code 128 (ISO/IEC 15417) by its code set C, which has a character for
 * each pair of digits.
 */
export function code128Of(digits: string): readonly number[] {
  const pairs = (digits.match(/\d\d/g) ?? []).map(Number)
  const sum = pairs.reduce((total, value, at) => total + value * (at + 1), startC)
  return [startC, ...pairs, sum % 103, stop].flatMap((value) =>
    Array.from(patterns[value] ?? '', Number),
  )
}

const startC = 105
const stop = 106

/** ISO/IEC 15417, table 1: by value, the widths of each character's bars and spaces. */
const patterns = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ')
