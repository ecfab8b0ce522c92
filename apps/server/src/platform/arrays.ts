import { day, type Instant } from '@sotevarmenne/kernel/instant'
import pg from 'pg'

/*
 * A column of many rows as one parameter, `unnest(${textArray(…)}::text[], …)`. In the binary form of an
 * array, which needs no escaping: as JSON or as text, bytes double and every value is quoted here and
 * searched for quotes there.
 */

export const textArray = (values: readonly (string | undefined)[]): Buffer =>
  arrayOf(
    pg.types.builtins.TEXT,
    values.map((value) => (value === undefined ? undefined : Buffer.from(value, 'utf8'))),
  )

export const bytesArray = (values: readonly Uint8Array[]): Buffer =>
  arrayOf(pg.types.builtins.BYTEA, values)

/** Of `timestamptz`: microseconds since 2000 (PostgreSQL, `timestamptz_recv`). */
export const timestampArray = (values: readonly Instant[]): Buffer =>
  arrayOf(
    pg.types.builtins.TIMESTAMPTZ,
    values.map((at) => {
      const bytes = Buffer.allocUnsafe(8)
      bytes.writeBigInt64BE(BigInt(at - year2000) * 1000n)
      return bytes
    }),
  )

const year2000 = 10957 * day

/**
 * Number of dimensions, whether one is null, the type, length and lower bound, then each value after its
 * length; an empty array has no dimension (PostgreSQL, `array_recv`).
 */
function arrayOf(type: number, values: readonly (Uint8Array | undefined)[]): Buffer {
  const hasNull = values.includes(undefined)
  const head =
    values.length === 0 ? [0, 0, type] : [1, Number(hasNull), type, values.length, firstIndex]
  const length = values.reduce((sum, value) => sum + 4 + (value?.length ?? 0), 4 * head.length)
  const bytes = Buffer.allocUnsafe(length)
  let at = 0
  for (const number of head) at = bytes.writeInt32BE(number, at)
  for (const value of values) {
    at = bytes.writeInt32BE(value?.length ?? -1, at)
    if (value === undefined) continue
    bytes.set(value, at)
    at += value.length
  }
  return bytes
}

const firstIndex = 1
