import { concatenate } from '@sotevarmenne/x509/der'
import type { PdfDocument } from './document.ts'
import type { PdfDictionary, PdfObject, PdfReference } from './objects.ts'
import {
  array,
  dictionary,
  name,
  number,
  bytesOf,
  reference,
  withEntries,
  writeObject,
  writeStream,
  type WrittenObject,
} from './write.ts'

/**
 * An incremental update (ISO 32000-1 § 7.5.6): the existing bytes stay as they are; changed and new objects
 * follow them, with a table in the form of the newest one there.
 */
export function updated(
  document: PdfDocument,
  objects: readonly WrittenObject[],
): {
  readonly bytes: Uint8Array
  /** Where the first of the objects begins. */ readonly objectsAt: number
} {
  const { bytes, newestTable } = document
  const gap = bytes.at(-1) === 0x0a ? new Uint8Array(0) : Uint8Array.of(0x0a)
  const objectsAt = bytes.length + gap.length
  const rows: Row[] = []
  let at = objectsAt
  for (const { number: of, generation, bytes } of objects) {
    rows.push({ number: of, generation, at })
    at += bytes.length
  }
  const table = newestTable.isStream ? tableStream(document, rows, at) : plainTable(document, rows)
  const end = bytesOf(`startxref\n${String(at)}\n%%EOF\n`)
  const parts = [bytes, gap, ...objects.map(({ bytes }) => bytes), table, end]
  return { bytes: concatenate(...parts), objectsAt }
}

/** Allocates numbers of new objects. */
export function newReferences({ size }: PdfDocument): () => PdfReference {
  let next = size
  return () => {
    next += 1
    return reference(next - 1)
  }
}

type Row = { readonly number: number; readonly generation: number; readonly at: number }

function plainTable(document: PdfDocument, rows: readonly Row[]): Uint8Array {
  const sections = sectionsOf(rows).map(
    (section) =>
      `${String(section[0]?.number)} ${String(section.length)}\n${section
        .map((row) => `${digits(row.at, 10)} ${digits(row.generation, 5)} n \n`)
        .join('')}`,
  )
  const trailer = trailerOf(document, sizeWith(document, rows))
  return bytesOf(`xref\n${sections.join('')}trailer\n${writeObject(trailer)}\n`)
}

function tableStream(document: PdfDocument, rows: readonly Row[], at: number): Uint8Array {
  const own = { number: sizeWith(document, rows), generation: 0, at }
  const all = [...rows, own]
  const sections = sectionsOf(all)
  const content = concatenate(
    ...sections.flat().map((row) => {
      const entry = new Uint8Array(7)
      const view = new DataView(entry.buffer)
      view.setUint8(0, 1)
      view.setUint32(1, row.at)
      view.setUint16(5, row.generation)
      return entry
    }),
  )
  const entries = withEntries(trailerOf(document, own.number + 1), {
    Type: name('XRef'),
    W: array(number(1), number(4), number(2)),
    Index: array(
      ...sections.flatMap((section) => [number(section[0]?.number ?? 0), number(section.length)]),
    ),
  })
  return writeStream(reference(own.number), entries, content).bytes
}

/** The entries of the newest trailer about the document, without those about its own table. */
function trailerOf({ trailer, newestTable }: PdfDocument, size: number): PdfDictionary {
  const stored: Record<string, PdfObject> = {}
  for (const [key, value] of trailer.entries) if (!ofTable.has(key)) stored[key] = value
  return dictionary({ ...stored, Size: number(size), Prev: number(newestTable.at) })
}

const ofTable: ReadonlySet<string> = new Set([
  ...['Type', 'W', 'Index', 'Filter', 'DecodeParms', 'Length', 'Prev', 'Size', 'XRefStm'],
])

const sizeWith = ({ size }: PdfDocument, rows: readonly Row[]): number =>
  rows.reduce((largest, row) => Math.max(largest, row.number + 1), size)

/** Groups rows with consecutive numbers. */
function sectionsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const sections: Row[][] = []
  for (const row of rows.toSorted((one, other) => one.number - other.number)) {
    const last = sections.at(-1)
    if (last?.at(-1)?.number === row.number - 1) last.push(row)
    else sections.push([row])
  }
  return sections
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0')
