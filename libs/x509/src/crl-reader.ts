import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { emptyEntryView, readRevokedEntry, type EntryView } from './crl-entry.ts'
import { tbsListFrame } from './crl-frame.ts'
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
  distributionPointUrls,
  extensionsOf,
  knownExtensions,
  type Extension,
} from './extensions.ts'
import { nameOf, type Name } from './names.ts'
import { extensionTypes } from './oids.ts'
import { createSerialSet, type SerialSet } from './serial-set.ts'
import { decodeSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts'

/** What a revocation list says beside its entries. */
export type ListHead = {
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly issuer: Name
  readonly issuerDer: Uint8Array
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly number: bigint
  readonly authorityKeyIdentifier: Uint8Array | undefined
  /** The addresses, of one place, of a list that covers only the certificates which point to it; none: the list covers all. */
  readonly distributionPoints: readonly string[]
}

/** What a list says, its entries told together: enough to judge a list of a million that is never held. */
export type ListSummary = ListHead & {
  readonly entries: {
    readonly count: number
    /** The latest revocation; undefined when there is none. */
    readonly latest: Instant | undefined
    /** Every reason that is stated. */
    readonly reasons: ReadonlySet<CrlReason>
    /** A serial number that stands twice. */
    readonly repeatedSerial: Uint8Array | undefined
  }
  /** Whether every octet stands as `tbsListFrame` and `encodeRevokedEntry` would write it. */
  readonly isOwnForm: boolean
}

export type CertificateListRefusal =
  | DerRefusal
  | { readonly kind: 'malformed-list'; readonly part: CertificateListPart }
  /** The list means something that is not understood here, so nothing may be read from it. */
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

/** Reads the bytes of a list that is not signed yet (TBSCertList), as they come. */
export type ListReader = {
  /** Takes the next octets, in pieces of any size. The first refusal stands: what comes after it is passed over. */
  readonly push: (octets: Uint8Array) => Result<undefined, CertificateListRefusal>
  /** Says that no more octets come. */
  readonly end: () => Result<ListSummary, CertificateListRefusal>
  /** Serial numbers of the entries that were read. */
  readonly serials: () => Pick<SerialSet, 'has' | 'room'>
}

/** Lists may be long: room for more than two million entries. */
export const listLimits = { maxBytes: 128 * 1024 * 1024, maxDepth: 16 }

/** Octets that the parts around the entries may take together, and one entry. */
const mostAround = 4096
const mostOfEntry = 1024
/** Octets of an entry of ours with a reason. */
const usualEntry = 50

/** Reads a list that is held whole. */
export function readWholeList(octets: Uint8Array): Result<ListSummary, CertificateListRefusal> {
  const reader = createListReader()
  const taken = reader.push(octets)
  return taken.ok ? reader.end() : taken
}

/**
 * Makes a reader that refuses what DER refuses, entry by entry. It holds a piece and an entry at most, and the serial
 * numbers, to tell of those that stand twice. `onEntry` is shown each entry in the same value, which the next one overwrites;
 * its serial shares the memory of the piece.
 */
export function createListReader(
  onEntry: (entry: Readonly<EntryView>) => void = () => undefined,
): ListReader {
  const entry = emptyEntryView()
  let serials = createSerialSet()
  const reasons = new Set<CrlReason>()
  let count = 0
  let latest: Instant | undefined
  let isOwnForm = true
  let head: HeadRead | undefined
  let refusal: CertificateListRefusal | undefined
  /** Octets that were taken and not read, because what they begin is not complete. */
  let left = new Uint8Array(0)
  let taken = 0
  /** Octets of entries that are still to be read. */
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

  /** Reads the entries that are complete, of octets that end at this place of the list; answers where one begins that is not. */
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
      if (length > mostOfEntry || length > entriesLeft) return malformed('entries')
      if (end > bytes.length) break
      if (!readRevokedEntry(bytes, at, end, entry)) return malformed('entries')
      note()
      entriesLeft -= length
      at = end
    }
    return ok(at)
  }

  const advance = (
    octets: Uint8Array,
    isLast: boolean,
  ): Result<undefined, CertificateListRefusal> => {
    taken += octets.length
    if (taken > listLimits.maxBytes) return refuse({ kind: 'too-large', at: 0 })
    let at = 0
    if (head !== undefined && left.length > 0 && octets.length >= mostOfEntry) {
      // Only the entry that was cut is put together again, not the whole piece.
      const joint = concatenate(left, octets.subarray(0, mostOfEntry))
      const entriesRead = readEntries(joint, 0, taken - octets.length + mostOfEntry)
      if (!entriesRead.ok) return entriesRead
      at = Math.max(0, entriesRead.value - left.length)
      left = left.slice(entriesRead.value)
    }
    const bytes = left.length === 0 ? plain(octets) : concatenate(left, octets)
    if (head === undefined) {
      // Until there is enough for the whole head, or all there will be, nothing is judged.
      if (bytes.length < mostAround && !isLast) {
        left = bytes.slice()
        return ok(undefined)
      }
      const read = readHead(bytes)
      if (!read.ok) return read
      head = read.value
      entriesLeft = head.entriesLength
      serials = createSerialSet(entriesLeft / usualEntry)
      at = head.bytes.length
    }
    const entriesRead = readEntries(bytes, at, taken)
    if (!entriesRead.ok) return entriesRead
    left = bytes.slice(entriesRead.value)
    return entriesLeft === 0 && left.length > mostAround ? malformed('frame') : ok(undefined)
  }

  const take = (octets: Uint8Array, isLast: boolean): Result<undefined, CertificateListRefusal> => {
    if (refusal === undefined) {
      const answer = advance(octets, isLast)
      if (!answer.ok) refusal = answer.refusal
    }
    return refusal === undefined ? ok(undefined) : refuse(refusal)
  }

  return {
    push: (octets) => take(octets, false),
    serials: () => serials,
    end: () => {
      const last = take(new Uint8Array(0), true)
      if (!last.ok) return last
      if (head === undefined || entriesLeft > 0 || taken < head.end)
        return refuse({ kind: 'truncated', at: taken })
      if (taken > head.end) return refuse({ kind: 'trailing-bytes', at: head.end })
      const extensions = readExtensions(left)
      if (!extensions.ok) return extensions
      const listHead: ListHead = { ...head.fields, ...extensions.value }
      return ok({
        ...listHead,
        entries: { count, latest, reasons, repeatedSerial: serials.findRepeated() },
        isOwnForm: isOwnForm && isOwnFrame(listHead, head, left),
      })
    },
  }
}

