/*
 * PDF objects (ISO 32000-1 § 7.3), parsed from bytes at an offset. Nothing throws: `undefined` is what can't
 * be parsed. Scalars keep their original bytes, so that an object can be written again unchanged.
 */

export type PdfObject =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number; readonly raw: string }
  | PdfName
  | PdfString
  | PdfArray
  | PdfDictionary
  | PdfReference
  | PdfStream

export type PdfName = {
  readonly kind: 'name'
  /** Without the solidus, decoded. */ readonly value: string
}
export type PdfString = {
  readonly kind: 'string'
  readonly bytes: Uint8Array
  /** Its position, delimiters included; undefined for one that was created here. */
  readonly place?: { readonly from: number; readonly to: number; readonly isHex: boolean }
}
export type PdfArray = { readonly kind: 'array'; readonly items: readonly PdfObject[] }
export type PdfDictionary = {
  readonly kind: 'dictionary'
  readonly entries: ReadonlyMap<string, PdfObject>
}
export type PdfReference = {
  readonly kind: 'reference'
  readonly number: number
  readonly generation: number
}
export type PdfStream = {
  readonly kind: 'stream'
  readonly dictionary: PdfDictionary
  /** Where its bytes begin; `/Length` says how many there are. */
  readonly contentAt: number
}

/** Max depth: deeper objects than any writer produces could only be meant to exhaust the parser. */
const deepest = 64
/** The max object number (ISO 32000-1, Annex C). */
export const largestObjectNumber = 8_388_607

export type Parsed<Value> = {
  readonly value: Value
  /** The offset after it. */ readonly end: number
}

/** Parses the object at the offset; white space and comments before it are skipped. */
export const parseObject = (
  bytes: Uint8Array,
  at: number,
  depth = 0,
): Parsed<PdfObject> | undefined => {
  const from = skipSpace(bytes, at)
  const first = bytes[from]
  if (first === undefined || depth > deepest) return undefined
  if (first === solidus) return parseName(bytes, from)
  if (first === openParenthesis) return parseLiteral(bytes, from)
  if (first === openBracket) return parseArray(bytes, from, depth)
  if (first === lessThan)
    return bytes[from + 1] === lessThan
      ? parseDictionary(bytes, from, depth)
      : parseHex(bytes, from)
  if (isNumeric(first)) return parseNumberOrReference(bytes, from)
  for (const [word, value] of words)
    if (startsWith(bytes, from, word)) return { value, end: from + word.length }
  return undefined
}

export type IndirectObject = PdfReference & { readonly object: PdfObject }

/** Parses `12 0 obj … endobj` at the offset; of a stream only where its bytes begin. */
export function parseIndirect(bytes: Uint8Array, at: number): Parsed<IndirectObject> | undefined {
  const number = parseInteger(bytes, skipSpace(bytes, at))
  const generation = number && parseInteger(bytes, skipSpace(bytes, number.end))
  const wordAt = generation && skipSpace(bytes, generation.end)
  if (wordAt === undefined || !startsWith(bytes, wordAt, 'obj')) return undefined
  const object = parseObject(bytes, wordAt + 3)
  if (object === undefined) return undefined
  const head = {
    kind: 'reference',
    number: number?.value ?? 0,
    generation: generation?.value ?? 0,
  } as const
  const after = skipSpace(bytes, object.end)
  if (object.value.kind === 'dictionary' && startsWith(bytes, after, 'stream')) {
    const contentAt = afterLine(bytes, after + 6)
    if (contentAt === undefined) return undefined
    const stream = { kind: 'stream', dictionary: object.value, contentAt } as const
    return { value: { ...head, object: stream }, end: contentAt }
  }
  return startsWith(bytes, after, 'endobj')
    ? { value: { ...head, object: object.value }, end: after + 6 }
    : undefined
}

/** Parses digits. */
export function parseInteger(bytes: Uint8Array, at: number): Parsed<number> | undefined {
  let end = at
  let value = 0
  for (; isDigit(bytes[end]); end += 1) {
    value = value * 10 + ((bytes[end] ?? 0) - 0x30)
    if (value > Number.MAX_SAFE_INTEGER) return undefined
  }
  return end === at ? undefined : { value, end }
}

