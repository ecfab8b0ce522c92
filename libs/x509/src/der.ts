import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { hexOf } from './hex.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

/*
 * DER (X.690 § 8, § 10, § 11), encoder and parser. The encoders take finished parts, sum their lengths and
 * fill one buffer. They throw on values that DER can't contain: those come from our own code, never from
 * outside. The parser refuses.
 */

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => element(0x30, parts)

/** A SET OF: its members are in the order of their bytes (X.690 § 11.6). */
export const set = (...members: readonly Uint8Array[]): Uint8Array =>
  element(0x31, members.length < 2 ? members : members.toSorted(compareBytes))

/** A constructed context-specific element: an EXPLICIT tag, or an IMPLICIT one over a SEQUENCE. */
export const contextual = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  element(0xa0 | tag, parts)

/** A primitive context-specific element: an IMPLICIT tag over a string, a number or similar. */
export const contextualPrimitive = (tag: number, content: Uint8Array): Uint8Array =>
  element(0x80 | tag, [content])

/** An INTEGER. Bytes are taken as an unsigned number, most significant first; leading zeros are dropped. */
export const integer = (value: bigint | number | Uint8Array): Uint8Array =>
  element(0x02, [integerContent(value)])

export const enumerated = (value: number): Uint8Array => element(0x0a, [integerContent(value)])

export const boolean = (value: boolean): Uint8Array => Uint8Array.of(0x01, 1, value ? 0xff : 0)

export const nullValue = (): Uint8Array => Uint8Array.of(0x05, 0)

export const octetString = (bytes: Uint8Array): Uint8Array => element(0x04, [bytes])

/** A BIT STRING of whole bytes, less the unused bits at the end of the last one; those must be zero. */
export const bitString = (bytes: Uint8Array, unusedBits = 0): Uint8Array =>
  element(0x03, [Uint8Array.of(unusedBits), bytes])

/** A BIT STRING of named flags: bit 0 is the first; trailing zeros are dropped (X.690 § 11.2.2). */
export function namedBits(bits: readonly number[]): Uint8Array {
  if (bits.length === 0) return bitString(new Uint8Array(0))
  const last = Math.max(...bits)
  const bytes = new Uint8Array((last >> 3) + 1)
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  return bitString(bytes, 7 - (last & 7))
}

/** An OBJECT IDENTIFIER from its dotted text. Throws when the text is malformed. */
export function oid(dotted: string): Uint8Array {
  const written = writtenOids.get(dotted)
  if (written !== undefined) return written
  const der = element(0x06, [oidContent(dotted)])
  if (writtenOids.size < 1000) writtenOids.set(dotted, der)
  return der
}

/** Cache: certificates repeat the same few identifiers. */
const writtenOids = new Map<string, Uint8Array>()

export const utf8String = (text: string): Uint8Array => element(0x0c, [encodeUtf8(text)])

/** A PrintableString. Throws on characters outside its alphabet (X.680 § 41.4). */
export function printableString(text: string): Uint8Array {
  if (!isPrintable(text))
    throw new RangeError('text has characters that a PrintableString can’t contain')
  return element(0x13, [asciiContent(text)])
}

export const ia5String = (text: string): Uint8Array => element(0x16, [asciiContent(text)])

/** Whether an IA5String can contain the text. */
export const isAscii = (text: string): boolean => !/[\u0080-\uffff]/.test(text)

/**
 * An X.509 Time: UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 § 4.1.2.5). Fractions of a second
 * are truncated.
 */
export function time(at: Instant): Uint8Array {
  const written = writtenTimes.get(at)
  if (written !== undefined) return written
  const der = at >= startOf1950 && at < startOf2050 ? utcTime(at) : generalizedTime(at)
  if (writtenTimes.size === 100) writtenTimes.clear()
  writtenTimes.set(at, der)
  return der
}

/** Cache: certificates issued one after another begin in the same second and end with the same day. */
const writtenTimes = new Map<Instant, Uint8Array>()

export const utcTime = (at: Instant): Uint8Array =>
  element(0x17, [asciiContent(digitsOfTime(at).slice(2))])

