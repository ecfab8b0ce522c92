import { maxMethodBytes, maxTargetBytes, maxFields } from './limits.ts'

/**
 * The head of one HTTP/1.1 request (RFC 9112 § 3, § 5, § 6). Stricter than the RFC where two parsers could
 * see different requests in the same bytes: lines end with CR LF, Content-Length is given once and in digits,
 * and a chunked body is refused.
 *
 * `headEnd` is where the body begins, after the empty line. Returns offsets into the bytes, so that nothing
 * is copied.
 */
export function readHead(bytes: Buffer, from: number, headEnd: number): Head | HeadFault {
  let at = from
  while (isToken[bytes[at] ?? 0] === 1) at += 1
  const methodEnd = at
  if (methodEnd === from || methodEnd - from > maxMethodBytes || bytes[at] !== space)
    return malformed
  const targetAt = at + 1
  at = targetAt
  while (isVisible[bytes[at] ?? 0] === 1) at += 1
  const targetEnd = at
  if (targetEnd === targetAt || bytes[at] !== space) return malformed
  if (targetEnd - targetAt > maxTargetBytes) return { fault: 414 }
  if (!isTarget(bytes, targetAt, targetEnd)) return malformed

  // "HTTP/1.x" CR LF
  const versionAt = at + 1
  for (let index = 0; index < httpName.length; index += 1)
    if (bytes[versionAt + index] !== httpName[index]) return malformed
  const major = bytes[versionAt + 5] ?? 0
  const minor = bytes[versionAt + 7] ?? 0
  if (!isDigit(major) || bytes[versionAt + 6] !== dot || !isDigit(minor)) return malformed
  if (bytes[versionAt + 8] !== carriageReturn || bytes[versionAt + 9] !== lineFeed) return malformed
  if (major !== one) return { fault: 505 }
  const isOldVersion = minor === zero

  const fieldsAt = versionAt + 10
  let bodyLength = -1
  let hosts = 0
  let fields = 0
  let saysClose = isOldVersion
  let awaitsContinue = false
  let isConditional = false
  let fault: HeadFault | undefined

  at = fieldsAt
  while (at < headEnd - 2) {
    const nameAt = at
    while (isToken[bytes[at] ?? 0] === 1) at += 1
    const nameLength = at - nameAt
    // No space before the colon, and no folded line.
    if (nameLength === 0 || bytes[at] !== colon) return malformed
    at += 1
    while (bytes[at] === space || bytes[at] === tab) at += 1
    const valueAt = at
    while (isOfValue[bytes[at] ?? 0] === 1) at += 1
    if (bytes[at] !== carriageReturn || bytes[at + 1] !== lineFeed) return malformed
    let valueEnd = at
    while (valueEnd > valueAt && isBlank(bytes[valueEnd - 1])) valueEnd -= 1
    at += 2
    fields += 1
    if (fields > maxFields) return { fault: 431 }

    switch (nameLength) {
      case 4:
        if (!isWord(bytes, nameAt, 'host')) break
        hosts += 1
        for (let index = valueAt; index < valueEnd; index += 1)
          if (isOfHost[bytes[index] ?? 0] !== 1) return malformed
        break
      case 6:
        if (!isWord(bytes, nameAt, 'expect') || isOldVersion) break
        if (valueEnd - valueAt === 12 && isWord(bytes, valueAt, '100-continue'))
          awaitsContinue = true
        else fault ??= { fault: 417 }
        break
      case 10:
        if (isWord(bytes, nameAt, 'connection'))
          saysClose ||= hasMember(bytes, valueAt, valueEnd, 'close')
        break
      case 13:
        if (isWord(bytes, nameAt, 'if-none-match')) isConditional = true
        break
      case 14: {
        if (!isWord(bytes, nameAt, 'content-length')) break
        const length = decimal(bytes, valueAt, valueEnd)
        if (length === undefined || bodyLength >= 0) return malformed
        bodyLength = length
        break
      }
      case 17:
        // Two parsers that delimit the body by different rules see different next requests.
        if (isWord(bytes, nameAt, 'transfer-encoding')) fault = { fault: 411 }
        break
    }
  }
  if (at !== headEnd - 2) return malformed
  if (hosts !== 1 && !(isOldVersion && hosts === 0)) return malformed
  if (fault?.fault === 411 && bodyLength >= 0) return malformed
  if (fault !== undefined) return fault
  return {
    method: methodOf(bytes, from, methodEnd),
    targetAt,
    targetEnd,
    fieldsAt,
    end: headEnd,
    bodyLength: Math.max(bodyLength, 0),
    saysClose,
    awaitsContinue,
    isConditional,
    isOldVersion,
  }
}