/** The offset of the first byte that is neither white space nor part of a comment. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  for (let place = at; ; place += 1) {
    const byte = bytes[place]
    if (byte === percent) while (place < bytes.length && !isLineEnd(bytes[place])) place += 1
    else if (byte === undefined || !isSpace(byte)) return place
  }
}

export function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word.charCodeAt(index)) return false
  return true
}

/** The last offset at or before `from` where the word is, at most `reach` bytes back. */
export function lastPlaceOf(
  bytes: Uint8Array,
  word: string,
  from: number,
  reach: number,
): number | undefined {
  for (let at = from; at >= Math.max(0, from - reach); at -= 1)
    if (startsWith(bytes, at, word)) return at
  return undefined
}

/* An object as a certain type, or undefined when it has another type. */

export const dictionaryOf = (object: PdfObject | undefined): PdfDictionary | undefined =>
  object?.kind === 'dictionary' ? object : undefined

export const arrayOf = (object: PdfObject | undefined): readonly PdfObject[] | undefined =>
  object?.kind === 'array' ? object.items : undefined

export const nameOf = (object: PdfObject | undefined): string | undefined =>
  object?.kind === 'name' ? object.value : undefined

/** A non-negative integer. */
export const countOf = (object: PdfObject | undefined): number | undefined =>
  object?.kind === 'number' && Number.isSafeInteger(object.value) && object.value >= 0
    ? object.value
    : undefined

export const stringOf = (object: PdfObject | undefined): PdfString | undefined =>
  object?.kind === 'string' ? object : undefined

/**
 * A text string: UTF-16 or UTF-8 by its BOM, else Latin-1, which nearly equals PDFDocEncoding (ISO 32000-2 §
 * 7.9.2.2).
 */
export function textOf(object: PdfObject | undefined): string | undefined {
  const bytes = stringOf(object)?.bytes
  if (bytes === undefined) return undefined
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return new TextDecoder().decode(bytes)
  return latin1(bytes)
}

export const latin1 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

const solidus = 0x2f
const openParenthesis = 0x28
const openBracket = 0x5b
const closeBracket = 0x5d
const lessThan = 0x3c
const greaterThan = 0x3e
const backslash = 0x5c
const percent = 0x25

const words: readonly (readonly [string, PdfObject])[] = [
  ['null', { kind: 'null' }],
  ['true', { kind: 'boolean', value: true }],
  ['false', { kind: 'boolean', value: false }],
]

const isSpace = (byte: number): boolean =>
  byte === 0x20 || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0b) || byte === 0
const isLineEnd = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d
const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x30 && byte <= 0x39
const isNumeric = (byte: number): boolean =>
  isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e
const isDelimiter = (byte: number): boolean => '()<>[]{}/%'.includes(String.fromCharCode(byte))
const isRegular = (byte: number | undefined): byte is number =>
  byte !== undefined && !isSpace(byte) && !isDelimiter(byte)

/** The offset after the line end: `stream` is followed by CR LF or LF (ISO 32000-1 § 7.3.8.1). */
function afterLine(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2
  return bytes[at] === 0x0a ? at + 1 : undefined
}

/** Max length of a name; writers keep to 127 (ISO 32000-1, Annex C). */
const maxNameLength = 1024

function parseName(bytes: Uint8Array, from: number): Parsed<PdfName> | undefined {
  let value = ''
  let at = from + 1
  for (let byte = bytes[at]; isRegular(byte); byte = bytes[at]) {
    const escaped = byte === 0x23 ? hexPair(bytes[at + 1], bytes[at + 2]) : undefined
    value += String.fromCharCode(escaped ?? byte)
    at += escaped === undefined ? 1 : 3
    if (value.length > maxNameLength) return undefined
  }
  return { value: { kind: 'name', value }, end: at }
}

function parseNumberOrReference(bytes: Uint8Array, from: number): Parsed<PdfObject> | undefined {
  const number = parseInteger(bytes, from)
  if (number !== undefined) {
    const generation = parseInteger(bytes, skipSpace(bytes, number.end))
    const wordAt = generation && skipSpace(bytes, generation.end)
    const isReference =
      wordAt !== undefined && bytes[wordAt] === 0x52 && !isRegular(bytes[wordAt + 1])
    if (isReference && number.value <= largestObjectNumber && generation !== undefined) {
      const reference = {
        kind: 'reference',
        number: number.value,
        generation: generation.value,
      } as const
      return { value: reference, end: wordAt + 1 }
    }
  }
  let end = from
  while (isRegular(bytes[end]) && end - from < 64) end += 1
  const raw = latin1(bytes.subarray(from, end))
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(raw)
    ? { value: { kind: 'number', value: Number(raw), raw }, end }
    : undefined
}

