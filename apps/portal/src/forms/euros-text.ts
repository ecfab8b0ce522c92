/** An amount as people type it, `40`, `40,5`, `1 234.50 €`, in cents; undefined when it is not an amount. */
export function readEuros(typed: string, maxDigits = 5): number | undefined {
  const [, euros, cents = ''] =
    /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(typed.replaceAll(/[\s\u00a0€]/g, '')) ?? []
  return euros === undefined || euros.length > maxDigits
    ? undefined
    : Number(euros) * 100 + Number(cents.padEnd(2, '0'))
}

/** A share as people type it, `25,5` or `0 %`, in thousandths; undefined when it is not a share. */
export function readPercent(typed: string): number | undefined {
  const [, whole, tenth = '0'] =
    /^(\d{1,2})(?:[.,](\d))?$/.exec(typed.replaceAll(/[\s\u00a0%]/g, '')) ?? []
  return whole === undefined ? undefined : Number(whole) * 10 + Number(tenth)
}

/** An amount and a share as the fields have them when they open. */
export const writeEuros = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',')
export const writePercent = (permille: number): string => String(permille / 10).replace('.', ',')
