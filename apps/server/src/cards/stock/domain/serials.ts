import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type SerialRange = { readonly firstSerial: string; readonly lastSerial: string }

export type RangeRefusal =
  { readonly kind: 'range-backwards' } | { readonly kind: 'range-too-long'; readonly max: number }

/** Every serial number from the first to the last, both included. */
export function serialsBetween({
  firstSerial,
  lastSerial,
}: SerialRange): Result<readonly string[], RangeRefusal> {
  const first = BigInt(`0x${firstSerial}`)
  const count = BigInt(`0x${lastSerial}`) - first + 1n
  if (count < 1n) return refuse({ kind: 'range-backwards' })
  if (count > BigInt(maxInRange)) return refuse({ kind: 'range-too-long', max: maxInRange })

  return ok(Array.from({ length: Number(count) }, (_, index) => serialOf(first + BigInt(index))))
}

/** Maximum number of blank cards in one delivery or move. */
const maxInRange = 10_000

const serialOf = (serial: bigint): string => serial.toString(16).toUpperCase().padStart(20, '0')

/** Whether a new delivery should be ordered. */
export const isLow = (inStock: number, lowAt: number): boolean => inStock <= lowAt