function parseLiteral(bytes: Uint8Array, from: number): Parsed<PdfString> | undefined {
  const content: number[] = []
  let open = 1
  let at = from + 1
  for (; open > 0; at += 1) {
    const byte = bytes[at]
    if (byte === undefined) return undefined
    if (byte === backslash) {
      const escaped = parseEscape(bytes, at + 1)
      content.push(...escaped.bytes)
      at = escaped.end - 1
      continue
    }
    if (byte === openParenthesis) open += 1
    if (byte === 0x29) open -= 1
    if (open > 0) content.push(byte)
  }
  const place = { from, to: at, isHex: false }
  return { value: { kind: 'string', bytes: Uint8Array.from(content), place }, end: at }
}

function parseEscape(
  bytes: Uint8Array,
  at: number,
): { readonly bytes: readonly number[]; readonly end: number } {
  const byte = bytes[at]
  if (byte === undefined) return { bytes: [], end: at }
  if (byte === 0x0d) return { bytes: [], end: bytes[at + 1] === 0x0a ? at + 2 : at + 1 }
  if (byte === 0x0a) return { bytes: [], end: at + 1 }
  if (byte >= 0x30 && byte <= 0x37) {
    let end = at
    let value = 0
    for (; end < at + 3; end += 1) {
      const digit = bytes[end] ?? 0
      if (digit < 0x30 || digit > 0x37) break
      value = value * 8 + digit - 0x30
    }
    return { bytes: [value & 0xff], end }
  }
  return { bytes: [escapes[String.fromCharCode(byte)] ?? byte], end: at + 1 }
}

const escapes: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, b: 0x08, f: 0x0c }

function parseHex(bytes: Uint8Array, from: number): Parsed<PdfString> | undefined {
  const content: number[] = []
  let half: number | undefined
  let at = from + 1
  for (; bytes[at] !== greaterThan; at += 1) {
    const byte = bytes[at]
    if (byte === undefined) return undefined
    if (isSpace(byte)) continue
    const digit = hexDigit(byte)
    if (digit === undefined) return undefined
    if (half === undefined) half = digit
    else {
      content.push(half * 16 + digit)
      half = undefined
    }
  }
  if (half !== undefined) content.push(half * 16)
  const place = { from, to: at + 1, isHex: true }
  return { value: { kind: 'string', bytes: Uint8Array.from(content), place }, end: at + 1 }
}

function parseArray(bytes: Uint8Array, from: number, depth: number): Parsed<PdfArray> | undefined {
  const items: PdfObject[] = []
  let at = skipSpace(bytes, from + 1)
  while (bytes[at] !== closeBracket) {
    const item = parseObject(bytes, at, depth + 1)
    if (item === undefined) return undefined
    items.push(item.value)
    at = skipSpace(bytes, item.end)
  }
  return { value: { kind: 'array', items }, end: at + 1 }
}

function parseDictionary(
  bytes: Uint8Array,
  from: number,
  depth: number,
): Parsed<PdfDictionary> | undefined {
  const entries = new Map<string, PdfObject>()
  let at = skipSpace(bytes, from + 2)
  while (!(bytes[at] === greaterThan && bytes[at + 1] === greaterThan)) {
    const key = bytes[at] === solidus ? parseName(bytes, at) : undefined
    const value = key && parseObject(bytes, key.end, depth + 1)
    // A duplicate key would mean one thing to one reader and another to the next.
    if (key === undefined || value === undefined || entries.has(key.value.value)) return undefined
    entries.set(key.value.value, value.value)
    at = skipSpace(bytes, value.end)
  }
  return { value: { kind: 'dictionary', entries }, end: at + 2 }
}

function hexPair(high: number | undefined, low: number | undefined): number | undefined {
  const [first, second] = [hexDigit(high), hexDigit(low)]
  return first === undefined || second === undefined ? undefined : first * 16 + second
}

function hexDigit(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined
  if (isDigit(byte)) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined
}
