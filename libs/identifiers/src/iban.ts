/**
 * ISO 13616: with the first four characters moved to the end and letters as 10 to 35, the number is 1 modulo
 * 97.
 */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{10,30}$/.test(text)) return false
  const turned = `${text.slice(4)}${text.slice(0, 4)}`
  const number = turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(number) % 97n === 1n
}

/** As stored: without spaces, in capitals. */
export const compactIban = (typed: string): string => typed.replaceAll(/\s/g, '').toUpperCase()
