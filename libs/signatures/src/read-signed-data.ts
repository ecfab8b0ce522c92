import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import {
  contextual,
  contextualOf,
  contextualPrimitiveOf,
  equalBytes,
  explicitOf,
  isContextual,
  isNull,
  bytesOf,
  oid,
  oidOf,
  readDer,
  sequence,
  sequenceOf,
  set,
  setOf,
  smallIntegerOf,
  timeOf,
  unsignedOf,
  type DerNode,
  type DerRefusal,
} from '@sotevarmenne/x509/der'
import {
  decodeSignatureAlgorithm,
  type SignatureAlgorithm,
} from '@sotevarmenne/x509/signature-algorithm'
import { hashOf, hashOfNode, type Hash } from './digest.ts'
import {
  contentTypes,
  rsaEncryption,
  signedAttributeTypes,
  unsignedAttributeTypes,
} from './oids.ts'
import { timeStampAttribute } from './signed-data.ts'

/** A parsed signed message with one signer. `verifySignature` checks whether it is valid. */
export type SignedMessage = {
  readonly der: Uint8Array
  /** Object identifier of the signed content. */
  readonly contentType: string
  /** Undefined when the signature is detached. */
  readonly content: Uint8Array | undefined
  /** Those that can be decoded, in no meaningful order. */
  readonly certificates: readonly Certificate[]
  readonly signer: Signer
}

export type Signer = {
  readonly name:
    | { readonly kind: 'issuer'; readonly issuerDer: Uint8Array; readonly serial: Uint8Array }
    | { readonly kind: 'key'; readonly identifier: Uint8Array }
  readonly algorithm: SignatureAlgorithm
  /** The signed attributes as the key signed them. */
  readonly signedBytes: Uint8Array
  readonly messageDigest: Uint8Array
  /** The signer's claim, without proof. */
  readonly signingTime: Instant | undefined
  /** Digest of the signer's certificate, which is one of the signed attributes. */
  readonly certificateDigest: { readonly hash: Hash; readonly digest: Uint8Array }
  readonly signature: Uint8Array
  /** The time-stamp over the signature, in DER. */
  readonly timeStamp: Uint8Array | undefined
}

export type MessageRefusal =
  | DerRefusal
  | { readonly kind: 'malformed-message'; readonly part: MessagePart }
  | { readonly kind: 'unsupported-algorithm' }
  | { readonly kind: 'not-one-signer' }
  /** Without it another certificate with the same key could replace the signer's. */
  | { readonly kind: 'no-signing-certificate' }

export type MessagePart =
  'frame' | 'content' | 'certificates' | 'signer' | 'signed-attributes' | 'unsigned-attributes'

/** Room for a message with its certificates and time-stamp; attached content has the same limit. */
export const messageLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32 }

/** Parses a ContentInfo with SignedData (RFC 5652) of one signer. */
export function readSignedMessage(der: Uint8Array): Result<SignedMessage, MessageRefusal> {
  const node = readDer(der, messageLimits)
  if (!node.ok) return node
  const parts = partsOf(node.value)
  if (parts === undefined) return malformed('frame')
  const { encapsulated, certificates, signers } = parts

  const [typeNode, contentNode, ...noMore] = sequenceOf(encapsulated) ?? []
  const contentType = oidOf(typeNode)
  const content = bytesOf(explicitOf(contentNode, 0))
  const hasContent = contentNode !== undefined
  if (contentType === undefined || (hasContent && content === undefined) || noMore.length > 0)
    return malformed('content')

  const [signerNode, ...others] = signers
  if (signerNode === undefined || others.length > 0) return refuse({ kind: 'not-one-signer' })
  const signer = signerOf(signerNode, contentType)
  if (!signer.ok) return signer
  return ok({
    der: node.value.der,
    contentType,
    content,
    certificates: certificates.flatMap((each) => {
      const certificate = decodeCertificate(each.der)
      return certificate.ok ? [certificate.value] : []
    }),
    signer: signer.value,
  })
}

