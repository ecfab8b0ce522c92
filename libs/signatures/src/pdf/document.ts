import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { decodeStream } from './inflate.ts'
import {
  arrayOf,
  countOf,
  dictionaryOf,
  lastPlaceOf,
  nameOf,
  parseIndirect,
  parseInteger,
  parseObject,
  skipSpace,
  startsWith,
  largestObjectNumber,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
  type PdfStream,
} from './objects.ts'

/** A PDF with parsed cross-reference tables; its objects are parsed on request. */
export type PdfDocument = {
  readonly bytes: Uint8Array
  /** Where each object is, by its number; free ones are left out. */
  readonly places: ReadonlyMap<number, ObjectPlace>
  readonly trailer: PdfDictionary
  /** Where the newest table is, and in which form: an update is written in the same. */
  readonly newestTable: { readonly at: number; readonly isStream: boolean }
  /** One more than the largest number in use. */
  readonly size: number
  /** The object behind a reference, or itself. A missing object is null; undefined: it can't be parsed. */
  readonly resolve: (object: PdfObject | undefined) => Promise<PdfObject | undefined>
  /** The bytes of a stream, with its filter decoded. */
  readonly contentOf: (object: PdfObject | undefined) => Promise<Uint8Array | undefined>
}

export type ObjectPlace =
  | { readonly kind: 'plain'; readonly at: number; readonly generation: number }
  | {
      readonly kind: 'packed'
      /** Number of the object stream. */ readonly within: number
      readonly index: number
    }

export type PdfRefusal = {
  readonly kind:
    | 'no-pdf'
    | 'too-large'
    | 'encrypted'
    | 'malformed-pdf'
    /** In a form that the standard allows and this parser does not support. */
    | 'unsupported-pdf'
}

export const pdfLimits = {
  maxBytes: 64 * 1024 * 1024,
  /** Max entries of all tables together. */
  maxObjects: 1_000_000,
  maxTables: 200,
  /** Max bytes of all tables and object streams together, once inflated. */
  maxInflated: 32 * 1024 * 1024,
}

/** Parses the tables of a PDF (ISO 32000-1 § 7.5), from the newest back to the first. */
export async function openPdf(given: Uint8Array): Promise<Result<PdfDocument, PdfRefusal>> {
  // Subarrays of a Buffer would be Buffers.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.length)
  if (bytes.length > pdfLimits.maxBytes) return refuse({ kind: 'too-large' })
  if (!startsWith(bytes, 0, '%PDF-')) return refuse({ kind: 'no-pdf' })
  const startAt = lastPlaceOf(bytes, 'startxref', bytes.length - 9, 2048)
  const start =
    startAt === undefined ? undefined : parseInteger(bytes, skipSpace(bytes, startAt + 9))
  if (start === undefined) return refuse({ kind: 'malformed-pdf' })

  const inflating = { left: pdfLimits.maxInflated }
  const places = new Map<number, ObjectPlace | 'free'>()
  const seen = new Set<number>()
  let newest: Table | undefined
  const ahead: number[] = [start.value]
  for (let at = ahead.shift(); at !== undefined; at = ahead.shift()) {
    if (seen.has(at)) continue
    seen.add(at)
    if (seen.size > pdfLimits.maxTables) return refuse({ kind: 'malformed-pdf' })
    const table = await readTable(bytes, at, inflating)
    if (table === undefined) return refuse({ kind: 'malformed-pdf' })
    newest ??= table
    if (places.size + table.places.length > pdfLimits.maxObjects)
      return refuse({ kind: 'malformed-pdf' })
    for (const [number, place] of table.places) if (!places.has(number)) places.set(number, place)
    const { entries } = table.trailer
    // A hybrid table: the stream belongs to it and comes before older ones (§ 7.5.8.4).
    for (const key of table.isStream ? ['Prev'] : ['XRefStm', 'Prev']) {
      const next = entries.get(key)
      const place = countOf(next)
      if (next !== undefined && place === undefined) return refuse({ kind: 'malformed-pdf' })
      if (place !== undefined) ahead.push(place)
    }
  }
  if (newest === undefined) return refuse({ kind: 'malformed-pdf' })
  if (newest.trailer.entries.has('Encrypt')) return refuse({ kind: 'encrypted' })
  const used = new Map<number, ObjectPlace>()
  for (const [number, place] of places) if (place !== 'free') used.set(number, place)
  const largest = largestOf(places.keys())
  const stated = countOf(newest.trailer.entries.get('Size')) ?? 0
  const size = Math.max(largest + 1, stated > maxSize ? 0 : stated)
  if (size > maxSize) return refuse({ kind: 'malformed-pdf' })
  return ok({
    bytes,
    places: used,
    trailer: newest.trailer,
    newestTable: { at: start.value, isStream: newest.isStream },
    size,
    ...readerOf(bytes, used, inflating),
  })
}

