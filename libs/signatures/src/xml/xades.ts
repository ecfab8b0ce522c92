import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { ecdsaDerToRaw } from '@sotevarmenne/x509/ecdsa-signature'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import { digestLengths, digestOf, hashOf, type Hash } from '../digest.ts'
import { escapeValue } from './canonicalise.ts'

/** The data of a signature before it is created. */
export type XadesWishes = {
  readonly certificate: Certificate
  readonly algorithm: SignatureAlgorithm
  /** Of the canonical form of the document (`canonicalise`), by the hash of the algorithm. */
  readonly documentDigest: Uint8Array
  readonly mimeType: string
  readonly signingTime: Instant
  /** Distinguishes this signature from others in the same document: letters and digits. */
  readonly id: string
}

export type BegunXades = XadesWishes & {
  /** The canonical SignedInfo. The key signs these bytes: their digest by `hashOf(algorithm)`. */
  readonly toBeSigned: Uint8Array
  readonly signedInfo: string
  readonly signedProperties: string
}

const ds = 'http://www.w3.org/2000/09/xmldsig#'
const xades = 'http://uri.etsi.org/01903/v1.3.2#'
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** RFC 9231 § 2.1. */
const digestMethods: Readonly<Record<Hash, string>> = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
}

/**
 * The first step of an enveloped signature over a whole document (XML Signature 1.1; XAdES B-B, EN 319 132-1 § 6.3).
 * What is to be signed is written in its canonical form. Between the two steps the key may be on a card.
 */
export async function beginXades(
  wishes: XadesWishes,
): Promise<
  Result<BegunXades, { readonly kind: 'algorithm-does-not-fit-key' | 'digest-of-another-length' }>
> {
  const { certificate, algorithm, documentDigest, id } = wishes
  const hash = hashOf(algorithm)
  const key = decodePublicKey(certificate.subjectPublicKeyInfo)
  if (key?.kind !== (algorithm.startsWith('rsa') ? 'rsa' : 'ec'))
    return refuse({ kind: 'algorithm-does-not-fit-key' })
  if (documentDigest.length !== digestLengths[hash])
    return refuse({ kind: 'digest-of-another-length' })

  const signedProperties = signedPropertiesOf(wishes, await digestOf('sha256', certificate.der))
  const propertiesDigest = await digestOf(hash, utf8(signedProperties))
  const method = `http://www.w3.org/2001/04/xmldsig-more#${algorithm}`
  const signedInfo = [
    `<ds:SignedInfo xmlns:ds="${ds}">`,
    element('ds:CanonicalizationMethod', { Algorithm: exclusive }),
    element('ds:SignatureMethod', { Algorithm: method }),
    reference({ Id: `document-${id}`, URI: '' }, [`${ds}enveloped-signature`, exclusive], {
      hash,
      digest: documentDigest,
    }),
    reference(
      { Type: 'http://uri.etsi.org/01903#SignedProperties', URI: `#properties-${id}` },
      [exclusive],
      { hash, digest: propertiesDigest },
    ),
    '</ds:SignedInfo>',
  ].join('')
  return ok({ ...wishes, toBeSigned: utf8(signedInfo), signedInfo, signedProperties })
}

/**
 * The second step: the element `ds:Signature`, in UTF-8. Wherever in the document it is put, the signature covers
 * everything else.
 */
export function finishXades(
  { id, signedInfo, signedProperties, certificate, algorithm }: BegunXades,
  {
    signature,
    certificates,
  }: {
    /** As in X.509: for ECDSA in DER. */
    readonly signature: Uint8Array
    /** In DER, the signer's own first. */
    readonly certificates: readonly Uint8Array[]
  },
): Uint8Array {
  const value = algorithm.startsWith('ecdsa') ? rawOf(signature, certificate) : signature
  return utf8(
    [
      `<ds:Signature xmlns:ds="${ds}" Id="signature-${id}">`,
      signedInfo,
      element('ds:SignatureValue', {}, base64(value)),
      '<ds:KeyInfo><ds:X509Data>',
      ...certificates.map((der) => element('ds:X509Certificate', {}, base64(der))),
      '</ds:X509Data></ds:KeyInfo><ds:Object>',
      `<xades:QualifyingProperties xmlns:xades="${xades}" Target="#signature-${id}">`,
      signedProperties,
      '</xades:QualifyingProperties></ds:Object></ds:Signature>',
    ].join(''),
  )
}

/** XML Signature has r and s of fixed length (RFC 9231 § 2.3.6), not DER. */
function rawOf(signature: Uint8Array, { subjectPublicKeyInfo }: Certificate): Uint8Array {
  const key = decodePublicKey(subjectPublicKeyInfo)
  const raw = key?.kind === 'ec' && ecdsaDerToRaw(signature, (key.point.length - 1) / 2)
  if (!raw) throw new Error('ECDSA signature does not fit the key of its certificate')
  return raw
}

/** In its canonical form: each prefix is declared where it is first used, as if nothing were around it. */
const signedPropertiesOf = (
  { signingTime, mimeType, id }: XadesWishes,
  certificateDigest: Uint8Array,
): string =>
  [
    `<xades:SignedProperties xmlns:xades="${xades}" Id="properties-${id}">`,
    '<xades:SignedSignatureProperties>',
    element('xades:SigningTime', {}, `${formatInstant(signingTime).slice(0, 19)}Z`),
    '<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>',
    `<ds:DigestMethod xmlns:ds="${ds}" Algorithm="${digestMethods.sha256}"></ds:DigestMethod>`,
    `<ds:DigestValue xmlns:ds="${ds}">${base64(certificateDigest)}</ds:DigestValue>`,
    '</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>',
    '</xades:SignedSignatureProperties><xades:SignedDataObjectProperties>',
    `<xades:DataObjectFormat ObjectReference="#document-${id}">`,
    element('xades:MimeType', {}, mimeType),
    '</xades:DataObjectFormat></xades:SignedDataObjectProperties></xades:SignedProperties>',
  ].join('')

const reference = (
  attributes: Readonly<Record<string, string>>,
  transforms: readonly string[],
  { hash, digest }: { readonly hash: Hash; readonly digest: Uint8Array },
): string =>
  element(
    'ds:Reference',
    attributes,
    [
      '<ds:Transforms>',
      ...transforms.map((Algorithm) => element('ds:Transform', { Algorithm })),
      '</ds:Transforms>',
      element('ds:DigestMethod', { Algorithm: digestMethods[hash] }),
      element('ds:DigestValue', {}, base64(digest)),
    ].join(''),
  )

/** Attributes are given in their canonical order. */
const element = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  content = '',
): string =>
  `<${name}${Object.entries(attributes)
    .map(([each, value]) => ` ${each}="${escapeValue(value)}"`)
    .join('')}>${content}</${name}>`

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
