import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import { hexOf } from '@sotevarmenne/x509/hex'
import { changesSince, type LaterChanges } from './changes.ts'
import { openPdf, type PdfDocument, type PdfRefusal } from './document.ts'
import { signatureFields, type SignatureField } from './form.ts'
import { arrayOf, countOf, dictionaryOf, nameOf, stringOf, textOf } from './objects.ts'
import { bytesOf } from './write.ts'

/**
 * A signature in a document, as it was read. `verifySignature` and `verifyTimeStamp` check whether it is
 * valid.
 */
export type PdfSignature = {
  readonly kind: 'signature' | 'time-stamp'
  readonly fieldName: string
  /** The signed message in DER. */
  readonly message: Uint8Array
  /** What it covers: everything up to the end of its revision, except the gap of the message. */
  readonly covered: readonly Uint8Array[]
  /** The changes to the document after it was signed. */
  readonly changesAfter: LaterChanges
  /** What the signer states beside the signature, covered by it. */
  readonly stated: {
    readonly signedAt: string | undefined
    readonly reason: string | undefined
    readonly location: string | undefined
  }
}

export type ReadSignaturesRefusal =
  | PdfRefusal
  /** It does not cover what it seems to: the classic way to present another document as the signed one. */
  | { readonly kind: 'malformed-signature'; readonly fieldName: string }
  | { readonly kind: 'unsupported-signature'; readonly fieldName: string }
  | { readonly kind: 'too-many-signatures' }

/** Each signature costs a digest over the document. */
const maxSignatures = 20

/** Reads the signatures of a document, oldest first. */
export async function readPdfSignatures(
  pdf: Uint8Array,
): Promise<
  Result<
    { readonly document: PdfDocument; readonly signatures: readonly PdfSignature[] },
    ReadSignaturesRefusal
  >
> {
  const document = await openPdf(pdf)
  if (!document.ok) return document
  const fields = await signatureFields(document.value)
  if (!fields.ok) return fields
  const filled = fields.value.filter(({ field }) => field.entries.has('V'))
  if (filled.length > maxSignatures) return refuse({ kind: 'too-many-signatures' })
  const signatures: (PdfSignature & { readonly endsAt: number })[] = []
  for (const field of filled) {
    const signature = await readOne(document.value, field)
    if (!signature.ok) return signature
    signatures.push(signature.value)
  }
  return ok({
    document: document.value,
    signatures: signatures.toSorted((one, other) => one.endsAt - other.endsAt),
  })
}

async function readOne(
  document: PdfDocument,
  { name: fieldName, value }: SignatureField,
): Promise<Result<PdfSignature & { readonly endsAt: number }, ReadSignaturesRefusal>> {
  const { bytes, places, resolve } = document
  const malformed = refuse({ kind: 'malformed-signature', fieldName } as const)
  // The position of the message must be known: in an object stream it would not be in the file itself.
  if (value === undefined || places.get(value.number)?.kind !== 'plain') return malformed
  const entries = dictionaryOf(await resolve(value))?.entries
  const contents = stringOf(entries?.get('Contents'))
  const range = (arrayOf(entries?.get('ByteRange')) ?? []).map(countOf)
  const [from, gapFrom, gapTo, rest, ...more] = range
  if (entries === undefined || contents?.place === undefined) return malformed
  if (from !== 0 || gapFrom === undefined || gapTo === undefined || more.length > 0)
    return malformed
  const endsAt = gapTo + (rest ?? Infinity)
  if (endsAt > bytes.length || rest === 0) return malformed
  // All of the revision is covered except this very string with its delimiters, and no data is hidden in it.
  const { place } = contents
  const isGap = place.isHex && place.from === gapFrom && place.to === gapTo
  if (!isGap || !isPureHex(bytes.subarray(gapFrom + 1, gapTo - 1), contents.bytes)) return malformed

  const kind = kindOf(nameOf(entries.get('SubFilter')))
  if (kind === undefined) return refuse({ kind: 'unsupported-signature', fieldName })
  const message = withoutFilling(contents.bytes)
  const changesAfter = await changesSince(document, endsAt)
  if (message === undefined || changesAfter === undefined) return malformed
  return ok({
    kind,
    fieldName,
    message,
    covered: [bytes.subarray(0, gapFrom), bytes.subarray(gapTo, endsAt)],
    changesAfter,
    stated: {
      signedAt: textOf(entries.get('M')),
      reason: textOf(entries.get('Reason')),
      location: textOf(entries.get('Location')),
    },
    endsAt,
  })
}

function kindOf(subFilter: string | undefined): PdfSignature['kind'] | undefined {
  switch (subFilter) {
    case 'ETSI.CAdES.detached':
    case 'adbe.pkcs7.detached':
      return 'signature'
    case 'ETSI.RFC3161':
      return 'time-stamp'
    case undefined:
    default:
      return undefined
  }
}

const isPureHex = (bytes: Uint8Array, meant: Uint8Array): boolean =>
  bytes.length === 2 * meant.length &&
  (equalBytes(bytes, bytesOf(hexOf(meant))) ||
    equalBytes(bytes, bytesOf(hexOf(meant).toUpperCase())))

/** The message ends by its own length; the rest of its gap must be zeros. */
function withoutFilling(contents: Uint8Array): Uint8Array | undefined {
  const first = contents[1] ?? 0
  const bytes = first < 0x80 ? 0 : first & 0x7f
  if (contents[0] !== 0x30 || bytes > 4) return undefined
  let length = bytes === 0 ? first : 0
  for (let index = 0; index < bytes; index += 1) length = length * 256 + (contents[2 + index] ?? 0)
  const end = 2 + bytes + length
  if (end > contents.length || contents.subarray(end).some((byte) => byte !== 0)) return undefined
  return contents.subarray(0, end)
}
