import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  bitStringOf,
  concatenate,
  contextual,
  contextualPrimitiveOf,
  explicitOf,
  generalizedTimeOf,
  equalBytes,
  integer,
  readDer,
  sequence,
  sequenceOf,
  smallIntegerOf,
  startOfContent,
  time,
  timeOf,
  unsignedOf,
  type DerNode,
  type DerRefusal,
} from './der.ts'
import {
  encodeExtensions,
  extensionsOf,
  knownExtensions,
  type Extension,
  type ExtensionRefusal,
  type KnownExtensions,
} from './extensions.ts'
import { hexOf } from './hex.ts'
import { isSameName } from './name-matching.ts'
import { encodeName, nameOf, type Name } from './names.ts'
import {
  encodeSignatureAlgorithm,
  isAcceptedAlgorithm,
  readSignatureAlgorithm,
  type OtherAlgorithm,
  type SignatureAlgorithm,
} from './signature-algorithm.ts'
import { assembleSigned, frameNodesOf, type Signed } from './signed.ts'

/** The contents of a certificate, before it is signed. */
export type TbsFields = {
  /** Positive, most significant byte first, at most 20 bytes (RFC 5280 § 4.1.2.2). */
  readonly serial: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  /** The issuer's name in DER, byte for byte as in its own certificate. */
  readonly issuer: Uint8Array
  readonly notBefore: Instant
  /** The last second of validity. */
  readonly notAfter: Instant
  readonly subject: Name
  /** SubjectPublicKeyInfo in DER. */
  readonly subjectPublicKeyInfo: Uint8Array
  readonly extensions: readonly Extension[]
}

/** The to-be-signed bytes: a TBSCertificate of version 3. */
export const encodeTbsCertificate = (fields: TbsFields): Uint8Array =>
  sequence(...partsBeforeExtensions(fields), contextual(3, encodeExtensions(fields.extensions)))

const partsBeforeExtensions = (fields: Omit<TbsFields, 'extensions'>): readonly Uint8Array[] => [
  version3,
  integer(fields.serial),
  encodeSignatureAlgorithm(fields.signatureAlgorithm),
  fields.issuer,
  sequence(time(fields.notBefore), time(fields.notAfter)),
  encodeName(fields.subject),
  fields.subjectPublicKeyInfo,
]

/**
 * Whether the parsed certificate has the one form that `encodeTbsCertificate` produces. Extensions are not
 * encoded again: their parser accepts only the encoder's form. Throws where a value has no such form.
 */
export function isCanonicallyEncoded(certificate: TbsCertificate): boolean {
  const { signatureAlgorithm, issuerDer: issuer } = certificate
  if (!isAcceptedAlgorithm(signatureAlgorithm)) return false
  const written = concatenate(
    ...partsBeforeExtensions({ ...certificate, signatureAlgorithm, issuer }),
  )
  const at = startOfContent(certificate.tbs, 0)
  const end = at + written.length
  // Before the extensions [3] there are no unique identifiers.
  const isFollowed = end === certificate.tbs.length || certificate.tbs[end] === 0xa3
  return isFollowed && equalBytes(certificate.tbs.subarray(at, end), written)
}

export const assembleCertificate = (signed: Signed): Uint8Array => assembleSigned(signed)

/** The contents of a certificate. */
export type TbsCertificate = {
  /** The bytes that are signed. */
  readonly tbs: Uint8Array
  /** Positive, most significant byte first, without leading zeros. */
  readonly serial: Uint8Array
  /** Also one that is not accepted: `verifyChain` refuses it by name. */
  readonly signatureAlgorithm: SignatureAlgorithm | OtherAlgorithm
  readonly issuer: Name
  readonly issuerDer: Uint8Array
  readonly notBefore: Instant
  /** The last second of validity. */
  readonly notAfter: Instant
  readonly subject: Name
  readonly subjectDer: Uint8Array
  /** SubjectPublicKeyInfo in DER. */
  readonly subjectPublicKeyInfo: Uint8Array
  /** As in the certificate, in their order. */
  readonly extensions: readonly Extension[]
  /** Their parsed meaning. */
  readonly known: KnownExtensions
}

export type Certificate = TbsCertificate & {
  readonly der: Uint8Array
  readonly signature: Uint8Array
}

export type CertificateRefusal =
  | DerRefusal
  | ExtensionRefusal
  | { readonly kind: 'malformed-certificate'; readonly part: CertificatePart }
  | { readonly kind: 'multi-valued-name' }

export type CertificatePart =
  | 'frame'
  | 'tbsCertificate'
  | 'version'
  | 'serialNumber'
  | 'signatureAlgorithm'
  | 'issuer'
  | 'validity'
  | 'subject'
  | 'subjectPublicKeyInfo'
  | 'extensions'
  | 'signature'