type HeadRead = {
  readonly fields: Omit<ListHead, keyof ExtensionsRead>
  /** All octets before the first entry. */
  readonly bytes: Uint8Array
  readonly entriesLength: number
  /** How many octets the list has. */
  readonly end: number
}

function readHead(bytes: Uint8Array): Result<HeadRead, CertificateListRefusal> {
  const end = statedEnd(bytes, 0, bytes.length)
  if (typeof end !== 'number') return refuse({ kind: end, at: 0 })
  if (bytes[0] !== 0x30) return malformed('frame')

  // Five parts, whose own structure is looked through below, as one SEQUENCE.
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
  // Of no entries there is no list (RFC 5280 § 5.1.2.6).
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

type ExtensionsRead = Pick<ListHead, 'number' | 'authorityKeyIdentifier' | 'distributionPoints'>

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
  let distributionPoints: readonly string[] = []
  for (const { type, critical, value } of extensions) {
    if (type === extensionTypes.authorityKeyIdentifier) continue
    const node = readDer(value)
    if (type === extensionTypes.cRLNumber) number = node.ok ? integerOf(node.value) : undefined
    else if (type === extensionTypes.issuingDistributionPoint) {
      // Any other restriction (reasons, indirect lists) makes a list that must not be taken for a full one.
      const parts = node.ok ? sequenceOf(node.value) : undefined
      const urls = distributionPointUrls(parts?.[0])
      if (urls === undefined || parts?.length !== 1) return malformed('extensions')
      distributionPoints = urls
    } else if (critical) return refuse({ kind: 'unknown-critical-extension', type })
  }
  if (number === undefined || number < 0n) return malformed('extensions')
  return ok({
    number,
    authorityKeyIdentifier: known.value.authorityKeyIdentifier,
    distributionPoints,
  })
}

function isOwnFrame(list: ListHead, head: HeadRead, tail: Uint8Array): boolean {
  const { authorityKeyIdentifier } = list
  const [distributionPoint] = list.distributionPoints
  if (authorityKeyIdentifier === undefined) return false
  const own = tbsListFrame(
    { ...list, authorityKeyIdentifier, distributionPoint, issuer: list.issuerDer },
    head.entriesLength,
  )
  return equalBytes(own.before, head.bytes) && equalBytes(own.after, tail)
}

/** A Buffer's parts would be Buffers. */
const plain = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)

const malformed = (part: CertificateListPart): Result<never, CertificateListRefusal> =>
  refuse({ kind: 'malformed-list', part })
