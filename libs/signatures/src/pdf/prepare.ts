import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate } from '@sotevarmenne/x509/der'
import { hexOf } from '@sotevarmenne/x509/hex'
import { openPdf, type PdfDocument, type PdfRefusal } from './document.ts'
import { catalogueOf, firstPage, signatureFields } from './form.ts'
import {
  arrayOf,
  countOf,
  dictionaryOf,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
} from './objects.ts'
import { newReferences, updated } from './update.ts'
import {
  array,
  dictionary,
  name,
  number,
  bytesOf,
  text,
  withEntries,
  writeIndirect,
  writeObject,
  type WrittenObject,
} from './write.ts'

export type PdfSignatureWishes = (
  | {
      readonly kind: 'signature'
      /** The time of signing, as the signer claims. */
      readonly signedAt: Instant
      readonly reason?: string | undefined
      readonly location?: string | undefined
    }
  /** A time-stamp over the whole document (EN 319 142-1 § 5.4.3). */
  | { readonly kind: 'time-stamp' }
) & {
  /** The accessible name of the field: a field without a picture is announced by its name. */
  readonly label: string
  /** Bytes reserved for the signed message. */
  readonly room?: number
}

/** A document with an empty gap for the signature's message. */
export type PreparedPdf = {
  readonly bytes: Uint8Array
  /** The signature covers everything before `from` and everything from `to` on. */
  readonly gap: { readonly from: number; readonly to: number }
}

export type PrepareRefusal = PdfRefusal | { readonly kind: 'changes-not-permitted' }

/** Room for a message with three certificates and a time-stamp with as many. */
const defaultRoom = 16 * 1024

/**
 * Adds a signature field without a picture and an empty signature to a document (ISO 32000-1 § 12.8), as an
 * incremental update. `signedParts` returns what is to be signed then, `embedSignature` puts the message into
 * its gap.
 */
export async function preparePdf(
  pdf: Uint8Array,
  wishes: PdfSignatureWishes,
): Promise<Result<PreparedPdf, PrepareRefusal>> {
  const opened = await openPdf(pdf)
  if (!opened.ok) return opened
  const document = opened.value
  const root = await catalogueOf(document)
  if (!root.ok) return root
  const page = await firstPage(document, root.value.catalogue)
  const fields = await signatureFields(document)
  if (!fields.ok) return fields
  if (page === undefined) return refuse({ kind: 'malformed-pdf' })
  if (await forbidsChanges(document, root.value.catalogue))
    return refuse({ kind: 'changes-not-permitted' })

  const next = newReferences(document)
  const [signature, field] = [next(), next()]
  const names = new Set(fields.value.map((each) => each.name))
  const changes = new Map<number, WrittenObject>()
  const change = (reference: PdfReference, object: PdfObject): void =>
    void changes.set(reference.number, writeIndirect(reference, object))

  change(
    field,
    dictionary({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: text(freeName(names)),
      TU: text(wishes.label),
      V: signature,
      // Printed, locked; no size: nothing is drawn (ISO 32000-1 § 12.7.4.5).
      F: number(132),
      Rect: array(number(0), number(0), number(0), number(0)),
      P: page.reference,
    }),
  )
  const isSound =
    (await addToPage({ document, change, field }, page)) &&
    (await addToForm({ document, change, field }, root.value, next))
  if (!isSound) return refuse({ kind: 'malformed-pdf' })

  const written = writeSignature(signature, wishes)
  const { bytes, objectsAt } = updated(document, [written.object, ...changes.values()])
  const gap = {
    from: objectsAt + written.contentsAt,
    to: objectsAt + written.contentsAt + written.contentsLength,
  }
  const range = `0 ${String(gap.from)} ${String(gap.to)} ${String(bytes.length - gap.to)}`
  bytes.set(bytesOf(range.padEnd(rangeLength)), objectsAt + written.rangeAt)
  return ok({ bytes, gap })
}

/** What a signature in the gap covers. */
export const signedParts = ({ bytes, gap }: PreparedPdf): readonly Uint8Array[] => [
  bytes.subarray(0, gap.from),
  bytes.subarray(gap.to),
]

/** Puts the message into its gap. Nothing else in the document changes. */
export function embedSignature(
  { bytes, gap }: PreparedPdf,
  message: Uint8Array,
): Result<Uint8Array, { readonly kind: 'no-room' }> {
  if (2 * message.length > gap.to - gap.from - 2) return refuse({ kind: 'no-room' })
  const signed = bytes.slice()
  signed.set(bytesOf(hexOf(message)), gap.from + 1)
  return ok(signed)
}

