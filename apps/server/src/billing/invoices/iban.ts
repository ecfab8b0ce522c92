/** ISO 13616: as a number, with the first four signs behind and letters as 10 to 35, it is one more than a multiple of 97. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{10,30}$/.test(text)) return false
  const turned = `${text.slice(4)}${text.slice(0, 4)}`
  const number = turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(number) % 97n === 1n
}
