/** Serial numbers of a list, each of at most 255 octets, in little memory: a million of 17 octets take 25 MB at most. */
export type SerialSet = {
  /** Adds the serial in the octets from here up to there. */
  readonly add: (bytes: Uint8Array, from: number, to: number) => void
  /** One that was added twice; undefined when none was. */
  readonly findRepeated: () => Uint8Array | undefined
  /** Whether the serial was added. Goes through a basket, some thousands of them: for who asks now and then. */
  readonly has: (serial: Uint8Array) => boolean
  /** Octets of memory that are taken. */
  readonly room: () => number
}

/**
 * Serials are laid into baskets as they come, by their hash, and compared at the end, a basket at a time: what is looked up
 * then is near the processor. One table of all waits for memory with each look, three times as long. `expected` is how many may
 * come; it is a hint.
 */
export function createSerialSet(expected = 0): SerialSet {
  const count = basketsFor(expected)
  const room = Math.ceil((expected / count) * usualRoom) + 64
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
      if (end + 1 + length > basket.octets.length) {
        const larger = new Uint8Array(2 * (end + 1 + length))
        larger.set(basket.octets)
        basket.octets = larger
      }
      const { octets } = basket
      octets[end] = length
      for (let index = 0; index < length; index += 1)
        octets[end + 1 + index] = bytes[from + index] ?? 0
      basket.end = end + 1 + length
      basket.count += 1
    },
    findRepeated: () => {
      let places = new Uint32Array(0)
      for (const basket of baskets) {
        // Half full at most: a look then meets a place or two.
        if (places.length < 2 * basket.count) places = new Uint32Array(powerOfTwo(2 * basket.count))
        else places.fill(0)
        const repeated = repeatedIn(basket, places)
        if (repeated !== undefined) return repeated
      }
      return undefined
    },
    has: (serial) => isIn(basketOf(serial, 0, serial.length), serial),
    room: () => baskets.reduce((sum, { octets }) => sum + octets.length, 0),
  }
}

type Basket = {
  /** Each serial behind its length. */
  octets: Uint8Array
  end: number
  count: number
}

const emptyBasket = (room: number): Basket => ({ octets: new Uint8Array(room), end: 0, count: 0 })

/** Of some four thousand serials each; as many as eight bits of a hash tell apart. */
const basketsFor = (expected: number): number => Math.min(256, powerOfTwo(expected / 4096))

/** Octets for a serial of ours and its length, and a tenth more: no basket gets as many as another. */
const usualRoom = 20

const powerOfTwo = (atLeast: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)))

/** Open addressing: a place says where a serial stands, plus one; zero: it is free. */
function repeatedIn({ octets, end }: Basket, places: Uint32Array): Uint8Array | undefined {
  const mask = places.length - 1
  for (let at = 0, next = 0; at < end; at = next) {
    next = at + 1 + (octets[at] ?? 0)
    let place = hashOf(octets, at + 1, next) & mask
    for (let other = places[place] ?? 0; other !== 0; other = places[place] ?? 0) {
      if (isSame(octets, other - 1, octets, at, next)) return octets.slice(at + 1, next)
      place = (place + 1) & mask
    }
    places[place] = at + 1
  }
  return undefined
}

function isIn({ octets, end }: Basket, serial: Uint8Array): boolean {
  for (let at = 0; at < end; at += 1 + (octets[at] ?? 0))
    if (octets[at] === serial.length && isSame(octets, at + 1, serial, 0, serial.length))
      return true
  return false
}

/** FNV-1a over the octets, folded so that the low bits depend on all. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** Whether the octets at one place are those of `other` from here up to there. */
function isSame(
  octets: Uint8Array,
  one: number,
  other: Uint8Array,
  from: number,
  to: number,
): boolean {
  for (let index = 0; index < to - from; index += 1)
    if (octets[one + index] !== other[from + index]) return false
  return true
}
