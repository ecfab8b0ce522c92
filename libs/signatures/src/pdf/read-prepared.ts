import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { openPdf, type PdfRefusal } from './document.ts'
import { signatureFields } from './form.ts'
import { arrayOf, countOf, dictionaryOf, stringOf } from './objects.ts'
import type { PreparedPdf } from './prepare.ts'

/** Delimiter, zeros, delimiter: nothing is hidden in a gap. */
const [openingDelimiter, zero, closingDelimiter] = [0x3c, 0x30, 0x3e]

/**
 * A document that another program has prepared for one signature: its gap is empty, and the signature would cover
 * everything else of the file.
 */
export async function readPreparedPdf(
  bytes: Uint8Array,
): Promise<Result<PreparedPdf, PdfRefusal | { readonly kind: 'not-prepared' }>> {
  const document = await openPdf(bytes)
  if (!document.ok) return document
  const fields = await signatureFields(document.value)
  if (!fields.ok) return fields
  for (const { value } of fields.value) {
    if (value === undefined || document.value.places.get(value.number)?.kind !== 'plain') continue
    const entries = dictionaryOf(await document.value.resolve(value))?.entries
    const place = stringOf(entries?.get('Contents'))?.place
    const range = (arrayOf(entries?.get('ByteRange')) ?? []).map(countOf)
    if (place?.isHex !== true || !isEmpty(bytes.subarray(place.from, place.to))) continue
    const gap = { from: place.from, to: place.to }
    const whole = [0, gap.from, gap.to, bytes.length - gap.to]
    if (range.length === whole.length && whole.every((each, index) => each === range[index]))
      return ok({ bytes, gap })
  }
  return refuse({ kind: 'not-prepared' })
}

const isEmpty = (gap: Uint8Array): boolean =>
  gap[0] === openingDelimiter &&
  gap.at(-1) === closingDelimiter &&
  gap.length > 2 &&
  gap.subarray(1, -1).every((byte) => byte === zero)
