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

/** The contents of a CRL besides its entries, before it is signed. */
export type CrlFields = {
  readonly signatureAlgorithm: SignatureAlgorithm
  /** The issuer's name in DER, byte for byte as in its own certificate. */
  readonly issuer: Uint8Array
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  /** The CRL number: rises with each CRL of the issuer. */
  readonly number: bigint
  readonly authorityKeyIdentifier: Uint8Array
  /**
   * The URL of a CRL shard, which covers only the certificates that name it; undefined: the CRL covers all.
   */
  readonly distributionPoint?: string | undefined
}

/** The bytes before and after a long content that is never whole in memory. */
export type Frame = { readonly before: Uint8Array; readonly after: Uint8Array }

/**
 * The bytes around the entries in the to-be-signed bytes (TBSCertList), for a given length of the entries.
 */
export function tbsCrlFrame(fields: CrlFields, entriesLength: number): Frame {
  const head = concatenate(
    version2,
    encodeSignatureAlgorithm(fields.signatureAlgorithm),
    fields.issuer,
    time(fields.thisUpdate),
    time(fields.nextUpdate),
  )
  const after = contextual(0, encodeExtensions(crlExtensions(fields)))
  // revokedCertificates is left out when it is empty (RFC 5280 § 5.1.2.6).
  const entriesHeader = entriesLength === 0 ? new Uint8Array(0) : sequenceHeader(entriesLength)
  const contentLength = head.length + entriesHeader.length + entriesLength + after.length
  return { before: concatenate(sequenceHeader(contentLength), head, entriesHeader), after }
}

/**
 * The to-be-signed bytes, in pieces, from pages of encoded entries. Throws when the length of the pages
 * differs from the header.
 */
export async function* streamTbsCrl(
  fields: CrlFields,
  entriesLength: number,
  pages: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { before, after } = tbsCrlFrame(fields, entriesLength)
  yield before
  let length = 0
  for await (const page of pages) {
    length += page.length
    yield page
  }
  if (length !== entriesLength)
    throw new Error(`CRL entries have ${String(length)} bytes, expected ${String(entriesLength)}`)
  yield after
}

/** The bytes around the signed bytes, in the finished CRL. */
export function signedCrlFrame(
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

const crlExtensions = (fields: CrlFields): readonly Extension[] => [
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