export type Head = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'other'
  readonly targetAt: number
  readonly targetEnd: number
  readonly fieldsAt: number
  /** Where the body begins. */
  readonly end: number
  /** Bytes; 0 when the request has no body. */
  readonly bodyLength: number
  /** Whether the connection ends with this request: the client says so, or uses HTTP/1.0. */
  readonly saysClose: boolean
  readonly awaitsContinue: boolean
  /** Whether it has an If-None-Match. */
  readonly isConditional: boolean
  /** HTTP/1.0. */
  readonly isOldVersion: boolean
}

/**
 * A request that gets this status, after which the connection ends: where the next request begins is unknown.
 */
export type HeadFault = { readonly fault: 400 | 411 | 414 | 417 | 431 | 505 }

/** The fields by lower-case name; of repeated fields the first. */
export function fieldsOf(bytes: Buffer, head: Head): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  if (head.fieldsAt === head.end - 2) return fields
  for (const line of bytes.toString('latin1', head.fieldsAt, head.end - 4).split('\r\n')) {
    const colonAt = line.indexOf(':')
    const name = line.slice(0, colonAt).toLowerCase()
    if (!fields.has(name)) fields.set(name, line.slice(colonAt + 1).trim())
  }
  return fields
}

/** The value of one field; `name` in lower case. */
export const fieldOf = (bytes: Buffer, head: Head, name: string): string | undefined =>
  fieldsOf(bytes, head).get(name)

/** Methods are case-sensitive (RFC 9110 § 9.1). */
function methodOf(bytes: Buffer, from: number, to: number): Head['method'] {
  if (isExactly(bytes, from, to, 'GET')) return 'GET'
  if (isExactly(bytes, from, to, 'POST')) return 'POST'
  return isExactly(bytes, from, to, 'HEAD') ? 'HEAD' : 'other'
}

const malformed: HeadFault = { fault: 400 }

const tab = 0x09
const lineFeed = 0x0a
const carriageReturn = 0x0d
const space = 0x20
const asterisk = 0x2a
const comma = 0x2c
const dot = 0x2e
const slash = 0x2f
const zero = 0x30
const one = 0x31
const colon = 0x3a

const bytesOf = (text: string): readonly number[] =>
  Array.from(text, (letter) => letter.charCodeAt(0))
const httpName = bytesOf('HTTP/')

const tableOf = (isMember: (byte: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => (isMember(byte) ? 1 : 0))
/** RFC 9110 § 5.6.2 */
const isToken = tableOf((byte) => /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(byte)))
const isVisible = tableOf((byte) => byte > 0x20 && byte < 0x7f)
/** RFC 9110 § 5.5: no control characters except the tab. */
const isOfValue = tableOf((byte) => byte === tab || (byte >= 0x20 && byte !== 0x7f))

/** RFC 3986 § 3.2.2 and § 3.2.3: a name or an address, and a port. */
const isOfHost = tableOf((byte) => /[-.~\w%!$&'()*+,;=:[\]]/.test(String.fromCharCode(byte)))

/**
 * RFC 9112 § 3.2: a path, an absolute URI, or the asterisk of OPTIONS. There are no tunnels here, whose target is
 * a host and a port.
 */
const isTarget = (bytes: Uint8Array, from: number, to: number): boolean =>
  bytes[from] === slash ||
  isWord(bytes, from, 'http://') ||
  isWord(bytes, from, 'https://') ||
  (bytes[from] === asterisk && to - from === 1)

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39
const isBlank = (byte: number | undefined): boolean => byte === space || byte === tab

function isExactly(bytes: Uint8Array, from: number, to: number, word: string): boolean {
  if (to - from !== word.length) return false
  for (let index = 0; index < word.length; index += 1)
    if (bytes[from + index] !== word.charCodeAt(index)) return false
  return true
}

/** Whether the word is at this offset, ignoring case. */
function isWord(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    const byte = bytes[at + index] ?? 0
    const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
    if (lower !== word.charCodeAt(index)) return false
  }
  return true
}

/** Whether a comma-separated list (RFC 9110 § 5.6.1) contains this word. */
function hasMember(bytes: Uint8Array, from: number, to: number, word: string): boolean {
  for (let at = from; at < to;) {
    while (at < to && (bytes[at] === comma || isBlank(bytes[at]))) at += 1
    const memberAt = at
    while (at < to && bytes[at] !== comma && !isBlank(bytes[at])) at += 1
    if (at - memberAt === word.length && isWord(bytes, memberAt, word)) return true
  }
  return false
}

function decimal(bytes: Uint8Array, from: number, to: number): number | undefined {
  if (from === to || to - from > 15) return undefined
  let value = 0
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0
    if (!isDigit(byte)) return undefined
    value = value * 10 + (byte - zero)
  }
  return value
}