export const generalizedTime = (at: Instant): Uint8Array =>
  element(0x18, [asciiContent(digitsOfTime(at))])

/** Joins byte strings. */
export function concatenate(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(totalLength(parts))
  copyParts(bytes, 0, parts)
  return bytes
}

/** The number of bytes of an element's tag and length, for this content length. */
export const headerLength = (contentLength: number): number =>
  contentLength < 0x80
    ? 2
    : contentLength < 0x100
      ? 3
      : contentLength < 0x10000
        ? 4
        : longHeader(contentLength)

/** Writes the tag and length of an element at the offset; returns the offset of its content. */
export function writeHeader(
  into: Uint8Array,
  at: number,
  tag: number,
  contentLength: number,
): number {
  into[at] = tag
  if (contentLength < 0x80) {
    into[at + 1] = contentLength
    return at + 2
  }
  const bytes = headerLength(contentLength) - 2
  into[at + 1] = 0x80 | bytes
  for (let index = 0; index < bytes; index += 1)
    into[at + 2 + index] = contentLength >>> (8 * (bytes - 1 - index))
  return at + 2 + bytes
}

/** Whether two byte strings are the same. Not for secrets: it stops at the first difference. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false
  return true
}

/** One parsed element. Its structure and the values of universal types are verified to be valid DER. */
export type DerNode = {
  readonly tagClass: (typeof tagClasses)[number]
  readonly constructed: boolean
  readonly tagNumber: number
  readonly content: Uint8Array
  /** The whole element: tag, length and content, as in the input. */
  readonly der: Uint8Array
  /** The child elements; none when the element is primitive. */
  children(): readonly DerNode[]
}

export type DerRefusal = {
  readonly kind:
    | 'indefinite-length'
    | 'non-minimal-length'
    | 'trailing-bytes'
    | 'truncated'
    | 'too-deep'
    | 'too-large'
    | 'malformed-tag'
    | 'malformed-boolean'
    | 'malformed-integer'
    | 'malformed-bit-string'
    | 'malformed-null'
    | 'malformed-oid'
    | 'malformed-string'
    | 'malformed-time'
    | 'unordered-set'
  /** Offset in bytes of the element that is refused. */
  readonly at: number
}

export type DerLimits = { readonly maxBytes: number; readonly maxDepth: number }

/** Enough for every certificate, request and OCSP response; the CRL parser has its own limits. */
export const defaultLimits: DerLimits = { maxBytes: 256 * 1024, maxDepth: 24 }

/**
 * Parses one element that fills the bytes. Refuses whatever is not DER: the whole tree is checked first, so
 * that code that walks it afterwards never meets a malformed element.
 */
export function readDer(
  bytes: Uint8Array,
  limits: DerLimits = defaultLimits,
): Result<DerNode, DerRefusal> {
  if (bytes.length > limits.maxBytes) return refuse({ kind: 'too-large', at: 0 })
  const end = endOfElement(bytes, 0, bytes.length)
  if (typeof end !== 'number') return refuse({ kind: end, at: 0 })
  if (end < bytes.length) return refuse({ kind: 'trailing-bytes', at: end })

  const fault = findFault(bytes, 0, bytes.length, limits.maxDepth)
  if (fault !== undefined) return refuse(fault)
  // Subarrays of a Buffer would be Buffers: values here are plain byte arrays. They share the memory of the
  // input.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  return ok(new LazyNode(plain, 0, plain.length))
}

const element = (tag: number, parts: readonly Uint8Array[]): Uint8Array => {
  const length = totalLength(parts)
  const der = new Uint8Array(headerLength(length) + length)
  copyParts(der, writeHeader(der, 0, tag, length), parts)
  return der
}

function totalLength(parts: readonly Uint8Array[]): number {
  let length = 0
  for (const part of parts) length += part.length
  return length
}

function copyParts(into: Uint8Array, from: number, parts: readonly Uint8Array[]): void {
  let at = from
  for (const part of parts) {
    // Below this length a loop is faster than the call of `set`.
    if (part.length > 24) into.set(part, at)
    else for (let index = 0; index < part.length; index += 1) into[at + index] = part[index] ?? 0
    at += part.length
  }
}

