import { day, type Instant } from '@sotevarmenne/kernel/instant'
import pg from 'pg'

/*
 * A column of many rows as one parameter, `unnest(${textArray(…)}::text[], …)`. In the binary form of an array, which neither
 * side has to spell: as JSON or as text, octets double and every value is quoted here and searched for quotes there.
 */

export const textArray = (values: readonly (string | undefined)[]): Buffer =>
  arrayOf(
    pg.types.builtins.TEXT,
    values.map((value) => (value === undefined ? undefined : Buffer.from(value, 'utf8'))),
  )

export const octetsArray = (values: readonly Uint8Array[]): Buffer =>
  arrayOf(pg.types.builtins.BYTEA, values)

/** Of `timestamptz`: microseconds since 2000 (PostgreSQL, `timestamptz_recv`). */
export const timestampArray = (values: readonly Instant[]): Buffer =>
  arrayOf(
    pg.types.builtins.TIMESTAMPTZ,
    values.map((at) => {
      const octets = Buffer.allocUnsafe(8)
      octets.writeBigInt64BE(BigInt(at - year2000) * 1000n)
      return octets
    }),
  )

const year2000 = 10957 * day

/**
 * Dimensions, whether one is null, the type, how many from which index on, then each value behind its length; of none, no
 * dimension (PostgreSQL, `array_recv`).
 */
function arrayOf(type: number, values: readonly (Uint8Array | undefined)[]): Buffer {
  const hasNull = values.includes(undefined)
  const head =
    values.length === 0 ? [0, 0, type] : [1, Number(hasNull), type, values.length, firstIndex]
  const length = values.reduce((sum, value) => sum + 4 + (value?.length ?? 0), 4 * head.length)
  const octets = Buffer.allocUnsafe(length)
  let at = 0
  for (const number of head) at = octets.writeInt32BE(number, at)
  for (const value of values) {
    at = octets.writeInt32BE(value?.length ?? -1, at)
    if (value === undefined) continue
    octets.set(value, at)
    at += value.length
  }
  return octets
}

const firstIndex = 1
