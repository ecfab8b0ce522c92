import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type SerialRange = { readonly firstSerial: string; readonly lastSerial: string }

export type RangeRefusal =
  { readonly kind: 'range-backwards' } | { readonly kind: 'range-too-long'; readonly most: number }

/** Every serial from the first to the last, both included. */
export function serialsBetween({
  firstSerial,
  lastSerial,
}: SerialRange): Result<readonly string[], RangeRefusal> {
  const first = BigInt(`0x${firstSerial}`)
  const count = BigInt(`0x${lastSerial}`) - first + 1n
  if (count < 1n) return refuse({ kind: 'range-backwards' })
  if (count > BigInt(mostInRange)) return refuse({ kind: 'range-too-long', most: mostInRange })

  return ok(Array.from({ length: Number(count) }, (_, index) => serialOf(first + BigInt(index))))
}

/** Blanks in one delivery or move. */
const mostInRange = 10_000

const serialOf = (serial: bigint): string => serial.toString(16).toUpperCase().padStart(20, '0')

/** Whether so few are left that a new delivery should be ordered. */
export const isLow = (inStock: number, lowAt: number): boolean => inStock <= lowAt
