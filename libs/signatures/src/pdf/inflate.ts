import { readUpTo } from '../read-up-to.ts'
import {
  arrayOf,
  countOf,
  dictionaryOf,
  nameOf,
  type PdfDictionary,
  type PdfObject,
} from './objects.ts'

/**
 * The decoded bytes of a stream: without a filter, or Flate with or without a predictor (ISO 32000-1 §
 * 7.4.4), which is all that cross-reference tables use. Undefined: another filter, malformed bytes, or more
 * than the limit.
 */
export async function decodeStream(
  { entries }: PdfDictionary,
  content: Uint8Array,
  limit: number,
): Promise<Uint8Array | undefined> {
  const filter = onlyOne(entries.get('Filter'))
  if (filter === 'several') return undefined
  if (filter === undefined) return content.length > limit ? undefined : content
  if (nameOf(filter) !== 'FlateDecode') return undefined
  const inflated = await inflate(content, limit)
  const parameters = onlyOne(entries.get('DecodeParms'))
  if (inflated === undefined || parameters === 'several') return undefined
  return withoutPredictor(inflated, dictionaryOf(parameters))
}

function onlyOne(object: PdfObject | undefined): PdfObject | 'several' | undefined {
  const items = arrayOf(object)
  if (items === undefined) return object
  return items.length > 1 ? 'several' : items[0]
}

/** Stops as soon as the limit is exceeded: a small stream may inflate to gigabytes. */
async function inflate(content: Uint8Array, limit: number): Promise<Uint8Array | undefined> {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      controller.enqueue(content.slice())
      controller.close()
    },
  })
  try {
    return await readUpTo(source.pipeThrough(new DecompressionStream('deflate')), limit)
  } catch {
    // The stream throws on bytes that are not Flate: expected for input from outside.
    return undefined
  }
}

/** Undoes the PNG predictors (ISO 32000-1 § 7.4.4.4), of one byte per pixel as tables use them. */
function withoutPredictor(
  bytes: Uint8Array,
  parameters: PdfDictionary | undefined,
): Uint8Array | undefined {
  const predictor = countOf(parameters?.entries.get('Predictor')) ?? 1
  if (predictor === 1) return bytes
  const columns = countOf(parameters?.entries.get('Columns')) ?? 1
  const colours = countOf(parameters?.entries.get('Colors')) ?? 1
  const bits = countOf(parameters?.entries.get('BitsPerComponent')) ?? 8
  if (predictor < 10 || columns === 0 || columns > 65_536 || colours !== 1 || bits !== 8)
    return undefined
  const rows = Math.floor(bytes.length / (columns + 1))
  const plain = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    const kind = bytes[row * (columns + 1)] ?? 0
    if (kind > 4) return undefined
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column
      const left = column === 0 ? 0 : (plain[at - 1] ?? 0)
      const up = row === 0 ? 0 : (plain[at - columns] ?? 0)
      const corner = row === 0 || column === 0 ? 0 : (plain[at - columns - 1] ?? 0)
      const given = bytes[row * (columns + 1) + 1 + column] ?? 0
      plain[at] = given + predicted(kind, { left, up, corner })
    }
  }
  return plain
}

type Neighbours = { readonly left: number; readonly up: number; readonly corner: number }

function predicted(kind: number, { left, up, corner }: Neighbours): number {
  switch (kind) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4:
      return paeth(left, up, corner)
    default:
      return 0
  }
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [toLeft, toUp, toCorner] = [left, up, corner].map((each) => Math.abs(estimate - each))
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner
}