const longHeader = (contentLength: number): number => (contentLength < 0x1000000 ? 5 : 6)

/** The order of the members of a SET OF (X.690 § 11.6). */
export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const shorter = Math.min(one.length, other.length)
  for (let index = 0; index < shorter; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0)
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

function integerContent(value: bigint | number | Uint8Array): Uint8Array {
  if (typeof value !== 'number' && typeof value !== 'bigint') return unsignedContent(value)
  if (typeof value === 'number' && value >= 0 && value < 0x80) return Uint8Array.of(value)

  let rest = BigInt(value)
  const bytes: number[] = []
  do {
    bytes.unshift(Number(rest & 0xffn))
    rest >>= 8n
  } while (rest !== 0n && rest !== -1n)
  // The first bit is the sign: add a byte where it would be wrong.
  const looksNegative = ((bytes[0] ?? 0) & 0x80) !== 0
  if (looksNegative !== rest < 0n) bytes.unshift(rest < 0n ? 0xff : 0)
  return Uint8Array.from(bytes)
}

function unsignedContent(magnitude: Uint8Array): Uint8Array {
  let start = 0
  while (start < magnitude.length - 1 && magnitude[start] === 0) start += 1
  const minimal = magnitude.subarray(start)
  if (minimal.length > 0 && ((minimal[0] ?? 0) & 0x80) === 0) return minimal
  return concatenate(Uint8Array.of(0), minimal)
}

function oidContent(dotted: string): Uint8Array {
  const isSound = /^[0-2](\.(0|[1-9]\d*))+$/.test(dotted)
  const [first = 0n, second = 0n, ...others] = isSound ? dotted.split('.').map(BigInt) : []
  const bytes = [first * 40n + second, ...others].flatMap(base128)
  if (!isSound || (first < 2n && second > 39n) || bytes.length > maxOidLength)
    throw new RangeError(`malformed object identifier: ${dotted}`)
  return Uint8Array.from(bytes)
}

function base128(arc: bigint): readonly number[] {
  const bytes = [Number(arc & 0x7fn)]
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(0x80 | Number(rest & 0x7fn))
  return bytes
}

function asciiContent(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 0x7f) throw new RangeError('text has characters beyond ASCII')
    bytes[index] = code
  }
  return bytes
}

/** Whether a PrintableString can contain the text (X.680 § 41.4). */
export const isPrintable = (text: string): boolean => /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)

const printableBytes: ReadonlySet<number> = new Set(
  Array.from({ length: 0x80 }, (_, byte) => byte).filter((byte) =>
    isPrintable(String.fromCharCode(byte)),
  ),
)

const startOf1950 = Date.UTC(1950, 0, 1)
const startOf2050 = Date.UTC(2050, 0, 1)

/** `YYYYMMDDHHMMSSZ` */
function digitsOfTime(at: Instant): string {
  const iso = new Date(at).toISOString()
  if (iso.length !== 24) throw new RangeError('time outside the years 0 to 9999')
  return `${iso.slice(0, 19).replaceAll(/[-T:]/g, '')}Z`
}

/** The end of the element that begins at the offset, or why its tag or length is refused. */
function endOfElement(bytes: Uint8Array, at: number, limit: number): number | DerRefusal['kind'] {
  const end = statedEnd(bytes, at, limit)
  return typeof end === 'number' && end > limit ? 'truncated' : end
}

/**
 * The end of the element that begins at the offset, by its tag and length alone: for a parser that does not
 * have all of it yet. The limit is the end of the bytes that have arrived.
 */