/** Parses a certificate. `verifyChain` checks whether it can be trusted. */
export function decodeCertificate(der: Uint8Array): Result<Certificate, CertificateRefusal> {
  const node = readDer(der)
  if (!node.ok) return node
  const frame = frameNodesOf(node.value)
  if (!frame.ok) return malformed(frame.refusal)
  const { tbsNode, algorithmNode, signature } = frame.value
  const tbs = tbsCertificateOf(tbsNode)
  if (!tbs.ok) return tbs
  // Both algorithm fields must be the same (RFC 5280 § 4.1.1.2), or the unsigned one could mislead.
  const signedAlgorithm = sequenceOf(tbsNode)?.[2]
  if (!algorithmNode || !signedAlgorithm || !equalBytes(algorithmNode.der, signedAlgorithm.der))
    return malformed('signatureAlgorithm')
  return ok({ ...tbs.value, der: node.value.der, signature })
}

/** Parses the bytes of a certificate that is not signed yet: it is ours, so its algorithm is accepted. */
export function decodeTbsCertificate(
  der: Uint8Array,
): Result<
  TbsCertificate & { readonly signatureAlgorithm: SignatureAlgorithm },
  CertificateRefusal
> {
  const node = readDer(der)
  if (!node.ok) return node
  const tbs = tbsCertificateOf(node.value)
  if (!tbs.ok) return tbs
  const { signatureAlgorithm } = tbs.value
  return isAcceptedAlgorithm(signatureAlgorithm)
    ? ok({ ...tbs.value, signatureAlgorithm })
    : malformed('signatureAlgorithm')
}

/** Whether issuer and subject are the same (RFC 5280 § 3.2): a root, or a CA's key roll-over. */
export const isSelfIssued = ({ issuer, subject }: TbsCertificate): boolean =>
  isSameName(issuer, subject)

/** A serial number for people and logs: hexadecimal, lower case, whole bytes. */
export const formatSerial = (serial: Uint8Array): string => hexOf(serial)

const version3 = contextual(0, integer(2))

/** RFC 5280 § 4.1.2.2, counted as encoded: including a leading zero byte. */
const maxSerialBytes = 20

function tbsCertificateOf(node: DerNode): Result<TbsCertificate, CertificateRefusal> {
  const parts = sequenceOf(node)
  if (parts === undefined) return malformed('tbsCertificate')
  const [version, serialNode, algorithm, issuerNode, validity, subjectNode, key, ...more] = parts
  // Unique identifiers mean nothing here (RFC 5280 § 4.1.2.8).
  const [extensionsNode, ...rest] = more.filter((each) => !isUniqueIdentifier(each))
  if (rest.length > 0 || !isRising(more)) return malformed('tbsCertificate')
  if (smallIntegerOf(explicitOf(version, 0)) !== 2) return malformed('version')

  const serial = unsignedOf(serialNode)
  if (serial === undefined || serialNode === undefined || serial[0] === 0)
    return malformed('serialNumber')
  if (serialNode.content.length > maxSerialBytes) return malformed('serialNumber')

  const signatureAlgorithm = readSignatureAlgorithm(algorithm)
  if (signatureAlgorithm === undefined) return malformed('signatureAlgorithm')

  const issuer = nameOf(issuerNode)
  if (!issuer.ok) return refuseName(issuer.refusal.kind, 'issuer')

  const [notBeforeNode, notAfterNode, ...noMoreTimes] = sequenceOf(validity) ?? []
  // Either form is read, for any year (RFC 5280 § 4.1.2.5).
  const notBefore = timeOf(notBeforeNode) ?? generalizedTimeOf(notBeforeNode)
  const notAfter = timeOf(notAfterNode) ?? generalizedTimeOf(notAfterNode)
  if (notBefore === undefined || notAfter === undefined || noMoreTimes.length > 0)
    return malformed('validity')

  const subject = nameOf(subjectNode)
  if (!subject.ok) return refuseName(subject.refusal.kind, 'subject')

  const [, keyBits, ...noMoreKey] = sequenceOf(key) ?? []
  if (key === undefined || bitStringOf(keyBits) === undefined || noMoreKey.length > 0)
    return malformed('subjectPublicKeyInfo')

  const extensions = extensionsNode === undefined ? [] : extensionsOf(explicitOf(extensionsNode, 3))
  if (extensions === undefined) return malformed('extensions')
  const known = knownExtensions(extensions)
  if (!known.ok) return known

  return ok({
    tbs: node.der,
    serial,
    signatureAlgorithm,
    issuer: issuer.value,
    issuerDer: issuerNode?.der ?? new Uint8Array(0),
    notBefore,
    notAfter,
    subject: subject.value,
    subjectDer: subjectNode?.der ?? new Uint8Array(0),
    subjectPublicKeyInfo: key.der,
    extensions,
    known: known.value,
  })
}

const isUniqueIdentifier = (node: DerNode): boolean =>
  [1, 2].some((tag) => contextualPrimitiveOf(node, tag)?.[0] !== undefined)

const isRising = (nodes: readonly DerNode[]): boolean =>
  nodes.every(({ tagNumber }, index) => tagNumber > (nodes[index - 1]?.tagNumber ?? 0))

const malformed = (part: CertificatePart): Result<never, CertificateRefusal> =>
  refuse({ kind: 'malformed-certificate', part })

const refuseName = (kind: string, part: CertificatePart): Result<never, CertificateRefusal> =>
  kind === 'multi-valued-name' ? refuse({ kind: 'multi-valued-name' }) : malformed(part)
