import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { emptyCrlEntryView, readRevokedCertificate, type CrlEntryView } from './crl-entry.ts'
import { tbsCrlFrame } from './crl-frame.ts'
import type { CrlReason } from './crl-reason.ts'
import {
  concatenate,
  equalBytes,
  explicitOf,
  integerOf,
  readDer,
  sequence,
  sequenceOf,
  smallIntegerOf,
  startOfContent,
  statedEnd,
  timeOf,
  type DerRefusal,
} from './der.ts'
import {
  issuingDistributionPointOf,
  urlsOf,
  type IssuingDistributionPoint,
} from './distribution-points.ts'
import { extensionsOf, knownExtensions, type Extension } from './extensions.ts'
import { nameOf, type Name } from './names.ts'
import { extensionTypes } from './oids.ts'
import { createSerialSet, type SerialSet } from './serial-set.ts'
import { decodeSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts'

/** The contents of a CRL besides its entries. */
export type CrlHead = {
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly issuer: Name
  readonly issuerDer: Uint8Array
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly number: bigint
  readonly authorityKeyIdentifier: Uint8Array | undefined
  /** The URLs of a CRL shard, which covers only the certificates that name one of them. */
  readonly distributionPoints: readonly string[]
  /** To what it is limited; undefined: it covers all certificates of its issuer. */
  readonly limits: IssuingDistributionPoint | undefined
}

/**
 * The contents of a CRL with a summary of its entries: enough to check a CRL of a million that is never whole
 * in memory.
 */
export type CrlSummary = CrlHead & {
  readonly entries: {
    readonly count: number
    /** The latest revocation; undefined when there is none. */
    readonly latest: Instant | undefined
    /** All reasons in the CRL. */
    readonly reasons: ReadonlySet<CrlReason>
    /** A serial number that occurs twice. */
    readonly repeatedSerial: Uint8Array | undefined
  }
  /** Whether every byte is as `tbsCrlFrame` and `encodeRevokedCertificate` would encode it. */
  readonly isOwnForm: boolean
}

export type CertificateListRefusal =
  | DerRefusal
  | { readonly kind: 'malformed-list'; readonly part: CertificateListPart }
  /** The CRL contains an unsupported critical extension, so it must not be used. */
  | { readonly kind: 'unknown-critical-extension'; readonly type: string }

export type CertificateListPart =
  | 'frame'
  | 'version'
  | 'signatureAlgorithm'
  | 'issuer'
  | 'times'
  | 'entries'
  | 'extensions'
  | 'signature'

/** Parses the bytes of a CRL that is not signed yet (TBSCertList), as a stream. */
export type CrlReader = {
  /** Takes the next bytes, in pieces of any size. The first refusal is final: bytes after it are ignored. */
  readonly push: (bytes: Uint8Array) => Result<undefined, CertificateListRefusal>
  /** Signals the end of the bytes. */
  readonly end: () => Result<CrlSummary, CertificateListRefusal>
  /** Serial numbers of the parsed entries. */
  readonly serials: () => Pick<SerialSet, 'has' | 'room'>
}

/** CRLs may be long: room for more than two million entries. */
export const crlLimits = { maxBytes: 128 * 1024 * 1024, maxDepth: 16 }

/** Max bytes of the parts around the entries together, and of one entry. */
const maxAround = 4096
const maxOfEntry = 1024
/** Bytes of an entry of ours with a reason. */
const defaultEntry = 50

/** Parses a CRL that is whole in memory. */
export function readWholeCrl(bytes: Uint8Array): Result<CrlSummary, CertificateListRefusal> {
  const reader = createCrlReader()
  const taken = reader.push(bytes)
  return taken.ok ? reader.end() : taken
}

/**
 * A parser that refuses whatever is not DER, entry by entry. In memory are at most a piece, an entry and the
 * serial numbers, to detect duplicates. `onEntry` gets each entry in the same object, which the next one
 * overwrites; its serial shares the memory of the piece.
 */
export function createCrlReader(
  onEntry: (entry: Readonly<CrlEntryView>) => void = () => undefined,
): CrlReader {
  const entry = emptyCrlEntryView()
  let serials = createSerialSet()
  const reasons = new Set<CrlReason>()
  let count = 0
  let latest: Instant | undefined
  let isOwnForm = true
  let head: HeadRead | undefined
  let refusal: CertificateListRefusal | undefined
  /** Bytes not parsed yet, because their element is incomplete. */
  let left = new Uint8Array(0)
  let taken = 0
  /** Bytes of entries that are still to be parsed. */
  let entriesLeft = 0

  const note = (): void => {
    const { serialIn, serialFrom, serialTo, revokedAt, reason } = entry
    count += 1
    serials.add(serialIn, serialFrom, serialTo)
    if (latest === undefined || revokedAt > latest) latest = revokedAt
    if (reason !== undefined) reasons.add(reason)
    isOwnForm &&= entry.isOwnForm
    onEntry(entry)
  }

  /**
   * Parses the complete entries in bytes that end at this offset of the CRL; returns the offset of the first
   * incomplete one.
   */
  const readEntries = (
    bytes: Uint8Array,
    from: number,
    endsAt: number,
  ): Result<number, CertificateListRefusal> => {
    let at = from
    while (entriesLeft > 0) {
      const end = statedEnd(bytes, at, bytes.length)
      if (end === 'truncated' && bytes.length - at < 6) break
      if (typeof end !== 'number') return refuse({ kind: end, at: endsAt - bytes.length + at })
      const length = end - at
      if (length > maxOfEntry || length > entriesLeft) return malformed('entries')
      if (end > bytes.length) break
      if (!readRevokedCertificate(bytes, at, end, entry)) return malformed('entries')
      note()
      entriesLeft -= length
      at = end
    }
    return ok(at)
  }

  const advance = (
    content: Uint8Array,
    isLast: boolean,
  ): Result<undefined, CertificateListRefusal> => {
    taken += content.length
    if (taken > crlLimits.maxBytes) return refuse({ kind: 'too-large', at: 0 })
    let at = 0
    if (head !== undefined && left.length > 0 && content.length >= maxOfEntry) {
      // Only the entry that was cut is joined, not the whole piece.
      const joint = concatenate(left, content.subarray(0, maxOfEntry))
      const entriesRead = readEntries(joint, 0, taken - content.length + maxOfEntry)
      if (!entriesRead.ok) return entriesRead
      at = Math.max(0, entriesRead.value - left.length)
      left = left.slice(entriesRead.value)
    }
    const bytes = left.length === 0 ? plain(content) : concatenate(left, content)
    if (head === undefined) {
      // Nothing is checked until there are enough bytes for the whole head, or all bytes have arrived.
      if (bytes.length < maxAround && !isLast) {
        left = bytes.slice()
        return ok(undefined)
      }
      const read = readHead(bytes)
      if (!read.ok) return read
      head = read.value
      entriesLeft = head.entriesLength
      serials = createSerialSet(entriesLeft / defaultEntry)
      at = head.bytes.length
    }
    const entriesRead = readEntries(bytes, at, taken)
    if (!entriesRead.ok) return entriesRead
    left = bytes.slice(entriesRead.value)
    return entriesLeft === 0 && left.length > maxAround ? malformed('frame') : ok(undefined)
  }

  const take = (bytes: Uint8Array, isLast: boolean): Result<undefined, CertificateListRefusal> => {
    if (refusal === undefined) {
      const response = advance(bytes, isLast)
      if (!response.ok) refusal = response.refusal
    }
    return refusal === undefined ? ok(undefined) : refuse(refusal)
  }

  return {
    push: (bytes) => take(bytes, false),
    serials: () => serials,
    end: () => {
      const last = take(new Uint8Array(0), true)
      if (!last.ok) return last
      if (head === undefined || entriesLeft > 0 || taken < head.end)
        return refuse({ kind: 'truncated', at: taken })
      if (taken > head.end) return refuse({ kind: 'trailing-bytes', at: head.end })
      const extensions = readExtensions(left)
      if (!extensions.ok) return extensions
      const crlHead: CrlHead = { ...head.fields, ...extensions.value }
      // Only a CRL that says so may have certificates of others (RFC 5280 § 5.3.3).
      if (entry.certificateIssuer !== undefined && crlHead.limits?.isIndirect !== true)
        return malformed('entries')
      return ok({
        ...crlHead,
        entries: { count, latest, reasons, repeatedSerial: serials.findRepeated() },
        isOwnForm: isOwnForm && isOwnFrame(crlHead, head, left),
      })
    },
  }
}

type HeadRead = {
  readonly fields: Omit<CrlHead, keyof ExtensionsRead>
  /** All bytes before the first entry. */
  readonly bytes: Uint8Array
  readonly entriesLength: number
  /** The length of the CRL in bytes. */
  readonly end: number
}

function readHead(bytes: Uint8Array): Result<HeadRead, CertificateListRefusal> {
  const end = statedEnd(bytes, 0, bytes.length)
  if (typeof end !== 'number') return refuse({ kind: end, at: 0 })
  if (bytes[0] !== 0x30) return malformed('frame')

  // Five parts, parsed below as one SEQUENCE.
  const start = startOfContent(bytes, 0)
  let at = start
  for (let part = 0; part < 5; part += 1) {
    const partEnd = statedEnd(bytes, at, bytes.length)
    if (typeof partEnd !== 'number') return refuse({ kind: partEnd, at })
    if (partEnd > bytes.length || partEnd > end) return refuse({ kind: 'truncated', at })
    at = partEnd
  }
  const fields = readFields(bytes.slice(start, at))
  if (!fields.ok) return fields

  const hasEntries = bytes[at] === 0x30
  const entriesEnd = hasEntries ? statedEnd(bytes, at, bytes.length) : at
  if (typeof entriesEnd !== 'number') return refuse({ kind: entriesEnd, at })
  const entriesAt = hasEntries ? startOfContent(bytes, at) : at
  // Without entries there is no revokedCertificates (RFC 5280 § 5.1.2.6).
  if (entriesEnd > end || (hasEntries && entriesAt === entriesEnd)) return malformed('entries')
  return ok({
    fields: fields.value,
    bytes: bytes.slice(0, entriesAt),
    entriesLength: entriesEnd - entriesAt,
    end,
  })
}

function readFields(content: Uint8Array): Result<HeadRead['fields'], CertificateListRefusal> {
  const node = readDer(sequence(content))
  if (!node.ok) return node
  const [version, algorithm, issuerNode, thisUpdateNode, nextUpdateNode] =
    sequenceOf(node.value) ?? []
  if (smallIntegerOf(version) !== 1) return malformed('version')
  const signatureAlgorithm = decodeSignatureAlgorithm(algorithm)
  if (signatureAlgorithm === undefined) return malformed('signatureAlgorithm')
  const issuer = nameOf(issuerNode)
  if (!issuer.ok || issuerNode === undefined) return malformed('issuer')
  const thisUpdate = timeOf(thisUpdateNode)
  const nextUpdate = timeOf(nextUpdateNode)
  if (thisUpdate === undefined || nextUpdate === undefined) return malformed('times')
  return ok({
    signatureAlgorithm,
    issuer: issuer.value,
    issuerDer: issuerNode.der,
    thisUpdate,
    nextUpdate,
  })
}

type ExtensionsRead = Pick<
  CrlHead,
  'number' | 'authorityKeyIdentifier' | 'distributionPoints' | 'limits'
>

function readExtensions(tail: Uint8Array): Result<ExtensionsRead, CertificateListRefusal> {
  if (tail.length === 0) return malformed('extensions')
  const node = readDer(tail)
  if (!node.ok) return node
  const extensions = extensionsOf(explicitOf(node.value, 0))
  return extensions === undefined ? malformed('extensions') : meaningOf(extensions)
}

function meaningOf(
  extensions: readonly Extension[],
): Result<ExtensionsRead, CertificateListRefusal> {
  const known = knownExtensions(extensions)
  if (!known.ok) return malformed('extensions')
  let number: bigint | undefined
  let limits: IssuingDistributionPoint | undefined
  for (const { type, critical, value } of extensions) {
    if (type === extensionTypes.authorityKeyIdentifier) continue
    const node = readDer(value)
    if (type === extensionTypes.cRLNumber) number = node.ok ? integerOf(node.value) : undefined
    else if (type === extensionTypes.issuingDistributionPoint) {
      limits = node.ok ? issuingDistributionPointOf(node.value) : undefined
      if (limits === undefined) return malformed('extensions')
    } else if (critical) return refuse({ kind: 'unknown-critical-extension', type })
  }
  if (number === undefined || number < 0n) return malformed('extensions')
  return ok({
    number,
    authorityKeyIdentifier: known.value.authorityKeyIdentifier,
    distributionPoints: urlsOf(limits?.distributionPoint ?? []),
    limits,
  })
}

function isOwnFrame(list: CrlHead, head: HeadRead, tail: Uint8Array): boolean {
  const { authorityKeyIdentifier } = list
  const [distributionPoint] = list.distributionPoints
  if (authorityKeyIdentifier === undefined) return false
  const own = tbsCrlFrame(
    { ...list, authorityKeyIdentifier, distributionPoint, issuer: list.issuerDer },
    head.entriesLength,
  )
  return equalBytes(own.before, head.bytes) && equalBytes(own.after, tail)
}

/** Subarrays of a Buffer would be Buffers. */
const plain = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)

const malformed = (part: CertificateListPart): Result<never, CertificateListRefusal> =>
  refuse({ kind: 'malformed-list', part })
