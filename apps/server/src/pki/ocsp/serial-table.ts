import { maxSerialBytes } from './fast-path-parser.ts'

/**
 * Maps a serial number to its row: rows are counted from 0 and never move. Serial numbers are in slabs, and
 * their rows in one hash table with open addressing, so that a million take some 40 MB and no object.
 */
export type SerialTable = {
  /** The row of the serial with this INTEGER content; -1 when it has none. */
  readonly find: (bytes: Uint8Array, at: number, length: number) => number
  /** The same; adds a row for a serial that has none. */
  readonly add: (bytes: Uint8Array, at: number, length: number) => number
  readonly size: () => number
  readonly lengthOf: (row: number) => number
  /** Copies the content of the serial's INTEGER. */
  readonly copy: (row: number, into: Uint8Array, at: number) => void
}

/** `seed` makes the hash unpredictable, so that nobody can choose many serials that collide. */
export function createSerialTable(seed: number): SerialTable {
  const slabs: Uint8Array[] = []
  /** Rows, from 1: 0 is an empty slot. */
  let places = new Uint32Array(1024)
  let size = 0

  const hashOf = (bytes: Uint8Array, at: number, length: number): number => {
    let hash = seed ^ length
    for (let index = 0; index < length; index += 1)
      hash = Math.imul(hash ^ (bytes[at + index] ?? 0), 0x01000193)
    hash ^= hash >>> 15
    hash = Math.imul(hash, 0x2c1b3c6d)
    return (hash ^ (hash >>> 13)) >>> 0
  }

  const isAt = (row: number, bytes: Uint8Array, at: number, length: number): boolean => {
    const slab = slabs[row >>> slabBits] ?? nothing
    const start = (row & slabMask) * stride
    if (slab[start] !== length) return false
    // From the end: serials of an older system may count up.
    for (let index = length - 1; index >= 0; index -= 1)
      if (slab[start + 1 + index] !== bytes[at + index]) return false
    return true
  }

  /** The slot of the serial, or the empty one where it would go. */
  const placeOf = (bytes: Uint8Array, at: number, length: number): number => {
    const mask = places.length - 1
    let place = hashOf(bytes, at, length) & mask
    for (;;) {
      const row = places[place] ?? 0
      if (row === 0 || isAt(row - 1, bytes, at, length)) return place
      place = (place + 1) & mask
    }
  }

  const grow = (): void => {
    places = new Uint32Array(places.length * 2)
    for (let row = 0; row < size; row += 1) {
      const slab = slabs[row >>> slabBits] ?? nothing
      const start = (row & slabMask) * stride
      places[placeOf(slab, start + 1, slab[start] ?? 0)] = row + 1
    }
  }

  return {
    find: (bytes, at, length) => (places[placeOf(bytes, at, length)] ?? 0) - 1,
    add: (bytes, at, length) => {
      if (length < 1 || length > maxSerialBytes)
        throw new RangeError(`no serial number has ${String(length)} bytes`)
      const place = placeOf(bytes, at, length)
      const found = places[place] ?? 0
      if (found > 0) return found - 1
      const row = size
      if ((row & slabMask) === 0) slabs.push(new Uint8Array(stride * rowsOfSlab))
      const slab = slabs[row >>> slabBits] ?? nothing
      const start = (row & slabMask) * stride
      slab[start] = length
      slab.set(bytes.subarray(at, at + length), start + 1)
      size += 1
      places[place] = size
      // At most two thirds full.
      if (size * 3 > places.length * 2) grow()
      return row
    },
    size: () => size,
    lengthOf: (row) => slabs[row >>> slabBits]?.[(row & slabMask) * stride] ?? 0,
    copy: (row, into, at) => {
      const slab = slabs[row >>> slabBits] ?? nothing
      const start = (row & slabMask) * stride
      const length = slab[start] ?? 0
      for (let index = 0; index < length; index += 1)
        into[at + index] = slab[start + 1 + index] ?? 0
    },
  }
}

/** The content of a serial number's INTEGER: with a leading zero where its first bit would be a sign. */
export function integerContent(serial: Uint8Array): Uint8Array {
  if ((serial[0] ?? 0) < 0x80) return serial
  const content = new Uint8Array(serial.length + 1)
  content.set(serial, 1)
  return content
}

const nothing = new Uint8Array(0)
export const slabBits = 14
/** 16,384. */
export const rowsOfSlab = 1 << slabBits
export const slabMask = rowsOfSlab - 1
/** A byte for the length, then the serial. */
const stride = 1 + maxSerialBytes
