import { concatenate } from '@sotevarmenne/x509/der'
import { hexOf } from '@sotevarmenne/x509/hex'
import {
  largestObjectNumber,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
} from './objects.ts'

/* PDF objects encoded as bytes (ISO 32000-1 § 7.3), and functions to create them. */

export const name = (value: string): PdfObject => ({ kind: 'name', value })
export const number = (value: number): PdfObject => ({ kind: 'number', value, raw: String(value) })
export const text = (value: string): PdfObject => ({ kind: 'string', bytes: textBytes(value) })
export const array = (...items: readonly PdfObject[]): PdfObject => ({ kind: 'array', items })
export const dictionary = (
  entries: Readonly<Record<string, PdfObject | undefined>>,
): PdfDictionary => ({
  kind: 'dictionary',
  entries: new Map(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  ),
})
export const reference = (of: number, generation = 0): PdfReference => ({
  kind: 'reference',
  number: of,
  generation,
})

/** The dictionary with these entries added or replaced. */
export const withEntries = (
  { entries }: PdfDictionary,
  more: Readonly<Record<string, PdfObject>>,
): PdfDictionary => ({
  kind: 'dictionary',
  entries: new Map([...entries, ...Object.entries(more)]),
})

/** The object as in a file. Not for streams: use `writeStream`, which has the bytes. */
export function writeObject(object: PdfObject): string {
  switch (object.kind) {
    case 'null':
      return 'null'
    case 'boolean':
      return String(object.value)
    case 'number':
      return object.raw
    case 'name':
      return writeName(object.value)
    case 'string':
      return `<${hexOf(object.bytes)}>`
    case 'array':
      return `[${object.items.map(writeObject).join(' ')}]`
    case 'dictionary':
      return `<<${[...object.entries].map(([key, value]) => `${writeName(key)} ${writeObject(value)}`).join('\n')}>>`
    case 'reference':
      return `${String(object.number)} ${String(object.generation)} R`
    case 'stream':
      throw new Error('stream without its bytes: use writeStream')
  }
}

/** Text with one byte per character, as bytes. */
export function bytesOf(latin: string): Uint8Array {
  const bytes = new Uint8Array(latin.length)
  for (let index = 0; index < latin.length; index += 1) bytes[index] = latin.charCodeAt(index)
  return bytes
}

export type WrittenObject = {
  readonly number: number
  readonly generation: number
  readonly bytes: Uint8Array
}

export const writeIndirect = (
  { number: of, generation }: PdfReference,
  object: PdfObject,
): WrittenObject => written(of, generation, bytesOf(writeObject(object)))

export const writeStream = (
  { number: of, generation }: PdfReference,
  entries: PdfDictionary,
  content: Uint8Array,
): WrittenObject => {
  const head = writeObject(withEntries(entries, { Length: number(content.length) }))
  return written(
    of,
    generation,
    concatenate(bytesOf(`${head}\nstream\n`), content, bytesOf('\nendstream')),
  )
}

function written(of: number, generation: number, content: Uint8Array): WrittenObject {
  if (of > largestObjectNumber) throw new RangeError('object number above the max of PDF')
  const bytes = concatenate(
    bytesOf(`${String(of)} ${String(generation)} obj\n`),
    content,
    bytesOf('\nendobj\n'),
  )
  return { number: of, generation, bytes }
}

/** ASCII as it is, anything else as UTF-16 with BOM (ISO 32000-1 § 7.9.2.2). */
function textBytes(value: string): Uint8Array {
  if (/^[\x20-\x7e]*$/.test(value)) return bytesOf(value)
  const bytes = new Uint8Array(2 + 2 * value.length)
  bytes.set([0xfe, 0xff])
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charCodeAt(index)
    bytes.set([unit >> 8, unit & 0xff], 2 + 2 * index)
  }
  return bytes
}

function writeName(value: string): string {
  let written = '/'
  for (let index = 0; index < value.length; index += 1) {
    const byte = value.charCodeAt(index)
    const isPlain = byte > 0x20 && byte < 0x7f && !'()<>[]{}/%#'.includes(value.charAt(index))
    written += isPlain ? value.charAt(index) : `#${byte.toString(16).padStart(2, '0')}`
  }
  return written
}
