import type { Instant } from '@sotevarmenne/kernel/instant'
import {
  bitString,
  concatenate,
  contextual,
  headerLength,
  integer,
  sequence,
  time,
  writeHeader,
} from './der.ts'
import {
  authorityKeyIdentifier,
  distributionPointName,
  encodeExtensions,
  type Extension,
} from './extensions.ts'
import { extensionTypes } from './oids.ts'
import { encodeSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts'
import type { Signed } from './signed.ts'

/** What a revocation list is to say beside its entries, before it is signed. */
export type ListFields = {
  readonly signatureAlgorithm: SignatureAlgorithm
  /** The issuer's name in DER, octet for octet as its own certificate has it. */
  readonly issuer: Uint8Array
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  /** Rises with each list of the issuer. */
  readonly number: bigint
  readonly authorityKeyIdentifier: Uint8Array
  /** The address of a list that covers only the certificates which point to it; undefined: the list covers all. */
  readonly distributionPoint?: string | undefined
}

/** What stands around something long that is never held whole. */
export type Frame = { readonly before: Uint8Array; readonly after: Uint8Array }

/** What stands around the entries in the bytes to be signed (TBSCertList), once it is known how many octets they take. */
export function tbsListFrame(fields: ListFields, entriesLength: number): Frame {
  const head = concatenate(
    version2,
    encodeSignatureAlgorithm(fields.signatureAlgorithm),
    fields.issuer,
    time(fields.thisUpdate),
    time(fields.nextUpdate),
  )
  const after = contextual(0, encodeExtensions(listExtensions(fields)))
  // The list of entries is left out when it is empty (RFC 5280 § 5.1.2.6).
  const entriesHeader = entriesLength === 0 ? new Uint8Array(0) : sequenceHeader(entriesLength)
  const contentLength = head.length + entriesHeader.length + entriesLength + after.length
  return { before: concatenate(sequenceHeader(contentLength), head, entriesHeader), after }
}

/**
 * The bytes to be signed, piece by piece, from pages of entries that are ready. Throws when the pages hold another number
 * of octets than the header says.
 */
export async function* streamTbsList(
  fields: ListFields,
  entriesLength: number,
  pages: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { before, after } = tbsListFrame(fields, entriesLength)
  yield before
  let length = 0
  for await (const page of pages) {
    length += page.length
    yield page
  }
  if (length !== entriesLength)
    throw new Error(`the entries take ${String(length)} octets, not ${String(entriesLength)}`)
  yield after
}

/** What stands around the bytes that were signed, in the finished list. */
export function signedListFrame(
  tbsLength: number,
  { signatureAlgorithm, signature }: Omit<Signed, 'tbs'>,
): Frame {
  const after = concatenate(encodeSignatureAlgorithm(signatureAlgorithm), bitString(signature))
  return { before: sequenceHeader(tbsLength + after.length), after }
}

const version2 = integer(1)

function sequenceHeader(contentLength: number): Uint8Array {
  const header = new Uint8Array(headerLength(contentLength))
  writeHeader(header, 0, 0x30, contentLength)
  return header
}

const listExtensions = (fields: ListFields): readonly Extension[] => [
  authorityKeyIdentifier(fields.authorityKeyIdentifier),
  { type: extensionTypes.cRLNumber, critical: false, value: integer(fields.number) },
  ...(fields.distributionPoint === undefined
    ? []
    : [
        {
          type: extensionTypes.issuingDistributionPoint,
          critical: true,
          value: sequence(distributionPointName(fields.distributionPoint)),
        },
      ]),
]
