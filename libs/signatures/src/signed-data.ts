import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import {
  compareBytes,
  contextual,
  integer,
  octetString,
  oid,
  sequence,
  set,
  time,
} from '@sotevarmenne/x509/der'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import {
  encodeSignatureAlgorithm,
  type SignatureAlgorithm,
} from '@sotevarmenne/x509/signature-algorithm'
import { digestLengths, digestOf, encodeHash, hashOf, type Hash } from './digest.ts'
import { contentTypes, signedAttributeTypes, unsignedAttributeTypes } from './oids.ts'

/** The data of a signature before it is created. */
export type SignatureWishes = {
  /**
   * The form: in `cades` the time that the signer claims is a signed attribute (EN 319 122-1 § 6.3); in a PDF
   * it is outside the message (EN 319 142-1 § 6.3); a time-stamp has its own.
   */
  readonly form:
    | { readonly kind: 'cades'; readonly signingTime: Instant }
    | { readonly kind: 'pades' }
    | { readonly kind: 'time-stamp' }
  readonly certificate: Certificate
  readonly algorithm: SignatureAlgorithm
  /** Of the content, by the hash of the algorithm (`hashOf`). */
  readonly messageDigest: Uint8Array
}

/** A signature in progress: what the key must sign, and what is needed to finish it. */
export type BegunSignature = SignatureWishes & {
  /** The signed attributes in DER. The key signs these bytes: their digest by `hashOf(algorithm)`. */
  readonly toBeSigned: Uint8Array
}

export type BeginRefusal = {
  readonly kind: 'algorithm-does-not-fit-key' | 'digest-of-another-length'
}

/**
 * The first step of a signature (RFC 5652 § 5.4; CAdES and PAdES B-B): the attributes to be signed. Between
 * the two steps the key may be remote, behind a page that requests its PIN.
 */
export async function beginSignature(
  wishes: SignatureWishes,
): Promise<Result<BegunSignature, BeginRefusal>> {
  const { certificate, algorithm, messageDigest, form } = wishes
  const key = decodePublicKey(certificate.subjectPublicKeyInfo)
  const wanted = algorithm.startsWith('rsa') ? 'rsa' : 'ec'
  if (key?.kind !== wanted) return refuse({ kind: 'algorithm-does-not-fit-key' })
  if (messageDigest.length !== digestLengths[hashOf(algorithm)])
    return refuse({ kind: 'digest-of-another-length' })

  const certificateDigest = await digestOf('sha256', certificate.der)
  const attributes = [
    attribute(signedAttributeTypes.contentType, oid(contentTypeOf(form))),
    attribute(signedAttributeTypes.messageDigest, octetString(messageDigest)),
    attribute(
      signedAttributeTypes.signingCertificateV2,
      encodeSigningCertificate(certificateDigest, certificate),
    ),
    ...(form.kind === 'cades'
      ? [attribute(signedAttributeTypes.signingTime, time(form.signingTime))]
      : []),
  ]
  return ok({ ...wishes, toBeSigned: set(...attributes) })
}

export type Finish = {
  /** As in X.509: for ECDSA in DER. */
  readonly signature: Uint8Array
  /** In DER: the signer's own, and those that help to build the path to a root. */
  readonly certificates: readonly Uint8Array[]
  /** Undefined: the signature is detached, the content is transferred separately. */
  readonly content?: Uint8Array | undefined
}

/** The second step: the signed message, a ContentInfo in DER. */
export function finishSignature(begun: BegunSignature, finish: Finish): Uint8Array {
  const hash = hashOf(begun.algorithm)
  const { content } = finish
  const type = contentTypeOf(begun.form)
  return contentInfo({
    // Version 3 when the content type is not data (RFC 5652 § 5.1).
    version: type === contentTypes.data ? 1 : 3,
    hash,
    encapsulated: sequence(
      oid(type),
      ...(content === undefined ? [] : [contextual(0, octetString(content))]),
    ),
    certificates: finish.certificates,
    signerInfo: sequence(
      integer(1),
      sequence(begun.certificate.issuerDer, integer(begun.certificate.serial)),
      encodeHash(hash),
      retagged(begun.toBeSigned),
      encodeSignatureAlgorithm(begun.algorithm),
      octetString(finish.signature),
    ),
  })
}

/** A key that signs: in software, on a card or on another machine. */
export type SigningKey = {
  readonly certificate: Certificate
  readonly chain: readonly Uint8Array[]
  readonly algorithm: SignatureAlgorithm
  /** Signs the data (not its digest); for ECDSA the result is DER. */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>
}

export type ToSign = {
  readonly form: SignatureWishes['form']
  readonly content: Uint8Array
  /** Whether the content is in the message. */
  readonly attached: boolean
  /** Whether the certificates are in the message. */
  readonly withCertificates: boolean
}

/** Both steps at once, with a local key. */
export async function signContent(
  key: SigningKey,
  { form, content, attached, withCertificates }: ToSign,
): Promise<Result<Uint8Array, BeginRefusal>> {
  const messageDigest = await digestOf(hashOf(key.algorithm), content)
  const { certificate, algorithm, chain } = key
  const begun = await beginSignature({ form, certificate, algorithm, messageDigest })
  if (!begun.ok) return begun
  const signature = await key.sign(begun.value.toBeSigned)
  return ok(
    finishSignature(begun.value, {
      signature,
      certificates: withCertificates ? [certificate.der, ...chain] : [],
      ...(attached && { content }),
    }),
  )
}

type MessageParts = {
  readonly version: number
  readonly hash: Hash
  readonly encapsulated: Uint8Array
  readonly certificates: readonly Uint8Array[]
  readonly signerInfo: Uint8Array
}

const contentInfo = (parts: MessageParts): Uint8Array =>
  sequence(
    oid(contentTypes.signedData),
    contextual(
      0,
      sequence(
        integer(parts.version),
        set(encodeHash(parts.hash)),
        parts.encapsulated,
        ...(parts.certificates.length === 0
          ? []
          : [contextual(0, ...distinct(parts.certificates).toSorted(compareBytes))]),
        set(parts.signerInfo),
      ),
    ),
  )

/** The attribute with a time-stamp over the signature value (EN 319 122-1 § 5.3). */
export const timeStampAttribute = (token: Uint8Array): Uint8Array =>
  attribute(unsignedAttributeTypes.signatureTimeStamp, token)

function contentTypeOf({ kind }: SignatureWishes['form']): string {
  switch (kind) {
    case 'cades':
    case 'pades':
      return contentTypes.data
    case 'time-stamp':
      return contentTypes.timeStampToken
    default:
      return unreachable(kind)
  }
}

const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), set(value))

/** SigningCertificateV2 of one certificate; SHA-256 is its default and is left out (RFC 5035 § 3). */
const encodeSigningCertificate = (
  digest: Uint8Array,
  { issuerDer, serial }: Certificate,
): Uint8Array =>
  sequence(
    sequence(
      sequence(
        octetString(digest),
        // GeneralNames with the one directoryName [4], which is EXPLICIT as Name is a choice.
        sequence(sequence(contextual(4, issuerDer)), integer(serial)),
      ),
    ),
  )

/** The signed attributes as in the message: their SET becomes [0] IMPLICIT (RFC 5652 § 5.4). */
const retagged = (attributes: Uint8Array): Uint8Array => {
  const copy = attributes.slice()
  copy[0] = 0xa0
  return copy
}

function distinct(certificates: readonly Uint8Array[]): readonly Uint8Array[] {
  return certificates.filter(
    (one, index) => certificates.findIndex((other) => compareBytes(one, other) === 0) === index,
  )
}
