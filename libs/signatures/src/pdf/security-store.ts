import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import { openPdf, type PdfDocument, type PdfRefusal } from './document.ts'
import { catalogueOf } from './form.ts'
import { arrayOf, dictionaryOf, type PdfDictionary, type PdfObject } from './objects.ts'
import { newReferences, updated } from './update.ts'
import {
  array,
  dictionary,
  name,
  number,
  withEntries,
  writeIndirect,
  writeStream,
} from './write.ts'

/** Validation data stored in the document, for when CRL and OCSP are no longer available; all in DER. */
export type SecurityStore = {
  readonly certificates: readonly Uint8Array[]
  readonly ocspResponses: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
}

/** Adds to the document security store (EN 319 142-1 § 5.4.2: B-LT), as an incremental update. */
export async function addToSecurityStore(
  pdf: Uint8Array,
  more: SecurityStore,
): Promise<Result<Uint8Array, PdfRefusal>> {
  const opened = await openPdf(pdf)
  if (!opened.ok) return opened
  const document = opened.value
  const root = await catalogueOf(document)
  if (!root.ok) return root
  const { reference, catalogue } = root.value
  const store = await storeOf(document, catalogue)
  const stored = await readSecurityStore(document)
  if (!stored.ok) return stored

  const next = newReferences(document)
  const objects = []
  const entries: Record<string, PdfObject> = { Type: name('DSS') }
  for (const part of parts) {
    const old = arrayOf(await document.resolve(store?.entries.get(keys[part]))) ?? []
    const added = []
    for (const der of more[part]) {
      if (stored.value[part].some((each) => equalBytes(each, der))) continue
      const own = next()
      added.push(own)
      objects.push(writeStream(own, dictionary({}), der))
    }
    if (old.length + added.length > 0) entries[keys[part]] = array(...old, ...added)
  }
  const own = next()
  objects.push(
    writeIndirect(own, store === undefined ? dictionary(entries) : withEntries(store, entries)),
  )
  const extensions = dictionaryOf(await document.resolve(catalogue.entries.get('Extensions')))
  objects.push(
    writeIndirect(
      reference,
      withEntries(catalogue, {
        DSS: own,
        // The store is an extension of PDF 1.7 (EN 319 142-1 § 5.6).
        Extensions: withEntries(extensions ?? dictionary({}), { ESIC: extensionOfStore }),
      }),
    ),
  )
  return ok(updated(document, objects).bytes)
}

/** The security store of a document; empty when it has none. */
export async function readSecurityStore(
  document: PdfDocument,
): Promise<Result<SecurityStore, PdfRefusal>> {
  const root = await catalogueOf(document)
  if (!root.ok) return root
  const store = await storeOf(document, root.value.catalogue)
  const read: Record<keyof SecurityStore, Uint8Array[]> = {
    certificates: [],
    ocspResponses: [],
    crls: [],
  }
  for (const part of parts) {
    const items = arrayOf(await document.resolve(store?.entries.get(keys[part]))) ?? []
    if (items.length > maxItems) return refuse({ kind: 'malformed-pdf' })
    for (const item of items) {
      const der = await document.contentOf(item)
      if (der === undefined) return refuse({ kind: 'malformed-pdf' })
      read[part].push(der)
    }
  }
  return ok(read)
}

const parts = ['certificates', 'ocspResponses', 'crls'] as const
const keys = { certificates: 'Certs', ocspResponses: 'OCSPs', crls: 'CRLs' } as const
/** More than any real number of signatures needs. */
const maxItems = 500

const extensionOfStore = dictionary({ BaseVersion: name('1.7'), ExtensionLevel: number(5) })

const storeOf = async (
  { resolve }: PdfDocument,
  catalogue: PdfDictionary,
): Promise<PdfDictionary | undefined> => dictionaryOf(await resolve(catalogue.entries.get('DSS')))