export function statedEnd(
  bytes: Uint8Array,
  at: number,
  limit: number,
): number | DerRefusal['kind'] {
  if (at + 2 > limit) return 'truncated'
  // Tag numbers from 31 up take more bytes; PKIX has none.
  if (((bytes[at] ?? 0) & 0x1f) === 0x1f) return 'malformed-tag'
  const first = bytes[at + 1] ?? 0
  if (first < 0x80) return at + 2 + first
  if (first === 0x80) return 'indefinite-length'

  const content = first & 0x7f
  if (content > 4) return bytes[at + 2] === 0 ? 'non-minimal-length' : 'too-large'
  if (at + 2 + content > limit) return 'truncated'
  let length = 0
  for (let index = 0; index < content; index += 1)
    length = length * 256 + (bytes[at + 2 + index] ?? 0)
  return headerLength(length) === 2 + content ? at + 2 + content + length : 'non-minimal-length'
}

/** Checks the elements between two offsets, with all their children, for the first that is not DER. */
function findFault(
  bytes: Uint8Array,
  from: number,
  to: number,
  levelsLeft: number,
): DerRefusal | undefined {
  for (let at = from; at < to;) {
    if (levelsLeft === 0) return { kind: 'too-deep', at }
    const end = endOfElement(bytes, at, to)
    if (typeof end !== 'number') return { kind: end, at }
    const contentAt = startOfContent(bytes, at)
    const tag = bytes[at] ?? 0
    const kind = isOfAnyContent(tag) ? undefined : faultOfUniversal(tag, bytes, contentAt, end)
    if (kind !== undefined) return { kind, at }
    if ((tag & 0x20) !== 0) {
      const inside = findFault(bytes, contentAt, end, levelsLeft - 1)
      if (inside !== undefined) return inside
      if (tag === 0x31 && !isOrdered(bytes.subarray(contentAt, end)))
        return { kind: 'unordered-set', at }
    }
    at = end
  }
  return undefined
}

/** The offset of the content of the element at the offset; its tag and length were checked before. */
export const startOfContent = (bytes: Uint8Array, at: number): number => {
  const first = bytes[at + 1] ?? 0
  return at + 2 + (first < 0x80 ? 0 : first & 0x7f)
}

/** SEQUENCE, SET and OCTET STRING, and all non-universal classes. */
const isOfAnyContent = (tag: number): boolean =>
  tag === 0x30 || tag === 0x31 || tag === 0x04 || tag >= 0x40

function faultOfUniversal(
  tag: number,
  bytes: Uint8Array,
  from: number,
  to: number,
): DerRefusal['kind'] | undefined {
  switch (tag) {
    case 0x01:
      return isBoolean(bytes, from, to) ? undefined : 'malformed-boolean'
    case 0x02:
    case 0x0a:
      return isMinimalInteger(bytes, from, to) ? undefined : 'malformed-integer'
    case 0x03:
      return isBitString(bytes, from, to) ? undefined : 'malformed-bit-string'
    case 0x05:
      return from === to ? undefined : 'malformed-null'
    case 0x06:
      return isOid(bytes, from, to) ? undefined : 'malformed-oid'
    case 0x0c:
      return isAsciiContent(bytes, from, to) || decodeUtf8(bytes.subarray(from, to)) !== undefined
        ? undefined
        : 'malformed-string'
    case 0x13:
      return isPrintableContent(bytes, from, to) ? undefined : 'malformed-string'
    case 0x12:
    case 0x16:
    case 0x1a:
      return isAsciiContent(bytes, from, to) ? undefined : 'malformed-string'
    case 0x1e:
      return (to - from) % 2 === 0 ? undefined : 'malformed-string'
    case 0x14:
      return undefined
    case 0x17:
    case 0x18:
      return parseTime(tag, bytes.subarray(from, to)) !== undefined ? undefined : 'malformed-time'
    default:
      // A constructed string, a primitive SEQUENCE, or a type that PKIX does not use.
      return 'malformed-tag'
  }
}

/** Whether the members of a SET OF, each valid, are in the order of their bytes (X.690 § 11.6). */
function isOrdered(content: Uint8Array): boolean {
  // The sets in names have one member.
  if (
    content.length === 0 ||
    startOfContent(content, 0) + lengthOfContent(content, 0) === content.length
  )
    return true
  const members = nodesIn(content, 0, content.length).map(({ der }) => der)
  return members.every(
    (member, index) => index === 0 || compareBytes(members[index - 1] ?? member, member) <= 0,
  )
}

