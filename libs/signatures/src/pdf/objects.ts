/*
 * Objects of PDF (ISO 32000-1 § 7.3), read from octets at a place. Nothing throws: `undefined` is what can't be read.
 * Scalars keep the octets that they were written with, so that an object can be written again as it was.
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
  /** Where it stands, delimiters included; undefined of one that was made here. */
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
  /** Where its octets begin; how many there are says `/Length`. */
  readonly contentAt: number
}

/** Deeper ones than any writer makes are refused, as they could only be meant to exhaust the reader. */
const deepest = 64
/** The largest number of an object (ISO 32000-1, Annex C). */
export const largestObjectNumber = 8_388_607

export type Parsed<Value> = {
  readonly value: Value
  /** Where the octets after it begin. */ readonly end: number
}

/** Reads the object at the place; white space and comments before it are passed over. */
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

/** Reads `12 0 obj … endobj` at the place; of a stream only where its octets begin. */
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

/** Reads digits. */
export function parseInteger(bytes: Uint8Array, at: number): Parsed<number> | undefined {
  let end = at
  let value = 0
  for (; isDigit(bytes[end]); end += 1) {
    value = value * 10 + ((bytes[end] ?? 0) - 0x30)
    if (value > Number.MAX_SAFE_INTEGER) return undefined
  }
  return end === at ? undefined : { value, end }
}

/** The place of the first octet that is neither white space nor of a comment. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  for (let place = at; ; place += 1) {
    const octet = bytes[place]
    if (octet === percent) while (place < bytes.length && !isLineEnd(bytes[place])) place += 1
    else if (octet === undefined || !isSpace(octet)) return place
  }
}

export function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word.charCodeAt(index)) return false
  return true
}

/** The last place at or before `from` where the word stands, not further back than `reach` octets. */
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

/* What an object is, or undefined when it is something else. */

export const dictionaryOf = (object: PdfObject | undefined): PdfDictionary | undefined =>
  object?.kind === 'dictionary' ? object : undefined

export const arrayOf = (object: PdfObject | undefined): readonly PdfObject[] | undefined =>
  object?.kind === 'array' ? object.items : undefined

export const nameOf = (object: PdfObject | undefined): string | undefined =>
  object?.kind === 'name' ? object.value : undefined

/** A whole number from zero up. */
export const countOf = (object: PdfObject | undefined): number | undefined =>
  object?.kind === 'number' && Number.isSafeInteger(object.value) && object.value >= 0
    ? object.value
    : undefined

export const stringOf = (object: PdfObject | undefined): PdfString | undefined =>
  object?.kind === 'string' ? object : undefined

/** A text string: UTF-16 or UTF-8 by its mark, else as Latin-1, which PDFDocEncoding is nearly (ISO 32000-2 § 7.9.2.2). */
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
  for (const octet of bytes) text += String.fromCharCode(octet)
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

const isSpace = (octet: number): boolean =>
  octet === 0x20 || (octet >= 0x09 && octet <= 0x0d && octet !== 0x0b) || octet === 0
const isLineEnd = (octet: number | undefined): boolean => octet === 0x0a || octet === 0x0d
const isDigit = (octet: number | undefined): boolean =>
  octet !== undefined && octet >= 0x30 && octet <= 0x39
const isNumeric = (octet: number): boolean =>
  isDigit(octet) || octet === 0x2b || octet === 0x2d || octet === 0x2e
const isDelimiter = (octet: number): boolean => '()<>[]{}/%'.includes(String.fromCharCode(octet))
const isRegular = (octet: number | undefined): octet is number =>
  octet !== undefined && !isSpace(octet) && !isDelimiter(octet)

/** Behind the end of the line: after `stream` stands CR LF or LF (ISO 32000-1 § 7.3.8.1). */
function afterLine(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2
  return bytes[at] === 0x0a ? at + 1 : undefined
}

/** The longest name that is read; writers keep to 127 (ISO 32000-1, Annex C). */
const longestName = 1024

function parseName(bytes: Uint8Array, from: number): Parsed<PdfName> | undefined {
  let value = ''
  let at = from + 1
  for (let octet = bytes[at]; isRegular(octet); octet = bytes[at]) {
    const escaped = octet === 0x23 ? hexPair(bytes[at + 1], bytes[at + 2]) : undefined
    value += String.fromCharCode(escaped ?? octet)
    at += escaped === undefined ? 1 : 3
    if (value.length > longestName) return undefined
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
    const octet = bytes[at]
    if (octet === undefined) return undefined
    if (octet === backslash) {
      const escaped = parseEscape(bytes, at + 1)
      content.push(...escaped.octets)
      at = escaped.end - 1
      continue
    }
    if (octet === openParenthesis) open += 1
    if (octet === 0x29) open -= 1
    if (open > 0) content.push(octet)
  }
  const place = { from, to: at, isHex: false }
  return { value: { kind: 'string', bytes: Uint8Array.from(content), place }, end: at }
}

function parseEscape(
  bytes: Uint8Array,
  at: number,
): { readonly octets: readonly number[]; readonly end: number } {
  const octet = bytes[at]
  if (octet === undefined) return { octets: [], end: at }
  if (octet === 0x0d) return { octets: [], end: bytes[at + 1] === 0x0a ? at + 2 : at + 1 }
  if (octet === 0x0a) return { octets: [], end: at + 1 }
  if (octet >= 0x30 && octet <= 0x37) {
    let end = at
    let value = 0
    for (; end < at + 3; end += 1) {
      const digit = bytes[end] ?? 0
      if (digit < 0x30 || digit > 0x37) break
      value = value * 8 + digit - 0x30
    }
    return { octets: [value & 0xff], end }
  }
  return { octets: [escapes[String.fromCharCode(octet)] ?? octet], end: at + 1 }
}

const escapes: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, b: 0x08, f: 0x0c }

function parseHex(bytes: Uint8Array, from: number): Parsed<PdfString> | undefined {
  const content: number[] = []
  let half: number | undefined
  let at = from + 1
  for (; bytes[at] !== greaterThan; at += 1) {
    const octet = bytes[at]
    if (octet === undefined) return undefined
    if (isSpace(octet)) continue
    const digit = hexDigit(octet)
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
    // A key that stands twice would mean one thing to one reader and another to the next.
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

function hexDigit(octet: number | undefined): number | undefined {
  if (octet === undefined) return undefined
  if (isDigit(octet)) return octet - 0x30
  const lower = octet | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined
}
