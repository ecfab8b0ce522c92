import fc from 'fast-check'

/** How the bytes of a kind are damaged: any byte, elements of DER, or lines and characters of a text. */
export type Shape = 'bytes' | 'der' | 'text'

/**
 * Valid bytes of one kind, damaged. Changes are numbers that are applied to the sample, so that a failing
 * input shrinks to the fewest and smallest changes.
 */
export function damaged(samples: readonly Uint8Array[], shape: Shape): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: 0xffffff })
  const change = fc.record({
    kind: fc.constantFrom(...kinds[shape]),
    at: place,
    other: place,
    byte: fc.oneof(fc.constantFrom(...notableBytes), fc.nat({ max: 255 })),
    length: fc.oneof(fc.nat({ max: 8 }), fc.nat({ max: 300 })),
  })
  return fc
    .tuple(fc.constantFrom(...samples.keys()), fc.array(change, { minLength: 0, maxLength: 5 }))
    .map(([index, changes]) =>
      changes.reduce((bytes, one) => apply(bytes, one, samples), samples[index] ?? nothing),
    )
}

type Change<Kind = (typeof kinds)[Shape][number]> = {
  readonly kind: Kind
  readonly at: number
  readonly other: number
  readonly byte: number
  readonly length: number
}

const ofBytes = ['set', 'flip', 'cut', 'insert', 'copy', 'truncate', 'splice', 'repeat'] as const
const ofDer = ['tag', 'length', 'drop', 'double', 'swap', 'graft', 'refill', 'wrap'] as const
type OfDer = (typeof ofDer)[number]
const ofText = ['mark', 'digits'] as const
const kinds = {
  bytes: ofBytes,
  der: [...ofBytes, ...ofDer, ...ofDer],
  text: [...ofBytes, ...ofText, ...ofText],
} as const

const notableBytes = [0, 1, 0x0a, 0x0d, 0x20, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xff]
const marks = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ',',
  ':',
  'null',
  '1e999',
  '\u0000',
  '=',
  '\r\n',
  '\u{1f600}',
]
const nothing = new Uint8Array(0)
/** Larger inputs say nothing more, and take the time of many small ones. */
const maxBytes = 64 * 1024

const isOfDer = (kind: Change['kind']): kind is OfDer => ofDer.some((each) => each === kind)

function apply(bytes: Uint8Array, change: Change, samples: readonly Uint8Array[]): Uint8Array {
  const { kind, other, byte, length } = change
  const at = change.at % (bytes.length + 1)
  const stranger = samples[other % samples.length] ?? nothing
  const replace = (count: number, ...parts: readonly Uint8Array[]): Uint8Array =>
    joined(bytes.subarray(0, at), ...parts, bytes.subarray(at + count)).slice(0, maxBytes)
  if (isOfDer(kind)) return changeDer(bytes, { ...change, kind }, stranger).slice(0, maxBytes)
  switch (kind) {
    case 'set':
      return at === bytes.length ? bytes : bytes.with(at, byte)
    case 'flip':
      return at === bytes.length ? bytes : bytes.with(at, (bytes[at] ?? 0) ^ (1 << (byte & 7)))
    case 'cut':
      return replace(length)
    case 'insert':
      return replace(0, Uint8Array.of(byte))
    case 'copy':
      return replace(0, bytes.subarray(other % (bytes.length + 1)).subarray(0, length))
    case 'truncate':
      return bytes.subarray(0, at)
    case 'splice':
      return replace(length, stranger.subarray(other % (stranger.length + 1)).subarray(0, length))
    case 'repeat':
      return replace(0, new Uint8Array(length * 16).fill(byte))
    case 'mark':
      return replace(byte % 3, Buffer.from(marks[other % marks.length] ?? ''))
    case 'digits':
      return replace(byte % 3, Buffer.from('9'.repeat(1 + (length % 40))))
  }
}

/** One element, wherever it stands; written here a second time, so that no reader is tested with itself. */
type Element = { tag: number; content: Uint8Array; children?: Element[] }

/**
 * Changes the tree and writes it again, with right lengths around the change: what is wrong is then the
 * structure, far behind the check of lengths.
 */
function changeDer(
  bytes: Uint8Array,
  { kind, at, byte, length }: Change<OfDer>,
  other: Uint8Array,
): Uint8Array {
  const tree = elementsOf(bytes)
  if (tree === undefined) return bytes
  const places = [...everyPlace(tree)]
  const place = places[at % Math.max(places.length, 1)]
  if (place === undefined) return bytes
  const { among, index } = place
  const chosen = among[index]
  if (chosen === undefined) return bytes
  const strangers = [...everyPlace(elementsOf(other) ?? [])]
  const stranger = strangers[length % Math.max(strangers.length, 1)]
  switch (kind) {
    case 'tag':
      chosen.tag = byte
      break
    case 'drop':
      among.splice(index, 1)
      break
    case 'double':
      among.splice(index, 0, chosen)
      break
    case 'swap':
      among.push(...among.splice(index, 1))
      break
    case 'graft':
      if (stranger) among[index] = stranger.among[stranger.index] ?? chosen
      break
    case 'refill':
      among[index] = { tag: chosen.tag & ~0x20, content: new Uint8Array(length % 40).fill(byte) }
      break
    case 'wrap':
      for (let level = 0; level < length % 40; level += 1)
        among[index] = { tag: 0x30, content: nothing, children: [among[index] ?? chosen] }
      break
    case 'length': {
      // A length that is not the content's: indefinite, too long, or not in the shortest form.
      const content = contentOf(chosen)
      const lengths = [
        [0x80],
        [0x84, 0x7f, 0xff, 0xff, 0xff],
        [0x81, content.length & 0x7f],
        [byte],
      ]
      const raw = joined(Uint8Array.of(chosen.tag, ...(lengths[length % 4] ?? [])), content)
      among[index] = { tag: -1, content: raw }
    }
  }
  return joined(...tree.map(encode))
}

function* everyPlace(among: Element[]): Generator<{ among: Element[]; index: number }> {
  for (const [index, { children }] of among.entries()) {
    yield { among, index }
    if (children) yield* everyPlace(children)
  }
}

/** Undefined where the bytes are no definite-length elements to their end. */
function elementsOf(bytes: Uint8Array, depth = 0): Element[] | undefined {
  const elements: Element[] = []
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0
    const first = bytes[at + 1] ?? 0x80
    const more = first < 0x80 ? 0 : first & 0x7f
    if ((tag & 0x1f) === 0x1f || first === 0x80 || more > 4) return undefined
    let length = more === 0 ? first : 0
    for (const byte of bytes.subarray(at + 2, at + 2 + more)) length = length * 256 + byte
    const from = at + 2 + more
    at = from + length
    if (at > bytes.length || depth > 40) return undefined
    const content = bytes.subarray(from, at)
    const children = (tag & 0x20) === 0 ? undefined : elementsOf(content, depth + 1)
    elements.push({ tag, content, ...(children && { children }) })
  }
  return elements
}

const contentOf = ({ content, children }: Element): Uint8Array =>
  children ? joined(...children.map(encode)) : content

function encode(element: Element): Uint8Array {
  if (element.tag < 0) return element.content
  const content = contentOf(element)
  const { length } = content
  const digits = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : longLength(length)
  return joined(Uint8Array.of(element.tag, ...digits), content)
}

const longLength = (length: number): readonly number[] =>
  length < 0x10000
    ? [0x82, length >> 8, length & 0xff]
    : [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]

export const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts))