/** The signer's own certificate among those of the message. */
export const signerCertificate = ({
  certificates,
  signer: { name },
}: SignedMessage): Certificate | undefined =>
  certificates.find((certificate) => {
    if (name.kind === 'issuer')
      return (
        equalBytes(certificate.issuerDer, name.issuerDer) &&
        equalBytes(certificate.serial, name.serial)
      )
    const own =
      certificate.known.subjectKeyIdentifier ?? keyIdentifier(certificate.subjectPublicKeyInfo)
    return own !== undefined && equalBytes(own, name.identifier)
  })

/** The same message with a time-stamp over its signature, which replaces an existing one (CAdES B-T). */
export function withTimeStamp({ der }: SignedMessage, token: Uint8Array): Uint8Array {
  const node = readDer(der, messageLimits)
  const parts = node.ok ? partsOf(node.value) : undefined
  const signer = parts && sequenceOf(parts.signers[0])
  if (parts === undefined || signer === undefined)
    throw new Error('parsed message can’t be parsed again')
  const stored = signer.filter((each) => !isContextual(each, 1)).map((each) => each.der)
  const others = (contextualOf(signer.at(-1), 1) ?? [])
    .filter((each) => oidOf(sequenceOf(each)?.[0]) !== unsignedAttributeTypes.signatureTimeStamp)
    .map((each) => each.der)
  const unsigned = set(...others, timeStampAttribute(token))
  unsigned[0] = 0xa1
  return sequence(
    oid(contentTypes.signedData),
    contextual(
      0,
      sequence(...parts.before.map((each) => each.der), set(sequence(...stored, unsigned))),
    ),
  )
}

type Parts = {
  /** Everything before the signers. */
  readonly before: readonly DerNode[]
  readonly encapsulated: DerNode
  readonly certificates: readonly DerNode[]
  readonly signers: readonly DerNode[]
}

function partsOf(node: DerNode): Parts | undefined {
  const [type, inside, ...rest] = sequenceOf(node) ?? []
  if (oidOf(type) !== contentTypes.signedData || rest.length > 0) return undefined
  const parts = sequenceOf(explicitOf(inside, 0)) ?? []
  const [version, hashes, encapsulated, ...others] = parts
  const signers = setOf(others.at(-1))
  const between = others.slice(0, -1)
  // Certificates, then revocation lists, each at most once.
  const isOrdered = between.every((each, index) =>
    isContextual(each, 0) ? index === 0 : isContextual(each, 1) && index === between.length - 1,
  )
  const areAlgorithms = setOf(hashes)?.every((each) => oidOf(sequenceOf(each)?.[0]) !== undefined)
  if (smallIntegerOf(version) === undefined || areAlgorithms !== true) return undefined
  if (encapsulated === undefined || signers === undefined || !isOrdered) return undefined
  return {
    before: parts.slice(0, -1),
    encapsulated,
    certificates: contextualOf(between[0], 0) ?? [],
    signers,
  }
}

function signerOf(node: DerNode, contentType: string): Result<Signer, MessageRefusal> {
  const [version, nameNode, hashNode, attributesNode, algorithmNode, signatureNode, ...more] =
    sequenceOf(node) ?? []
  const name = nameOf(nameNode)
  const signature = bytesOf(signatureNode)
  // Without signed attributes the signature would be over the content itself: baseline signatures never are.
  const attributes = contextualOf(attributesNode, 0)
  if (attributesNode === undefined || attributes === undefined)
    return malformed('signed-attributes')
  if (smallIntegerOf(version) === undefined || name === undefined || signature === undefined)
    return malformed('signer')

  const hash = hashOfNode(hashNode)
  const algorithm = hash && algorithmOf(algorithmNode, hash)
  if (hash === undefined || algorithm === undefined)
    return refuse({ kind: 'unsupported-algorithm' })

  const signed = signedAttributesOf(attributes, contentType)
  if (!signed.ok) return signed
  const [unsignedNode, ...rest] = more
  const unsigned = unsignedNode === undefined ? [] : contextualOf(unsignedNode, 1)
  if (unsigned?.every(isAttribute) !== true || rest.length > 0)
    return malformed('unsigned-attributes')
  const stamps = unsigned.filter(
    (each) => typeOf(each) === unsignedAttributeTypes.signatureTimeStamp,
  )
  const timeStamp = stamps.map(valueOfAttribute)[0]
  if (stamps.length > 0 && timeStamp === undefined) return malformed('unsigned-attributes')

  const signedBytes = attributesNode.der.slice()
  signedBytes[0] = 0x31
  // The signed bytes are DER of a SET: its members in order, whatever their order in the message.
  if (!readDer(signedBytes).ok) return malformed('signed-attributes')
  return ok({ ...signed.value, name, algorithm, signedBytes, signature, timeStamp: timeStamp?.der })
}