/* For the content between two offsets. */

const isBoolean = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from === 1 && (bytes[from] === 0 || bytes[from] === 0xff)

function isMinimalInteger(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 2) return to > from
  const first = bytes[from] ?? 0
  const second = bytes[from + 1] ?? 0
  return !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80)
}

function isBitString(bytes: Uint8Array, from: number, to: number): boolean {
  const unused = bytes[from] ?? 0
  if (from === to || unused > 7) return false
  if (to - from === 1) return unused === 0
  return ((bytes[to - 1] ?? 0) & ((1 << unused) - 1)) === 0
}

/** Longer ones than any in use are refused, so that no input makes us parse numbers of a thousand digits. */
const maxOidLength = 128

function isOid(bytes: Uint8Array, from: number, to: number): boolean {
  if (from === to || to - from > maxOidLength) return false
  let before = 0
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === 0x80 && before < 0x80) return false
    before = byte
  }
  return before < 0x80
}

function isAsciiContent(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) >= 0x80) return false
  return true
}

function isPrintableContent(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!printableBytes.has(bytes[at] ?? 0)) return false
  return true
}

function latin1(content: Uint8Array): string {
  if (content.length <= maxAtOnce)
    return Reflect.apply(String.fromCharCode, undefined, content) as string
  return latin1(content.subarray(0, maxAtOnce)) + latin1(content.subarray(maxAtOnce))
}

/** Max bytes passed as arguments of one call. */
const maxAtOnce = 1024

/**
 * A node that creates its parts on request. A certificate has a hundred nodes, and of each one part is used,
 * if any: created in advance, they were a third of the garbage collector's work. Therefore a class.
 */
class LazyNode implements DerNode {
  readonly tagClass: DerNode['tagClass']
  readonly constructed: boolean
  readonly tagNumber: number
  readonly #bytes: Uint8Array
  readonly #at: number
  readonly #contentAt: number
  readonly #end: number

  constructor(bytes: Uint8Array, at: number, end: number) {
    const tag = bytes[at] ?? 0
    this.tagClass = tagClasses[tag >> 6] ?? 'universal'
    this.constructed = (tag & 0x20) !== 0
    this.tagNumber = tag & 0x1f
    this.#bytes = bytes
    this.#at = at
    this.#contentAt = startOfContent(bytes, at)
    this.#end = end
  }

  get content(): Uint8Array {
    return this.#bytes.subarray(this.#contentAt, this.#end)
  }

  get der(): Uint8Array {
    return this.#bytes.subarray(this.#at, this.#end)
  }

