import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { crlReasonCodes, crlReasonOf, type CrlReason } from './crl-reason.ts'
import {
  concatenate,
  contextual,
  enumeratedOf,
  explicitOf,
  headerLength,
  integer,
  integerOf,
  readDer,
  sequence,
  sequenceOf,
  smallIntegerOf,
  time,
  timeOf,
  unsignedOf,
  writeHeader,
  type DerNode,
  type DerRefusal,
} from './der.ts'
import {
  authorityKeyIdentifier,
  distributionPointName,
  distributionPointUrls,
  encodeExtensions,
  extensionsOf,
  knownExtensions,
  type Extension,
} from './extensions.ts'
import { nameOf, type Name } from './names.ts'
import { extensionTypes } from './oids.ts'
import {
  decodeSignatureAlgorithm,
  encodeSignatureAlgorithm,
  type SignatureAlgorithm,
} from './signature-algorithm.ts'
import { assembleSigned, signedNodesOf, type Signed } from './signed.ts'

/** One revoked certificate. */
export type RevokedEntry = {
  readonly serial: Uint8Array
  readonly revokedAt: Instant
  /** Undefined when unspecified: then the list says nothing (RFC 5280 § 5.3.1). */
  readonly reason?: CrlReason | undefined
}

/** What a revocation list is to say, before it is signed. */
export type CertificateListFields = {
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
  readonly entries: readonly RevokedEntry[]
}

/** The bytes to be signed: a TBSCertList of version 2. Made for a million entries: they are measured, then written in place. */
export function encodeTbsCertificateList(fields: CertificateListFields): Uint8Array {
  const before = concatenate(
    version2,
    encodeSignatureAlgorithm(fields.signatureAlgorithm),
    fields.issuer,
    time(fields.thisUpdate),
    time(fields.nextUpdate),
  )
  const after = contextual(0, encodeExtensions(listExtensions(fields)))
  const entriesLength = fields.entries.reduce((sum, entry) => sum + entryLength(entry), 0)
  const revokedLength = entriesLength === 0 ? 0 : headerLength(entriesLength) + entriesLength

  const contentLength = before.length + revokedLength + after.length
  const der = new Uint8Array(headerLength(contentLength) + contentLength)
  let at = writeHeader(der, 0, 0x30, contentLength)
  der.set(before, at)
  at += before.length
  // The list of entries is left out when it is empty (RFC 5280 § 5.1.2.6).
  if (entriesLength > 0) at = writeHeader(der, at, 0x30, entriesLength)
  for (const entry of fields.entries) at = writeEntry(der, at, entry)
  der.set(after, at)
  return der
}

export const assembleCertificateList = (signed: Signed): Uint8Array => assembleSigned(signed)

/** What a revocation list says. */
export type TbsCertificateList = {
  /** The bytes that are signed. */
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly issuer: Name
  readonly issuerDer: Uint8Array
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly number: bigint
  readonly authorityKeyIdentifier: Uint8Array | undefined
  readonly distributionPoint: string | undefined
  readonly entries: readonly RevokedEntry[]
}

export type CertificateList = TbsCertificateList & {
  readonly der: Uint8Array
  readonly signature: Uint8Array
}

export type CertificateListRefusal =
  | DerRefusal
  | { readonly kind: 'malformed-list'; readonly part: CertificateListPart }
  /** The list means something that is not understood here, so nothing may be read from it. */
  | { readonly kind: 'unknown-critical-extension'; readonly type: string }

export type CertificateListPart =
  | 'frame'
  | 'list'
  | 'version'
  | 'signatureAlgorithm'
  | 'issuer'
  | 'times'
  | 'entries'
  | 'extensions'
  | 'signature'

/** Lists may be long: room for more than two million entries. */
export const listLimits = { maxBytes: 128 * 1024 * 1024, maxDepth: 16 }

/** Reads a revocation list of version 2. Whether its signature holds is for `verifySignature` to say. */
export function decodeCertificateList(
  der: Uint8Array,
): Result<CertificateList, CertificateListRefusal> {
  const node = readDer(der, listLimits)
  if (!node.ok) return node
  const signed = signedNodesOf(node.value)
  if (!signed.ok) return malformed(signed.refusal)
  const { tbsNode, signatureAlgorithm, signature } = signed.value
  const tbs = tbsCertificateListOf(tbsNode)
  if (!tbs.ok) return tbs
  if (signatureAlgorithm !== tbs.value.signatureAlgorithm) return malformed('signatureAlgorithm')
  return ok({ ...tbs.value, der: node.value.der, signature })
}

/** Reads the bytes of a list that is not signed yet. */
export function decodeTbsCertificateList(
  der: Uint8Array,
): Result<TbsCertificateList, CertificateListRefusal> {
  const node = readDer(der, listLimits)
  return node.ok ? tbsCertificateListOf(node.value) : node
}

const version2 = integer(1)