function nameOf(node: DerNode | undefined): Signer['name'] | undefined {
  const identifier = contextualPrimitiveOf(node, 0)
  if (identifier !== undefined) return { kind: 'key', identifier }
  const [issuer, serialNode, ...rest] = sequenceOf(node) ?? []
  const serial = unsignedOf(serialNode)
  return issuer === undefined || serial === undefined || rest.length > 0
    ? undefined
    : { kind: 'issuer', issuerDer: issuer.der, serial }
}

/** RSA may also be named without its digest, which is named separately (RFC 3370 § 3.2). */
function algorithmOf(node: DerNode | undefined, hash: Hash): SignatureAlgorithm | undefined {
  const [type, parameters] = sequenceOf(node) ?? []
  if (oidOf(type) === rsaEncryption)
    return parameters === undefined || isNull(parameters) ? `rsa-${hash}` : undefined
  const algorithm = decodeSignatureAlgorithm(node)
  return algorithm !== undefined && hashOf(algorithm) === hash ? algorithm : undefined
}

type SignedAttributes = Pick<Signer, 'messageDigest' | 'signingTime' | 'certificateDigest'>

function signedAttributesOf(
  attributes: readonly DerNode[],
  contentType: string,
): Result<SignedAttributes, MessageRefusal> {
  const types = attributes.map(typeOf)
  if (!attributes.every(isAttribute)) return malformed('signed-attributes')
  if (new Set(types).size < types.length) return malformed('signed-attributes')
  const one = (type: string): DerNode | undefined => {
    const attribute = attributes[types.indexOf(type)]
    return attribute && valueOfAttribute(attribute)
  }
  // They bind the content: both must be present and agree with the message (RFC 5652 § 11.1, § 11.2).
  const messageDigest = bytesOf(one(signedAttributeTypes.messageDigest))
  if (oidOf(one(signedAttributeTypes.contentType)) !== contentType || messageDigest === undefined)
    return malformed('signed-attributes')

  const hasTime = types.includes(signedAttributeTypes.signingTime)
  const signingTime = timeOf(one(signedAttributeTypes.signingTime))
  if (hasTime && signingTime === undefined) return malformed('signed-attributes')

  if (!types.includes(signedAttributeTypes.signingCertificateV2))
    return refuse({ kind: 'no-signing-certificate' })
  const certificateDigest = certificateDigestOf(one(signedAttributeTypes.signingCertificateV2))
  if (certificateDigest === undefined) return malformed('signed-attributes')
  return ok({ messageDigest, signingTime, certificateDigest })
}

/** The first of SigningCertificateV2: that of the signer (RFC 5035 § 3). */
function certificateDigestOf(node: DerNode | undefined): Signer['certificateDigest'] | undefined {
  const parts = sequenceOf(sequenceOf(sequenceOf(node)?.[0])?.[0]) ?? []
  const stated = hashOfNode(parts[0])
  const digest = bytesOf(parts[stated === undefined ? 0 : 1])
  return digest && { hash: stated ?? 'sha256', digest }
}

const typeOf = (attribute: DerNode): string | undefined => oidOf(sequenceOf(attribute)?.[0])

/** RFC 5652 § 5.3: a type, and a set of values. */
function isAttribute(attribute: DerNode): boolean {
  const [type, values, ...rest] = sequenceOf(attribute) ?? []
  return oidOf(type) !== undefined && setOf(values) !== undefined && rest.length === 0
}

/** The single value of an attribute. */
function valueOfAttribute(attribute: DerNode): DerNode | undefined {
  const [, values, ...rest] = sequenceOf(attribute) ?? []
  const [value, ...others] = setOf(values) ?? []
  return rest.length > 0 || others.length > 0 ? undefined : value
}

const malformed = (part: MessagePart): Result<never, MessageRefusal> =>
  refuse({ kind: 'malformed-message', part })
