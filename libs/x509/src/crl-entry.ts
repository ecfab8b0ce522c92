import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { allOf } from './all-of.ts'
import { readTimeDigits, writeTimeDigits } from './civil-time.ts'
import { crlReasonCodes, crlReasonOf, type CrlReason } from './crl-reason.ts'
import { enumeratedOf, readDer, sequenceOf, timeOf, unsignedOf, writeHeader } from './der.ts'
import { extensionsOf, type Extension } from './extensions.ts'
import { generalNameOf } from './name-constraints.ts'
import type { Name } from './names.ts'
import { extensionTypes } from './oids.ts'

/** An entry of `revokedCertificates` (RFC 5280 § 5.1.2.6). */
export type RevokedCertificate = {
  /** Positive, most significant byte first, at most 20 bytes. */
  readonly serial: Uint8Array
  readonly revokedAt: Instant
  /** Undefined when unspecified: then the CRL contains no reason (RFC 5280 § 5.3.1). */
  readonly reason?: CrlReason | undefined
}

/** An entry as CRLs of others may have it, with the CRL entry extensions that are read (RFC 5280 § 5.3). */
export type CrlEntry = RevokedCertificate & {
  /** In a CRL of another issuer: who issued the certificate. */
  readonly certificateIssuer?: Name
}

/**
 * The entry in DER, the same in every CRL from then on: it is stored with the revocation, so that CRLs are
 * only assembled. Leading zeros of the serial are dropped. Throws when it is zero or has more than 20 bytes
 * (RFC 5280 § 4.1.2.2).
 */
export const encodeRevokedCertificate = (entry: RevokedCertificate): Uint8Array =>
  packRevokedCertificates([entry])

/** Consecutive entries in DER. */
export function packRevokedCertificates(entries: readonly RevokedCertificate[]): Uint8Array {
  const packed = new Uint8Array(entries.reduce((sum, entry) => sum + entryLength(entry), 0))
  let at = 0
  for (const entry of entries) at = writeEntry(packed, at, entry)
  return packed
}

/**
 * A parsed entry. One object is reused for all entries: a million small ones would keep the garbage collector
 * busy.
 */
export type CrlEntryView = {
  /** The serial number, without a leading zero: the bytes between the two offsets. */
  serialIn: Uint8Array
  serialFrom: number
  serialTo: number
  revokedAt: Instant
  reason: CrlReason | undefined
  /** The certificate's issuer when it is not the CRL's: it holds for later entries too (RFC 5280 § 5.3.3). */
  certificateIssuer: Name | undefined
  /** Whether it has the form that `encodeRevokedCertificate` produces. */
  isOwnForm: boolean
}

export const emptyCrlEntryView = (): CrlEntryView => ({
  ...{ serialIn: new Uint8Array(0), serialFrom: 0, serialTo: 0 },
  ...{ revokedAt: instant(0), reason: undefined, certificateIssuer: undefined, isOwnForm: false },
})

/**
 * Parses the entry that begins at `from` and ends at `end`; false when it is malformed, or has a critical
 * extension. Our own form is parsed without a tree; any other form is parsed in full.
 */
export const readRevokedCertificate = (
  bytes: Uint8Array,
  from: number,
  end: number,
  into: CrlEntryView,
): boolean => readOwnForm(bytes, from, end, into) || readAnyForm(bytes.subarray(from, end), into)

/** The extensions of an entry with a reason; the last byte is the code. */
const reasonTemplate = Uint8Array.of(
  ...[0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01, 0x00],
)

const hasReason = ({ reason }: RevokedCertificate): boolean =>
  reason !== undefined && reason !== 'unspecified'

const entryLength = (entry: RevokedCertificate): number => 2 + entryContentLength(entry)

/** Below 128, as the serial number has at most 20 bytes: so each header takes two bytes. */
const entryContentLength = (entry: RevokedCertificate): number =>
  2 +
  serialLength(entry.serial) +
  (isInUtcTime(entry.revokedAt) ? 15 : 17) +
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

const startOf1950 = Date.UTC(1950, 0, 1)
const startOf2050 = Date.UTC(2050, 0, 1)
const isInUtcTime = (at: number): boolean => at >= startOf1950 && at < startOf2050

