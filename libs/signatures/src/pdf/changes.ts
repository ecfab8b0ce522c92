import { openPdf, type ObjectPlace, type PdfDocument } from './document.ts'
import { catalogueOf, firstPage, signatureFields } from './form.ts'
import {
  arrayOf,
  dictionaryOf,
  nameOf,
  type PdfDictionary,
  type PdfObject,
  type PdfReference,
} from './objects.ts'
import { writeObject } from './write.ts'

/**
 * What was added after a signed revision: nothing; only what a signed document may get (further signatures
 * without a picture, time-stamps, validation data); or something else, which the signer did not see.
 */
export type LaterChanges = 'none' | 'only-signatures' | 'something-else'

/**
 * Compares the document with the revision that ended at that byte. Undefined: that was not a whole document.
 */
export async function changesSince(
  now: PdfDocument,
  endsAt: number,
): Promise<LaterChanges | undefined> {
  const then = await openPdf(now.bytes.subarray(0, endsAt))
  if (!then.ok) return undefined
  if (isBlank(now.bytes.subarray(endsAt))) return 'none'
  return (await areOnlySignatures(then.value, now)) ? 'only-signatures' : 'something-else'
}

const isBlank = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20)

async function areOnlySignatures(then: PdfDocument, now: PdfDocument): Promise<boolean> {
  for (const key of ['Root', 'Info'])
    if (!isSame(then.trailer.entries.get(key), now.trailer.entries.get(key))) return false
  const before = await catalogueOf(then)
  const after = await catalogueOf(now)
  const fieldsBefore = await signatureFields(then)
  const fieldsAfter = await signatureFields(now)
  if (!before.ok || !after.ok || !fieldsBefore.ok || !fieldsAfter.ok) return false

  const newFields = fieldsAfter.value.filter(({ name }) =>
    fieldsBefore.value.every((field) => field.name !== name),
  )
  if (!newFields.every(({ field }) => isUnseen(field))) return false
  const added = new Set(newFields.map(({ reference }) => reference?.number))
  const [formBefore, formAfter] = [
    await formOf(then, before.value.catalogue),
    await formOf(now, after.value.catalogue),
  ]
  if (!formGrowsBy(added, formBefore, formAfter)) return false

  // An object with a number below the size may be one that the signed revision referenced without having it.
  const changed = [...now.places].filter(
    ([number, place]) => !isSamePlace(then.places.get(number), place),
  )
  if (changed.some(([number]) => !then.places.has(number) && number < then.size)) return false
  if ([...then.places.keys()].some((number) => !now.places.has(number))) return false

  const allowed = await mayChange(then, before.value, added)
  for (const [number] of changed) {
    const place = then.places.get(number)
    if (place === undefined) continue
    const generation = place.kind === 'plain' ? place.generation : 0
    const own = { kind: 'reference', number, generation } as const
    const [old, young] = [await then.resolve(own), await now.resolve(own)]
    if (old === undefined || young === undefined) return false
    if (allowed.get(number)?.(old, young) !== true) return false
  }
  return true
}

type Rule = (old: PdfObject, young: PdfObject | undefined) => boolean
/** Object numbers of the new signature fields. */
type Added = ReadonlySet<number | undefined>

/** The objects that a further signature changes, and how each may change. */
async function mayChange(
  then: PdfDocument,
  { reference, catalogue }: { readonly reference: PdfReference; readonly catalogue: PdfDictionary },
  added: Added,
): Promise<ReadonlyMap<number, Rule>> {
  const rules = new Map<number, Rule>()
  const put = (object: PdfObject | undefined, rule: Rule): void => {
    if (object?.kind === 'reference') rules.set(object.number, rule)
  }
  const grows: Rule = (old, young) => growsBy(added, old, young)
  const anyhow: Rule = () => true
  put(catalogue.entries.get('DSS'), anyhow)
  put(catalogue.entries.get('Extensions'), anyhow)
  // The possible changes of the form are checked as a whole, wherever its parts are.
  const statedForm = catalogue.entries.get('AcroForm')
  put(dictionaryOf(await then.resolve(statedForm))?.entries.get('Fields'), grows)
  put(statedForm, anyhow)
  const page = await firstPage(then, catalogue)
  put(page?.page.entries.get('Annots'), grows)
  put(page?.reference, (old, young) => differsOnlyIn(old, young, { Annots: grows }))
  rules.set(reference.number, (old, young) =>
    differsOnlyIn(old, young, { DSS: anyhow, Extensions: anyhow, AcroForm: anyhow }),
  )
  return rules
}

type Form = { readonly form: PdfDictionary; readonly fields: PdfObject }

async function formOf(document: PdfDocument, { entries }: PdfDictionary): Promise<Form> {
  const form = dictionaryOf(await document.resolve(entries.get('AcroForm'))) ?? nothing
  return { form, fields: (await document.resolve(form.entries.get('Fields'))) ?? noItems }
}

const nothing: PdfDictionary = { kind: 'dictionary', entries: new Map() }
const noItems: PdfObject = { kind: 'array', items: [] }

const formGrowsBy = (added: Added, before: Form, after: Form): boolean =>
  growsBy(added, before.fields, after.fields) &&
  differsOnlyIn(before.form, after.form, { SigFlags: () => true, Fields: () => true })

/** The old entries come first, unchanged; the new entries are the new fields. */
function growsBy(added: Added, old: PdfObject, young: PdfObject | undefined): boolean {
  const [before, after] = [arrayOf(old), arrayOf(young)]
  if (before === undefined || after === undefined) return isSame(old, young)
  return (
    before.every((item, index) => isSame(item, after[index])) &&
    after.slice(before.length).every((item) => item.kind === 'reference' && added.has(item.number))
  )
}

function differsOnlyIn(
  old: PdfObject,
  young: PdfObject | undefined,
  rules: Readonly<Record<string, Rule>>,
): boolean {
  const [before, after] = [dictionaryOf(old)?.entries, dictionaryOf(young)?.entries]
  if (before === undefined || after === undefined) return isSame(old, young)
  return [...new Set([...before.keys(), ...after.keys()])].every((key) => {
    const [one, other] = [before.get(key), after.get(key)]
    return isSame(one, other) || rules[key]?.(one ?? noItems, other) === true
  })
}

/** A signature field without an appearance: a picture could cover what was signed. */
function isUnseen({ entries }: PdfDictionary): boolean {
  if (nameOf(entries.get('FT')) !== 'Sig') return false
  const stated = entries.get('Rect')
  if (stated === undefined) return true
  const corners = (arrayOf(stated) ?? []).flatMap((corner) =>
    corner.kind === 'number' ? [corner.value] : [],
  )
  const [left, bottom, right, top] = corners
  return corners.length === 4 && left === right && bottom === top
}

const isSame = (one: PdfObject | undefined, other: PdfObject | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.kind !== 'stream' &&
    other.kind !== 'stream' &&
    writeObject(one) === writeObject(other))

const isSamePlace = (one: ObjectPlace | undefined, other: ObjectPlace): boolean =>
  one?.kind === 'packed'
    ? other.kind === 'packed' && one.within === other.within && one.index === other.index
    : other.kind === 'plain' && one?.at === other.at && one.generation === other.generation