/** Room for four numbers of ten digits. */
const rangeLength = 44

function writeSignature(
  reference: PdfReference,
  wishes: PdfSignatureWishes,
): {
  readonly object: WrittenObject
  readonly contentsAt: number
  readonly contentsLength: number
  readonly rangeAt: number
} {
  const entries =
    wishes.kind === 'time-stamp'
      ? { Type: name('DocTimeStamp'), SubFilter: name('ETSI.RFC3161') }
      : {
          Type: name('Sig'),
          SubFilter: name('ETSI.CAdES.detached'),
          M: text(dateOf(wishes.signedAt)),
          Reason: wishes.reason === undefined ? undefined : text(wishes.reason),
          Location: wishes.location === undefined ? undefined : text(wishes.location),
        }
  const known = writeObject(dictionary({ ...entries, Filter: name('Adobe.PPKLite') }))
  const head = bytesOf(`${String(reference.number)} 0 obj\n${known.slice(0, -2)}\n/Contents `)
  const contents = bytesOf(`<${'0'.repeat(2 * (wishes.room ?? defaultRoom))}>`)
  const range = bytesOf('\n/ByteRange [')
  const tail = bytesOf(`${' '.repeat(rangeLength)}]>>\nendobj\n`)
  return {
    object: {
      number: reference.number,
      generation: 0,
      bytes: concatenate(head, contents, range, tail),
    },
    contentsAt: head.length,
    contentsLength: contents.length,
    rangeAt: head.length + contents.length + range.length,
  }
}

type Adding = {
  readonly document: PdfDocument
  readonly change: (reference: PdfReference, object: PdfObject) => void
  readonly field: PdfReference
}

async function addToPage(
  { document, change, field }: Adding,
  { reference, page }: { readonly reference: PdfReference; readonly page: PdfDictionary },
): Promise<boolean> {
  const stated = page.entries.get('Annots')
  const annotations = stated === undefined ? [] : arrayOf(await document.resolve(stated))
  if (annotations === undefined) return false
  const longer = array(...annotations, field)
  if (stated?.kind === 'reference') change(stated, longer)
  else change(reference, withEntries(page, { Annots: longer }))
  return true
}

async function addToForm(
  { document, change, field }: Adding,
  { reference, catalogue }: { readonly reference: PdfReference; readonly catalogue: PdfDictionary },
  next: () => PdfReference,
): Promise<boolean> {
  const stated = catalogue.entries.get('AcroForm')
  const form = stated === undefined ? dictionary({}) : dictionaryOf(await document.resolve(stated))
  const statedFields = form?.entries.get('Fields')
  const fields = statedFields === undefined ? [] : arrayOf(await document.resolve(statedFields))
  if (form === undefined || fields === undefined) return false
  const longer = array(...fields, field)
  if (statedFields?.kind === 'reference') change(statedFields, longer)
  const changed = withEntries(form, {
    Fields: statedFields?.kind === 'reference' ? statedFields : longer,
    // SignaturesExist and AppendOnly.
    SigFlags: number(3),
  })
  if (stated?.kind === 'reference') change(stated, changed)
  else {
    const own = next()
    change(own, changed)
    change(reference, withEntries(catalogue, { AcroForm: own }))
  }
  return true
}

/** A certification that allows no change at all (ISO 32000-1 § 12.8.2.2). */
async function forbidsChanges(document: PdfDocument, catalogue: PdfDictionary): Promise<boolean> {
  const { resolve } = document
  const permissions = dictionaryOf(await resolve(catalogue.entries.get('Perms')))
  const certification = dictionaryOf(await resolve(permissions?.entries.get('DocMDP')))
  const references = arrayOf(await resolve(certification?.entries.get('Reference'))) ?? []
  const first = dictionaryOf(await resolve(references[0]))
  const parameters = dictionaryOf(await resolve(first?.entries.get('TransformParams')))
  return countOf(await resolve(parameters?.entries.get('P'))) === 1
}

function freeName(taken: ReadonlySet<string>): string {
  for (let index = 1; ; index += 1) {
    const candidate = `Signature${String(index)}`
    if (!taken.has(candidate)) return candidate
  }
}

/** A PDF date in UTC (ISO 32000-1 § 7.9.4). */
const dateOf = (at: Instant): string =>
  `D:${new Date(at).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`