/** A separate function, not a loop body: inlined into a loop, V8 makes it up to three times slower. */
function writeEntry(into: Uint8Array, from: number, entry: RevokedCertificate): number {
  const { serial, revokedAt } = entry
  let at = writeHeader(into, from, 0x30, entryContentLength(entry))
  const length = serialLength(serial)
  const zeros = leadingZeros(serial)
  if (zeros === serial.length || serial.length - zeros > 20)
    throw new RangeError('serial number must have 1 to 20 bytes and not be zero')
  at = writeHeader(into, at, 0x02, length)
  if (length > serial.length - zeros) {
    into[at] = 0
    at += 1
  }
  for (let index = zeros; index < serial.length; index += 1, at += 1) into[at] = serial[index] ?? 0

  const inUtcTime = isInUtcTime(revokedAt)
  at = writeHeader(into, at, inUtcTime ? 0x17 : 0x18, inUtcTime ? 13 : 15)
  at = writeTimeDigits(into, at, revokedAt, inUtcTime ? 2 : 4)
  if (!hasReason(entry)) return at

  for (let index = 0; index < reasonTemplate.length; index += 1, at += 1)
    into[at] = reasonTemplate[index] ?? 0
  into[at - 1] = crlReasonCodes[entry.reason ?? 'unspecified']
  return at
}

function readOwnForm(bytes: Uint8Array, from: number, end: number, into: CrlEntryView): boolean {
  if (bytes[from] !== 0x30 || bytes[from + 1] !== end - from - 2 || bytes[from + 2] !== 0x02)
    return false
  const serialLength = bytes[from + 3] ?? 0
  let serialFrom = from + 4
  const timeAt = serialFrom + serialLength
  const first = bytes[serialFrom] ?? 0
  const maxLength = first === 0 ? 21 : 20
  if (serialLength === 0 || serialLength > maxLength || first >= 0x80) return false
  if (first === 0) {
    // Zero itself, and a needless leading zero byte, are left to the full parser.
    if (serialLength === 1 || (bytes[serialFrom + 1] ?? 0) < 0x80) return false
    serialFrom += 1
  }
  const isUtcTime = bytes[timeAt] === 0x17 && bytes[timeAt + 1] === 13
  const isGeneralizedTime = bytes[timeAt] === 0x18 && bytes[timeAt + 1] === 15
  if (!isUtcTime && !isGeneralizedTime) return false
  const revokedAt = readTimeDigits(bytes, timeAt + 2, isUtcTime ? 2 : 4)
  if (revokedAt === undefined || isInUtcTime(revokedAt) !== isUtcTime) return false

  const afterTime = timeAt + (isUtcTime ? 15 : 17)
  let reason: CrlReason | undefined
  if (afterTime !== end) {
    if (afterTime + reasonTemplate.length !== end) return false
    for (let index = 0; index < reasonTemplate.length - 1; index += 1)
      if (bytes[afterTime + index] !== reasonTemplate[index]) return false
    reason = crlReasonOf(bytes[end - 1])
    if (reason === undefined || reason === 'unspecified') return false
  }
  into.serialIn = bytes
  into.serialFrom = serialFrom
  into.serialTo = timeAt
  into.revokedAt = revokedAt
  into.reason = reason
  into.isOwnForm = true
  return true
}

function readAnyForm(der: Uint8Array, into: CrlEntryView): boolean {
  const node = readDer(der)
  const [serialNode, revokedAtNode, extensionsNode, ...rest] =
    (node.ok ? sequenceOf(node.value) : undefined) ?? []
  const serial = unsignedOf(serialNode)
  const revokedAt = timeOf(revokedAtNode)
  if (serial === undefined || revokedAt === undefined || rest.length > 0) return false
  const extensions = extensionsNode === undefined ? [] : extensionsOf(extensionsNode)
  if (extensions?.some(isUnknown) !== false) return false
  const reason = reasonOf(extensions)
  const issuer = certificateIssuerOf(extensions)
  if (!reason.ok || !issuer.ok) return false
  into.serialIn = serial
  into.serialFrom = 0
  into.serialTo = serial.length
  into.revokedAt = revokedAt
  into.reason = reason.value
  into.certificateIssuer = issuer.value ?? into.certificateIssuer
  into.isOwnForm = false
  return true
}

const isUnknown = ({ type, critical }: Extension): boolean =>
  critical && type !== extensionTypes.certificateIssuer

function reasonOf(extensions: readonly Extension[]): Result<CrlReason | undefined, undefined> {
  const stated = extensions.find(({ type }) => type === extensionTypes.cRLReason)
  if (stated === undefined) return ok(undefined)
  const reasonNode = readDer(stated.value)
  const reason = crlReasonOf(reasonNode.ok ? enumeratedOf(reasonNode.value) : undefined)
  return reason === undefined ? refuse(undefined) : ok(reason)
}

function certificateIssuerOf(
  extensions: readonly Extension[],
): Result<Name | undefined, undefined> {
  const stated = extensions.find(({ type }) => type === extensionTypes.certificateIssuer)
  if (stated === undefined) return ok(undefined)
  const names = readDer(stated.value)
  const [name] = (names.ok ? allOf(sequenceOf(names.value), generalNameOf) : undefined) ?? []
  return name?.kind === 'directory' ? ok(name.name) : refuse(undefined)
}