/** So that numbers are left for the objects that a signature adds. */
const maxSize = largestObjectNumber - 1000

type Table = {
  readonly trailer: PdfDictionary
  readonly isStream: boolean
  readonly places: readonly (readonly [number, ObjectPlace | 'free'])[]
}

/** The max without passing a million arguments to a function. */
function largestOf(numbers: Iterable<number>): number {
  let largest = 0
  for (const number of numbers) if (number > largest) largest = number
  return largest
}

async function readTable(
  bytes: Uint8Array,
  at: number,
  inflating: { left: number },
): Promise<Table | undefined> {
  if (at >= bytes.length) return undefined
  const from = skipSpace(bytes, at)
  return startsWith(bytes, from, 'xref')
    ? readPlainTable(bytes, from + 4)
    : readTableStream(bytes, from, inflating)
}

function readPlainTable(bytes: Uint8Array, from: number): Table | undefined {
  const places: [number, ObjectPlace | 'free'][] = []
  let at = skipSpace(bytes, from)
  while (!startsWith(bytes, at, 'trailer')) {
    const first = parseInteger(bytes, at)
    const count = first && parseInteger(bytes, skipSpace(bytes, first.end))
    if (first === undefined || count === undefined) return undefined
    if (first.value + count.value > largestObjectNumber + 1) return undefined
    at = skipSpace(bytes, count.end)
    for (let index = 0; index < count.value; index += 1) {
      const offset = parseInteger(bytes, at)
      const generation = offset && parseInteger(bytes, skipSpace(bytes, offset.end))
      if (offset === undefined || generation === undefined) return undefined
      const wordAt = skipSpace(bytes, generation.end)
      const word = bytes[wordAt]
      if (word !== 0x6e && word !== 0x66) return undefined
      const place = { kind: 'plain', at: offset.value, generation: generation.value } as const
      places.push([first.value + index, word === 0x6e ? place : 'free'])
      if (places.length > pdfLimits.maxObjects) return undefined
      at = skipSpace(bytes, wordAt + 1)
    }
  }
  const trailer = dictionaryOf(parseObject(bytes, at + 7)?.value)
  return trailer && { trailer, isStream: false, places }
}

async function readTableStream(
  bytes: Uint8Array,
  at: number,
  inflating: { left: number },
): Promise<Table | undefined> {
  const stream = parseIndirect(bytes, at)?.value.object
  if (stream?.kind !== 'stream') return undefined
  const { entries } = stream.dictionary
  const length = countOf(entries.get('Length'))
  const size = countOf(entries.get('Size'))
  const widths = arrayOf(entries.get('W'))?.map(countOf) ?? []
  if (nameOf(entries.get('Type')) !== 'XRef' || length === undefined || size === undefined)
    return undefined
  const [kindWidth, secondWidth, thirdWidth] = widths
  if (kindWidth === undefined || secondWidth === undefined || thirdWidth === undefined)
    return undefined
  // Six bytes are more than any offset needs, and fit a number.
  if (widths.length !== 3 || [kindWidth, secondWidth, thirdWidth].some((width) => width > 6))
    return undefined
  const content = await inflated(bytes, stream, length, inflating)
  if (content === undefined) return undefined

  const places: [number, ObjectPlace | 'free'][] = []
  const entryLength = kindWidth + secondWidth + thirdWidth
  const ranges = entries.has('Index') ? arrayOf(entries.get('Index'))?.map(countOf) : [0, size]
  if (ranges === undefined || ranges.length % 2 !== 0 || entryLength === 0) return undefined
  let from = 0
  for (let range = 0; range < ranges.length; range += 2) {
    const [first, count] = [ranges[range], ranges[range + 1]]
    if (first === undefined || count === undefined) return undefined
    if (first + count > largestObjectNumber + 1) return undefined
    if (from + count * entryLength > content.length) return undefined
    if (places.length + count > pdfLimits.maxObjects) return undefined
    for (let index = 0; index < count; index += 1, from += entryLength) {
      const kind = kindWidth === 0 ? 1 : numberAt(content, from, kindWidth)
      const second = numberAt(content, from + kindWidth, secondWidth)
      const third = numberAt(content, from + kindWidth + secondWidth, thirdWidth)
      places.push([first + index, placeOf(kind, second, third)])
    }
  }
  return { trailer: stream.dictionary, isStream: true, places }
}

function placeOf(kind: number, second: number, third: number): ObjectPlace | 'free' {
  if (kind === 1) return { kind: 'plain', at: second, generation: third }
  return kind === 2 ? { kind: 'packed', within: second, index: third } : 'free'
}

function numberAt(bytes: Uint8Array, at: number, width: number): number {
  let value = 0
  for (let index = 0; index < width; index += 1) value = value * 256 + (bytes[at + index] ?? 0)
  return value
}

