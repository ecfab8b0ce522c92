import type { CardNumber } from '../contract.ts'

export const parseCardNumber = (text: string): CardNumber | undefined =>
  /^\d{17}$/.test(text) ? (text as CardNumber) : undefined

/** Easily guessed codes of eight digits: a run up or down, or four digits twice, be it a pair or one digit. */
export function isGuessableCode(code: string): boolean {
  if ('01234567890123456789'.includes(code) || '98765432109876543210'.includes(code)) return true
  return code === code.slice(0, 4).repeat(2)
}
