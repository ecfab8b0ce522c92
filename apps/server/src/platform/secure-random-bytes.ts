import { randomFillSync } from 'node:crypto'

/** Random bytes of the system's generator, fetched in bulk: each call costs as much as some hundred bytes. */
export function secureRandomBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count)
  if (count > pool.length) return randomFillSync(bytes)
  if (from + count > pool.length) {
    randomFillSync(pool)
    from = 0
  }
  bytes.set(pool.subarray(from, from + count))
  // Bytes that were given out can't be read here afterwards.
  pool.fill(0, from, from + count)
  from += count
  return bytes
}

const pool = new Uint8Array(4096)
let from = pool.length