async function inflated(
  bytes: Uint8Array,
  { dictionary, contentAt }: PdfStream,
  length: number,
  inflating: { left: number },
): Promise<Uint8Array | undefined> {
  if (contentAt + length > bytes.length) return undefined
  const content = bytes.subarray(contentAt, contentAt + length)
  const decoded = await decodeStream(dictionary, content, inflating.left)
  inflating.left -= decoded?.length ?? 0
  return decoded
}

/** Max length of a chain of references. */
const maxReferenceChain = 8

function readerOf(
  bytes: Uint8Array,
  places: ReadonlyMap<number, ObjectPlace>,
  inflating: { left: number },
): Pick<PdfDocument, 'resolve' | 'contentOf'> {
  const read = new Map<number, PdfObject | undefined>()
  const unpacked = new Map<number, Promise<Unpacked | undefined>>()
  // Tables may name one offset many times: the bytes read for all objects together are limited too.
  let bytesLeft = 4 * bytes.length + 1024 * 1024

  const readPlain = (at: number, reference: PdfReference): PdfObject | undefined => {
    if (bytesLeft < 0) return undefined
    const parsed = parseIndirect(bytes, at)
    bytesLeft -= parsed === undefined ? bytes.length / 16 : parsed.end - at
    // The object at the offset is not the one that the table names: the table can't be trusted.
    return parsed?.value.number === reference.number &&
      parsed.value.generation === reference.generation
      ? parsed.value.object
      : undefined
  }

  /** A length in an object stream could be the length of that very stream. */
  const lengthOf = (object: PdfObject | undefined): number | undefined => {
    if (object?.kind !== 'reference') return countOf(object)
    const place = places.get(object.number)
    return place?.kind === 'plain' ? countOf(readPlain(place.at, object)) : undefined
  }

  const unpack = async (within: number): Promise<Unpacked | undefined> => {
    const place = places.get(within)
    if (place?.kind !== 'plain') return undefined
    const stream = readPlain(place.at, {
      kind: 'reference',
      number: within,
      generation: place.generation,
    })
    if (stream?.kind !== 'stream') return undefined
    const { entries } = stream.dictionary
    const length = lengthOf(entries.get('Length'))
    const count = countOf(entries.get('N'))
    const first = countOf(entries.get('First'))
    if (nameOf(entries.get('Type')) !== 'ObjStm' || length === undefined) return undefined
    if (count === undefined || first === undefined) return undefined
    const content = await inflated(bytes, stream, length, inflating)
    return content && offsetsOf(content, count, first)
  }

  const readPacked = async (
    { within, index }: ObjectPlace & { kind: 'packed' },
    number: number,
  ): Promise<PdfObject | undefined> => {
    const known = unpacked.get(within)
    const unpacking = known ?? unpack(within)
    if (known === undefined) unpacked.set(within, unpacking)
    const container = await unpacking
    const entry = container?.entries[index]
    if (container === undefined || entry?.number !== number) return undefined
    return parseObject(container.content, entry.at)?.value
  }

  const resolve: PdfDocument['resolve'] = async (object) => {
    let found = object
    for (let steps = 0; found?.kind === 'reference'; steps += 1) {
      if (steps > maxReferenceChain) return undefined
      const { number, generation } = found
      const place = places.get(number)
      const standsThere =
        place !== undefined &&
        (place.kind === 'packed' ? generation === 0 : place.generation === generation)
      if (!standsThere) return { kind: 'null' }
      if (!read.has(number))
        read.set(
          number,
          place.kind === 'packed' ? await readPacked(place, number) : readPlain(place.at, found),
        )
      found = read.get(number)
    }
    return found
  }
  const contentOf: PdfDocument['contentOf'] = async (object) => {
    const stream = await resolve(object)
    if (stream?.kind !== 'stream') return undefined
    const length = lengthOf(stream.dictionary.entries.get('Length'))
    return length === undefined ? undefined : inflated(bytes, stream, length, inflating)
  }
  return { resolve, contentOf }
}

type Unpacked = {
  readonly content: Uint8Array
  readonly entries: readonly { readonly number: number; readonly at: number }[]
}

/** The objects in an object stream and their offsets (ISO 32000-1 § 7.5.7). */
function offsetsOf(content: Uint8Array, count: number, first: number): Unpacked | undefined {
  const entries: { number: number; at: number }[] = []
  let at = 0
  for (let index = 0; index < count; index += 1) {
    const number = parseInteger(content, skipSpace(content, at))
    const offset = number && parseInteger(content, skipSpace(content, number.end))
    if (number === undefined || offset === undefined) return undefined
    entries.push({ number: number.value, at: first + offset.value })
    at = offset.end
  }
  return { content, entries }
}