const listExtensions = (fields: CertificateListFields): readonly Extension[] => [
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

/** An entry's extensions when its reason is given; the last octet is the code. */
const reasonTemplate = Uint8Array.of(
  ...[0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01, 0x00],
)

const hasReason = ({ reason }: RevokedEntry): boolean =>
  reason !== undefined && reason !== 'unspecified'

const entryLength = (entry: RevokedEntry): number => 2 + entryContentLength(entry)

/** Below 128, as the serial number has at most 20 octets: so each header takes two octets. */
const entryContentLength = (entry: RevokedEntry): number =>
  2 +
  serialLength(entry.serial) +
  timeLength(entry.revokedAt) +
  (hasReason(entry) ? reasonTemplate.length : 0)

const serialLength = (serial: Uint8Array): number => {
  const zeros = leadingZeros(serial)
  return serial.length - zeros + ((serial[zeros] ?? 0x80) >= 0x80 ? 1 : 0)
}

function leadingZeros(serial: Uint8Array): number {
  let zeros = 0
  while (serial[zeros] === 0) zeros += 1
  return zeros
}

const startOf2050 = Date.UTC(2050, 0, 1)
const timeLength = (at: Instant): number => (at < startOf2050 ? 15 : 17)

function writeEntry(into: Uint8Array, from: number, entry: RevokedEntry): number {
  let at = writeHeader(into, from, 0x30, entryContentLength(entry))
  const { serial } = entry
  const length = serialLength(serial)
  at = writeHeader(into, at, 0x02, length)
  const zeros = leadingZeros(serial)
  into.set(zeros === 0 ? serial : serial.subarray(zeros), at + length - (serial.length - zeros))
  at += length

  const revokedAt = time(entry.revokedAt)
  into.set(revokedAt, at)
  at += revokedAt.length
  if (!hasReason(entry)) return at

  into.set(reasonTemplate, at)
  at += reasonTemplate.length
  into[at - 1] = crlReasonCodes[entry.reason ?? 'unspecified']
  return at
}

function tbsCertificateListOf(node: DerNode): Result<TbsCertificateList, CertificateListRefusal> {
  const [version, algorithm, issuerNode, thisUpdateNode, nextUpdateNode, ...lists] =
    sequenceOf(node) ?? []
  if (smallIntegerOf(version) !== 1) return malformed('version')
  const signatureAlgorithm = decodeSignatureAlgorithm(algorithm)
  if (signatureAlgorithm === undefined) return malformed('signatureAlgorithm')
  const issuer = nameOf(issuerNode)
  if (!issuer.ok || issuerNode === undefined) return malformed('issuer')
  const thisUpdate = timeOf(thisUpdateNode)
  const nextUpdate = timeOf(nextUpdateNode)
  if (thisUpdate === undefined || nextUpdate === undefined) return malformed('times')

  const revokedNodes = sequenceOf(lists[0])
  const [extensionsNode, ...rest] = revokedNodes === undefined ? lists : lists.slice(1)
  if (rest.length > 0) return malformed('list')
  const entries = entriesOf(revokedNodes ?? [])
  if (entries === undefined) return malformed('entries')

  const extensions = extensionsOf(explicitOf(extensionsNode, 0))
  if (extensions === undefined) return malformed('extensions')
  const meaning = listExtensionsOf(extensions)
  if (!meaning.ok) return meaning

  return ok({
    tbs: node.der,
    signatureAlgorithm,
    issuer: issuer.value,
    issuerDer: issuerNode.der,
    thisUpdate,
    nextUpdate,
    entries,
    ...meaning.value,
  })
}

function entriesOf(nodes: readonly DerNode[]): readonly RevokedEntry[] | undefined {
  const entries: RevokedEntry[] = []
  for (const node of nodes) {
    const entry = entryOf(node)
    if (entry === undefined) return undefined
    entries.push(entry)
  }
  return entries
}

function entryOf(node: DerNode): RevokedEntry | undefined {
  const [serialNode, revokedAtNode, extensionsNode, ...rest] = sequenceOf(node) ?? []
  const serial = unsignedOf(serialNode)
  const revokedAt = timeOf(revokedAtNode)
  if (serial === undefined || revokedAt === undefined || rest.length > 0) return undefined
  if (extensionsNode === undefined) return { serial, revokedAt }

  const extensions = extensionsOf(extensionsNode)
  if (extensions === undefined || extensions.some(({ critical }) => critical)) return undefined
  const stated = extensions.find(({ type }) => type === extensionTypes.cRLReason)
  if (stated === undefined) return { serial, revokedAt }
  const reasonNode = readDer(stated.value)
  const reason = crlReasonOf(reasonNode.ok ? enumeratedOf(reasonNode.value) : undefined)
  return reason && { serial, revokedAt, reason }
}

function listExtensionsOf(
  extensions: readonly Extension[],
): Result<
  Pick<TbsCertificateList, 'number' | 'authorityKeyIdentifier' | 'distributionPoint'>,
  CertificateListRefusal
> {
  const known = knownExtensions(extensions)
  if (!known.ok) return malformed('extensions')
  let number: bigint | undefined
  let distributionPoint: string | undefined
  for (const { type, critical, value } of extensions) {
    if (type === extensionTypes.authorityKeyIdentifier) continue
    const node = readDer(value)
    if (type === extensionTypes.cRLNumber) number = node.ok ? integerOf(node.value) : undefined
    else if (type === extensionTypes.issuingDistributionPoint) {
      // Any other restriction (reasons, indirect lists) makes a list that must not be taken for a full one.
      const parts = node.ok ? sequenceOf(node.value) : undefined
      distributionPoint = distributionPointUrls(parts?.[0])?.[0]
      if (distributionPoint === undefined || parts?.length !== 1) return malformed('extensions')
    } else if (critical) return refuse({ kind: 'unknown-critical-extension', type })
  }
  if (number === undefined || number < 0n) return malformed('extensions')
  return ok({
    number,
    authorityKeyIdentifier: known.value.authorityKeyIdentifier,
    distributionPoint,
  })
}

const malformed = (part: CertificateListPart): Result<never, CertificateListRefusal> =>
  refuse({ kind: 'malformed-list', part })
