import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { PdfDocument, PdfRefusal } from './document.ts'
import {
  arrayOf,
  dictionaryOf,
  nameOf,
  textOf,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
} from './objects.ts'

/** A signature form field (ISO 32000-1 § 12.7.4.5). */
export type SignatureField = {
  readonly name: string
  /** Undefined for a direct object. */
  readonly reference: PdfReference | undefined
  readonly field: PdfDictionary
  /** The reference of its signature; undefined: an empty field. */
  readonly value: PdfReference | undefined
}

/** The document's catalogue, with its reference. */
export async function catalogueOf(
  document: PdfDocument,
): Promise<
  Result<{ readonly reference: PdfReference; readonly catalogue: PdfDictionary }, PdfRefusal>
> {
  const reference = document.trailer.entries.get('Root')
  const catalogue = dictionaryOf(await document.resolve(reference))
  return reference?.kind === 'reference' && catalogue !== undefined
    ? ok({ reference, catalogue })
    : refuse({ kind: 'malformed-pdf' })
}

/** Max fields of a form, with their kids. */
const maxFields = 20_000
/** Max depth of kids. */
const deepestField = 32

/** The signature fields of the document, in the order of the form. */
export async function signatureFields(
  document: PdfDocument,
): Promise<Result<readonly SignatureField[], PdfRefusal>> {
  const found = await catalogueOf(document)
  if (!found.ok) return found
  const form = dictionaryOf(await document.resolve(found.value.catalogue.entries.get('AcroForm')))
  const roots = arrayOf(await document.resolve(form?.entries.get('Fields'))) ?? []
  const fields: SignatureField[] = []
  const seen = new Set<number>()
  let looked = 0

  const look = async (object: PdfObject, above: Above, depth: number): Promise<boolean> => {
    looked += 1
    if (looked > maxFields || depth > deepestField) return false
    if (object.kind === 'reference') {
      if (seen.has(object.number)) return false
      seen.add(object.number)
    }
    const field = dictionaryOf(await document.resolve(object))
    // A missing field is no fault of the signatures: other PDF readers skip it.
    if (field === undefined) return true
    const partial = textOf(await document.resolve(field.entries.get('T')))
    const here: Above = {
      name: [above.name, partial].filter((part) => part !== undefined && part !== '').join('.'),
      type: nameOf(await document.resolve(field.entries.get('FT'))) ?? above.type,
    }
    const value = field.entries.get('V')
    if (here.type === 'Sig' && (value !== undefined || partial !== undefined))
      fields.push({
        name: here.name,
        reference: object.kind === 'reference' ? object : undefined,
        field,
        value: value?.kind === 'reference' ? value : undefined,
      })
    for (const kid of arrayOf(await document.resolve(field.entries.get('Kids'))) ?? [])
      if (!(await look(kid, here, depth + 1))) return false
    return true
  }

  for (const root of roots)
    if (!(await look(root, { name: '', type: undefined }, 0)))
      return refuse({ kind: 'malformed-pdf' })
  return ok(fields)
}

type Above = { readonly name: string; readonly type: string | undefined }

/** The first page, with its reference. */
export async function firstPage(
  document: PdfDocument,
  catalogue: PdfDictionary,
): Promise<{ readonly reference: PdfReference; readonly page: PdfDictionary } | undefined> {
  let reference = catalogue.entries.get('Pages')
  for (let depth = 0; depth < deepestField; depth += 1) {
    const node = dictionaryOf(await document.resolve(reference))
    if (reference?.kind !== 'reference' || node === undefined) return undefined
    const kids = arrayOf(await document.resolve(node.entries.get('Kids')))
    if (kids === undefined)
      return nameOf(node.entries.get('Type')) === 'Page' ? { reference, page: node } : undefined
    reference = kids[0]
  }
  return undefined
}