  children(): readonly DerNode[] {
    return this.constructed ? nodesIn(this.#bytes, this.#contentAt, this.#end) : []
  }
}

const tagClasses = ['universal', 'application', 'contextual', 'private'] as const

function nodesIn(bytes: Uint8Array, from: number, to: number): readonly DerNode[] {
  const nodes: DerNode[] = []
  for (let at = from; at < to;) {
    const end = startOfContent(bytes, at) + lengthOfContent(bytes, at)
    nodes.push(new LazyNode(bytes, at, end))
    at = end
  }
  return nodes
}

function lengthOfContent(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0
  if (first < 0x80) return first
  let length = 0
  for (let index = 0; index < (first & 0x7f); index += 1)
    length = length * 256 + (bytes[at + 2 + index] ?? 0)
  return length
}

const isUniversal = (node: DerNode | undefined, tagNumber: number): node is DerNode =>
  node?.tagClass === 'universal' && node.tagNumber === tagNumber

/*
 * The value of a node, or undefined when it is of another type or absent: decoders refuse with the name of
 * the part.
 */

export const sequenceOf = (node: DerNode | undefined): readonly DerNode[] | undefined =>
  isUniversal(node, 0x10) ? node.children() : undefined

export const setOf = (node: DerNode | undefined): readonly DerNode[] | undefined =>
  isUniversal(node, 0x11) ? node.children() : undefined

/** The elements inside a constructed context-specific element with this tag. */
export const contextualOf = (
  node: DerNode | undefined,
  tag: number,
): readonly DerNode[] | undefined =>
  node?.constructed === true && isContextual(node, tag) ? node.children() : undefined

/** The single element inside an EXPLICIT tag. */
export function explicitOf(node: DerNode | undefined, tag: number): DerNode | undefined {
  const [inside, ...others] = contextualOf(node, tag) ?? []
  return others.length === 0 ? inside : undefined
}

/** The content of a primitive context-specific element with this tag. */
export const contextualPrimitiveOf = (
  node: DerNode | undefined,
  tag: number,
): Uint8Array | undefined =>
  node?.constructed === false && isContextual(node, tag) ? node.content : undefined

export const isContextual = (node: DerNode | undefined, tag: number): boolean =>
  node?.tagClass === 'contextual' && node.tagNumber === tag

export const integerOf = (node: DerNode | undefined): bigint | undefined =>
  isUniversal(node, 0x02) ? signedOf(node.content) : undefined

/** A non-negative INTEGER as bytes, most significant first, without leading zeros; zero is one byte. */
export function unsignedOf(node: DerNode | undefined): Uint8Array | undefined {
  if (!isUniversal(node, 0x02) || (node.content[0] ?? 0) >= 0x80) return undefined
  return node.content.length > 1 && node.content[0] === 0 ? node.content.subarray(1) : node.content
}

/** An INTEGER between 0 and 2^31 - 1, for lengths and versions. */
export const smallIntegerOf = (node: DerNode | undefined): number | undefined =>
  isUniversal(node, 0x02) ? smallOf(node.content) : undefined

export const enumeratedOf = (node: DerNode | undefined): number | undefined =>
  isUniversal(node, 0x0a) ? smallOf(node.content) : undefined

export const booleanOf = (node: DerNode | undefined): boolean | undefined =>
  isUniversal(node, 0x01) ? node.content[0] !== 0 : undefined

export const isNull = (node: DerNode | undefined): boolean => isUniversal(node, 0x05)

export const bytesOf = (node: DerNode | undefined): Uint8Array | undefined =>
  isUniversal(node, 0x04) ? node.content : undefined

/** The bytes of a BIT STRING without unused bits. */
export const bitStringOf = (node: DerNode | undefined): Uint8Array | undefined =>
  isUniversal(node, 0x03) && node.content[0] === 0 ? node.content.subarray(1) : undefined

/** The numbers of the bits that are set; undefined also with trailing zeros (X.690 § 11.2.2). */
export function namedBitsOf(content: Uint8Array): readonly number[] | undefined {
  if (!isBitString(content, 0, content.length)) return undefined
  const bits: number[] = []
  for (let bit = 0; bit < (content.length - 1) * 8; bit += 1)
    if (((content[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0) bits.push(bit)
  const lastBit = (content.length - 1) * 8 - (content[0] ?? 0) - 1
  return (bits.at(-1) ?? -1) === lastBit ? bits : undefined
}

export const oidOf = (node: DerNode | undefined): string | undefined =>
  isUniversal(node, 0x06) ? readOid(node.content) : undefined

/**
 * Certificates repeat the same few identifiers: comparing bytes takes a tenth of the time of formatting the
 * text.
 */
function readOid(content: Uint8Array): string {
  let mark = content.length
  for (let at = 0; at < content.length; at += 1) mark = (31 * mark + (content[at] ?? 0)) | 0
  const before = readOids.get(mark)
  if (before !== undefined && equalBytes(before.content, content)) return before.dotted
  const dotted = dottedOf(content)
  if (readOids.size < 1000) readOids.set(mark, { content: content.slice(), dotted })
  return dotted
}

const readOids = new Map<number, { readonly content: Uint8Array; readonly dotted: string }>()

function dottedOf(content: Uint8Array): string {
  let dotted = ''
  let arc: number | bigint = 0
  let bytes = 0
  for (let at = 0; at < content.length; at += 1) {
    const byte = content[at] ?? 0
    bytes += 1
    // Seven bytes of seven bits fit a number exactly; UUIDs under 2.25 need more.
    if (bytes === 8) arc = BigInt(arc)
    arc = typeof arc === 'bigint' ? (arc << 7n) | BigInt(byte & 0x7f) : arc * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    dotted += dotted === '' ? firstTwoArcs(arc) : `.${String(arc)}`
    arc = 0
    bytes = 0
  }
  return dotted
}

/** The first two arcs share a number; values from 80 up are under 2. */
function firstTwoArcs(joined: number | bigint): string {
  if (joined >= 80) return `2.${String(typeof joined === 'bigint' ? joined - 80n : joined - 80)}`
  return joined < 40 ? `0.${String(joined)}` : `1.${String(Number(joined) - 40)}`
}

/**
 * The text of any string type that certificates use. TeletexString is read as Latin-1, as in other software.
 */
export function textOf(node: DerNode | undefined): string | undefined {
  if (node?.tagClass !== 'universal' || node.constructed) return undefined
  switch (node.tagNumber) {
    case 0x0c:
      return decodeUtf8(node.content)
    case 0x12:
    case 0x13:
    case 0x14:
    case 0x16:
    case 0x1a:
      return latin1(node.content)
    case 0x1e:
      return utf16(node.content)
    default:
      return undefined
  }
}

/** The ASCII text of an IMPLICIT IA5String's content. */
export const ia5Of = (content: Uint8Array | undefined): string | undefined =>
  content !== undefined && isAsciiContent(content, 0, content.length) ? latin1(content) : undefined

/** An X.509 Time: the form must be the one that RFC 5280 § 4.1.2.5 sets for that year. */
export function timeOf(node: DerNode | undefined): Instant | undefined {
  if (isUniversal(node, 0x17)) return parseTime(0x17, node.content)
  const at = generalizedTimeOf(node)
  return at !== undefined && (at >= startOf2050 || at < startOf1950) ? at : undefined
}

export const generalizedTimeOf = (node: DerNode | undefined): Instant | undefined =>
  isUniversal(node, 0x18) ? parseTime(0x18, node.content) : undefined

const signedOf = (content: Uint8Array): bigint =>
  BigInt.asIntN(content.length * 8, BigInt(`0x${hexOf(content)}`))

const smallOf = (content: Uint8Array): number | undefined => {
  if (content.length > 4 || (content[0] ?? 0) >= 0x80) return undefined
  let value = 0
  for (const byte of content) value = value * 256 + byte
  return value
}

const utf16 = (content: Uint8Array): string => {
  let text = ''
  for (let at = 0; at + 1 < content.length; at += 2)
    text += String.fromCharCode(((content[at] ?? 0) << 8) | (content[at + 1] ?? 0))
  return text
}

/** DER times only: seconds present, no fraction, `Z` (X.690 § 11.7, § 11.8; RFC 5280 § 4.1.2.5). */
function parseTime(tag: number, content: Uint8Array): Instant | undefined {
  const yearDigits = tag === 0x17 ? 2 : 4
  const end = yearDigits + 10
  if (content.length !== end + 1 || content[end] !== 0x5a) return undefined
  for (let at = 0; at < end; at += 1) {
    const byte = content[at] ?? 0
    if (byte < 0x30 || byte > 0x39) return undefined
  }
  const two = (at: number): number => (content[at] ?? 0) * 10 + (content[at + 1] ?? 0) - 0x30 * 11
  const lastTwo = two(yearDigits - 2)
  const year = tag === 0x17 ? (lastTwo < 50 ? 2000 : 1900) + lastTwo : two(0) * 100 + lastTwo
  const [month, day] = [two(yearDigits), two(yearDigits + 2)]
  const [hour, minute, second] = [two(yearDigits + 4), two(yearDigits + 6), two(yearDigits + 8)]
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined
  // Date.UTC takes years below 100 as those of the twentieth century.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day)
  if (day < 1 || new Date(midnight).getUTCDate() !== day) return undefined
  return instant(midnight + ((hour * 60 + minute) * 60 + second) * 1000)
}
