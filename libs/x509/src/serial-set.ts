/** Serial numbers that were met, each of at most 255 octets, in little memory: a million of 17 octets take 50 MB at most. */
export type SerialSet = {
  /** Adds the serial in the octets from here up to there; whether it was not in the set yet. */
  readonly add: (bytes: Uint8Array, from: number, to: number) => boolean
}

/**
 * Open addressing over one slab: a JavaScript Set of a million texts takes three times the room and time. `expected` is
 * how many may come; it is a hint.
 */
export function createSerialSet(expected = 0): SerialSet {
  /** Each serial behind its length. */
  let slab = new Uint8Array(1 << 12)
  let end = 0
  /** Where a serial stands in the slab, plus one, with a few bits of its hash above; zero: the place is free. */
  let places = new Uint32Array(placesFor(expected))
  let count = 0

  const grow = (): void => {
    const before = places
    places = new Uint32Array(before.length * 2)
    const mask = places.length - 1
    for (const place of before) {
      if (place === 0) continue
      const stored = place & positionMask
      let at = hashOf(slab, stored, stored + (slab[stored - 1] ?? 0)) & mask
      while (places[at] !== 0) at = (at + 1) & mask
      places[at] = place
    }
  }

  return {
    add: (bytes, from, to) => {
      const length = to - from
      const mask = places.length - 1
      const hash = hashOf(bytes, from, to)
      const tag = hash & ~positionMask
      let at = hash & mask
      for (let place = places[at] ?? 0; place !== 0; place = places[at] ?? 0) {
        // Another serial nearly always differs here already: to look into the slab is to wait for memory.
        const isSame = ((place ^ tag) & ~positionMask) === 0
        if (isSame && isAt(slab, (place & positionMask) - 1, bytes, from, length)) return false
        at = (at + 1) & mask
      }
      if (end + 1 > positionMask) throw new RangeError('more serial numbers than a set holds')
      if (end + 1 + length > slab.length) {
        const larger = new Uint8Array(slab.length * 2)
        larger.set(slab)
        slab = larger
      }
      slab[end] = length
      for (let index = 0; index < length; index += 1)
        slab[end + 1 + index] = bytes[from + index] ?? 0
      places[at] = tag | (end + 1)
      end += 1 + length
      count += 1
      // Half full at most: a look then meets a place or two.
      if (count * 2 > places.length) grow()
      return true
    },
  }
}

/** 128 MB of serials, far more than a list may have; the five bits above are the hash's. */
const positionMask = 0x7ffffff

/** A power of two, at least twice the number; for a claim of millions only so many as come are ever touched. */
const placesFor = (expected: number): number =>
  2 ** Math.ceil(Math.log2(Math.max(256, expected * 2)))

/** FNV-1a over the octets, folded so that the low bits, which choose the place, depend on all. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

function isAt(
  slab: Uint8Array,
  at: number,
  bytes: Uint8Array,
  from: number,
  length: number,
): boolean {
  if (slab[at] !== length) return false
  for (let index = 0; index < length; index += 1)
    if (slab[at + 1 + index] !== bytes[from + index]) return false
  return true
}
