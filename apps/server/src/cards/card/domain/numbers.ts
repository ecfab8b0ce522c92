import type { CardNumber } from '../contract.ts'

export const parseCardNumber = (text: string): CardNumber | undefined =>
  /^\d{17}$/.test(text) ? (text as CardNumber) : undefined

/** Easily guessed codes: one digit eight times, a run up or down, a pair or four digits repeated. */
export function isGuessableCode(code: string): boolean {
  if ('01234567890123456789'.includes(code) || '98765432109876543210'.includes(code)) return true
  return [1, 2, 4].some((length) => code === code.slice(0, length).repeat(code.length / length))
}
