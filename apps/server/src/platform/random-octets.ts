import { randomFillSync } from 'node:crypto'

/** Random octets of the system's generator, which is asked for many at once: each question costs as much as some hundred octets. */
export function randomOctets(count: number): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(count)
  if (count > pool.length) return randomFillSync(octets)
  if (from + count > pool.length) {
    randomFillSync(pool)
    from = 0
  }
  octets.set(pool.subarray(from, from + count))
  // Nobody finds here what somebody was given.
  pool.fill(0, from, from + count)
  from += count
  return octets
}

const pool = new Uint8Array(4096)
let from = pool.length
