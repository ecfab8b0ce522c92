/**
 * Serial numbers of a CRL, each of at most 255 bytes, in little memory: a million of 17 bytes take 25 MB at
 * most.
 */
export type SerialSet = {
  /** Adds the serial in the bytes between the two offsets. */
  readonly add: (bytes: Uint8Array, from: number, to: number) => void
  /** A serial that was added twice; undefined when there is none. */
  readonly findRepeated: () => Uint8Array | undefined
  /** Whether the serial was added. Scans a basket of some thousands: for occasional calls. */
  readonly has: (serial: Uint8Array) => boolean
  /** Bytes of memory in use. */
  readonly room: () => number
}

/**
 * Serials are put into baskets by their hash as they come, and compared at the end, one basket at a time: the
 * basket then fits the processor's cache. A single table would wait for memory at each lookup, three times as
 * long. `expected` is how many may come; it is a hint.
 */
export function createSerialSet(expected = 0): SerialSet {
  const count = basketsFor(expected)
  const room = Math.ceil((expected / count) * defaultRoom) + 64
  const first = emptyBasket(room)
  const baskets = [first, ...Array.from({ length: count - 1 }, () => emptyBasket(room))]
  const mask = count - 1
  const basketOf = (bytes: Uint8Array, from: number, to: number): Basket =>
    baskets[(hashOf(bytes, from, to) >>> 24) & mask] ?? first

  return {
    add: (bytes, from, to) => {
      const basket = basketOf(bytes, from, to)
      const { end } = basket
      const length = to - from
      if (end + 1 + length > basket.bytes.length) {
        const larger = new Uint8Array(2 * (end + 1 + length))
        larger.set(basket.bytes)
        basket.bytes = larger
      }
      const { bytes: content } = basket
      content[end] = length
      for (let index = 0; index < length; index += 1)
        content[end + 1 + index] = bytes[from + index] ?? 0
      basket.end = end + 1 + length
      basket.count += 1
    },
    findRepeated: () => {
      let places = new Uint32Array(0)
      for (const basket of baskets) {
        // At most half full: a lookup then probes one or two places.
        if (places.length < 2 * basket.count) places = new Uint32Array(powerOfTwo(2 * basket.count))
        else places.fill(0)
        const repeated = repeatedIn(basket, places)
        if (repeated !== undefined) return repeated
      }
      return undefined
    },
    has: (serial) => isIn(basketOf(serial, 0, serial.length), serial),
    room: () => baskets.reduce((sum, { bytes }) => sum + bytes.length, 0),
  }
}

type Basket = {
  /** Each serial after its length. */
  bytes: Uint8Array
  end: number
  count: number
}

const emptyBasket = (room: number): Basket => ({ bytes: new Uint8Array(room), end: 0, count: 0 })

/** Baskets of some four thousand serials each; at most as many as eight bits of a hash distinguish. */
const basketsFor = (expected: number): number => Math.min(256, powerOfTwo(expected / 4096))

/** Bytes for a serial of ours and its length, plus a tenth: baskets fill unevenly. */
const defaultRoom = 20

const powerOfTwo = (atMin: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, atMin)))

/** Open addressing: a place has the position of a serial plus one; zero: it is free. */
function repeatedIn({ bytes, end }: Basket, places: Uint32Array): Uint8Array | undefined {
  const mask = places.length - 1
  for (let at = 0, next = 0; at < end; at = next) {
    next = at + 1 + (bytes[at] ?? 0)
    let place = hashOf(bytes, at + 1, next) & mask
    for (let other = places[place] ?? 0; other !== 0; other = places[place] ?? 0) {
      if (isSame(bytes, other - 1, bytes, at, next)) return bytes.slice(at + 1, next)
      place = (place + 1) & mask
    }
    places[place] = at + 1
  }
  return undefined
}

function isIn({ bytes, end }: Basket, serial: Uint8Array): boolean {
  for (let at = 0; at < end; at += 1 + (bytes[at] ?? 0))
    if (bytes[at] === serial.length && isSame(bytes, at + 1, serial, 0, serial.length)) return true
  return false
}

/** FNV-1a over the bytes, folded so that the low bits depend on all. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** Whether the bytes at one offset equal those of `other` between the two offsets. */
function isSame(
  bytes: Uint8Array,
  one: number,
  other: Uint8Array,
  from: number,
  to: number,
): boolean {
  for (let index = 0; index < to - from; index += 1)
    if (bytes[one + index] !== other[from + index]) return false
  return true
}
