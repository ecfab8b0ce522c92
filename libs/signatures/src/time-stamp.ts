import { plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  boolean,
  booleanOf,
  generalizedTime,
  generalizedTimeOf,
  integer,
  namedBits,
  octetString,
  bytesOf,
  oid,
  oidOf,
  readDer,
  sequence,
  sequenceOf,
  smallIntegerOf,
  startOfContent,
  statedEnd,
  unsignedOf,
  utf8String,
  isContextual,
  type DerNode,
  type DerRefusal,
} from '@sotevarmenne/x509/der'
import { digestLengths, encodeHashWithNull, hashOfNode, type Hash } from './digest.ts'
import { contentTypes } from './oids.ts'
import {
  readSignedMessage,
  messageLimits,
  type MessageRefusal,
  type SignedMessage,
} from './read-signed-data.ts'
import { signContent, type SigningKey } from './signed-data.ts'

/*
 * Time-stamps (RFC 3161): a request with the digest of the content, a response with a token, or the reason
 * for none.
 */

/** The digest of the stamped content. */
export type Imprint = { readonly hash: Hash; readonly digest: Uint8Array }

export type TimeStampRequest = {
  readonly imprint: Imprint
  readonly nonce: Uint8Array | undefined
  /** The requested policy; undefined: any. */
  readonly policy: string | undefined
  /** Whether the response must include the certificates. */
  readonly certificates: boolean
}

export type TimeStampRequestRefusal =
  | DerRefusal
  | { readonly kind: 'malformed-request' }
  | { readonly kind: 'unsupported-algorithm' }
  | { readonly kind: 'unsupported-extension' }

export const encodeTimeStampRequest = ({
  imprint,
  nonce,
  policy,
  certificates,
}: TimeStampRequest): Uint8Array =>
  sequence(
    integer(1),
    encodeImprint(imprint),
    ...(policy === undefined ? [] : [oid(policy)]),
    ...(nonce === undefined ? [] : [integer(nonce)]),
    ...(certificates ? [boolean(true)] : []),
  )

export function decodeTimeStampRequest(
  der: Uint8Array,
): Result<TimeStampRequest, TimeStampRequestRefusal> {
  const node = readDer(der)
  if (!node.ok) return node
  const [version, imprintNode, ...options] = sequenceOf(node.value) ?? []
  if (smallIntegerOf(version) !== 1) return refuse({ kind: 'malformed-request' })
  const imprint = imprintOf(imprintNode)
  if (!imprint.ok) return imprint

  // Options are in this order, each at most once.
  const policy = oidOf(options[0])
  if (policy !== undefined) options.shift()
  const nonce = unsignedOf(options[0])
  if (nonce !== undefined) options.shift()
  const certificates = booleanOf(options[0])
  if (certificates !== undefined) options.shift()
  // An extension would request something that is not supported here (RFC 3161 § 2.4.1).
  if (isContextual(options[0], 0)) return refuse({ kind: 'unsupported-extension' })
  if (options.length > 0) return refuse({ kind: 'malformed-request' })
  return ok({ imprint: imprint.value, nonce, policy, certificates: certificates ?? false })
}

/** The contents of a token. */
export type TimeStampInfo = {
  readonly policy: string
  readonly imprint: Imprint
  readonly serial: Uint8Array
  readonly at: Instant
  readonly nonce: Uint8Array | undefined
}

/** The content of a token: TSTInfo. Accuracy is one second. */
export const encodeTimeStampInfo = (info: TimeStampInfo): Uint8Array =>
  sequence(
    integer(1),
    oid(info.policy),
    encodeImprint(info.imprint),
    integer(info.serial),
    generalizedTime(info.at),
    sequence(integer(1)),
    ...(info.nonce === undefined ? [] : [integer(info.nonce)]),
  )

/** A parsed token: the signed message, and its contents. */
export type TimeStampToken = { readonly message: SignedMessage; readonly info: TimeStampInfo }

export type TokenRefusal =
  MessageRefusal | { readonly kind: 'malformed-time-stamp' } | { readonly kind: 'no-time-stamp' }

/** Parses a token. `verifyTimeStamp` checks whether it is valid. */
export function readTimeStampToken(der: Uint8Array): Result<TimeStampToken, TokenRefusal> {
  const message = readSignedMessage(der)
  if (!message.ok) return message
  const { contentType, content } = message.value
  if (contentType !== contentTypes.timeStampToken || content === undefined)
    return refuse({ kind: 'no-time-stamp' })
  const info = infoOf(content)
  return info === undefined
    ? refuse({ kind: 'malformed-time-stamp' })
    : ok({ message: message.value, info })
}

/** Why a time-stamp authority gave no token, by bit number (RFC 3161 § 2.4.2). */
export const failures = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  systemFailure: 25,
} as const
export type TimeStampFailure = keyof typeof failures

export const encodeTimeStampResponse = (token: Uint8Array): Uint8Array =>
  sequence(sequence(integer(0)), token)

export const encodeTimeStampFailure = (failure: TimeStampFailure, why: string): Uint8Array =>
  sequence(sequence(integer(2), sequence(utf8String(why)), namedBits([failures[failure]])))

export type TimeStampResponseRefusal =
  DerRefusal | { readonly kind: 'malformed-response' } | { readonly kind: 'time-stamp-refused' }

/** The token in a response, in DER. */
export function decodeTimeStampResponse(
  der: Uint8Array,
): Result<Uint8Array, TimeStampResponseRefusal> {
  const node = readDer(der, messageLimits)
  if (!node.ok) return node
  const [statusNode, token, ...rest] = sequenceOf(node.value) ?? []
  const status = smallIntegerOf(sequenceOf(statusNode)?.[0])
  if (status === undefined || rest.length > 0) return refuse({ kind: 'malformed-response' })
  // granted, grantedWithMods
  if (status > 1) return refuse({ kind: 'time-stamp-refused' })
  return token === undefined ? refuse({ kind: 'malformed-response' }) : ok(token.der)
}

export type Stamping = {
  readonly key: SigningKey
  readonly policy: string
  readonly serial: Uint8Array
  readonly at: Instant
}

/** A time-stamp authority's response to a request, in DER; for a request that is refused it says why. */
export async function respondToTimeStampRequest(
  der: Uint8Array,
  { key, policy, serial, at }: Stamping,
): Promise<Uint8Array> {
  const request = decodeTimeStampRequest(der)
  if (!request.ok) {
    const { kind } = request.refusal
    return encodeTimeStampFailure(failureOf(kind), kind)
  }
  const { imprint, nonce } = request.value
  if (request.value.policy !== undefined && request.value.policy !== policy)
    return encodeTimeStampFailure('unacceptedPolicy', 'unaccepted-policy')
  const content = encodeTimeStampInfo({ policy, imprint, serial, at, nonce })
  const token = await signContent(key, {
    form: { kind: 'time-stamp' },
    content,
    attached: true,
    withCertificates: request.value.certificates,
  })
  return token.ok
    ? encodeTimeStampResponse(token.value)
    : encodeTimeStampFailure('systemFailure', token.refusal.kind)
}

function failureOf(kind: TimeStampRequestRefusal['kind']): TimeStampFailure {
  if (kind === 'unsupported-algorithm') return 'badAlg'
  if (kind === 'unsupported-extension') return 'unacceptedExtension'
  return kind === 'malformed-request' ? 'badRequest' : 'badDataFormat'
}

const encodeImprint = ({ hash, digest }: Imprint): Uint8Array =>
  sequence(encodeHashWithNull(hash), octetString(digest))

function imprintOf(
  node: DerNode | undefined,
): Result<Imprint, { readonly kind: 'malformed-request' | 'unsupported-algorithm' }> {
  const [hashNode, digestNode, ...rest] = sequenceOf(node) ?? []
  const digest = bytesOf(digestNode)
  if (digest === undefined || rest.length > 0) return refuse({ kind: 'malformed-request' })
  const hash = hashOfNode(hashNode)
  if (hash === undefined) return refuse({ kind: 'unsupported-algorithm' })
  return digest.length === digestLengths[hash]
    ? ok({ hash, digest })
    : refuse({ kind: 'malformed-request' })
}

/**
 * The bytes with the time in whole seconds, and the removed fraction in milliseconds: of all that is parsed
 * here only a time-stamp may have a fraction (RFC 3161 § 2.4.2), so only here is it accepted. Everything else
 * is unchanged.
 */
function withWholeSeconds(der: Uint8Array): { readonly der: Uint8Array; readonly more: number } {
  const asItIs = { der, more: 0 }
  const end = statedEnd(der, 0, der.length)
  if (end !== der.length) return asItIs
  const parts: Uint8Array[] = []
  for (let at = startOfContent(der, 0); at < end;) {
    const next = statedEnd(der, at, end)
    if (typeof next !== 'number' || next > end) return asItIs
    parts.push(der.subarray(at, next))
    at = next
  }
  const time = parts[placeOfTime]
  const digits = time?.[0] === 0x18 ? String.fromCharCode(...time.subarray(2, 64)) : ''
  // Trailing zeros are left out (X.690 § 11.7).
  const fraction = /^\d{14}(\.\d{0,8}[1-9])Z$/.exec(digits)?.[1]
  if (time === undefined || fraction === undefined) return asItIs
  const whole = Uint8Array.of(0x18, 15, ...time.subarray(2, 16), 0x5a)
  return {
    der: sequence(...parts.with(placeOfTime, whole)),
    more: Math.trunc(Number(fraction) * 1000),
  }
}

/** After version, policy, imprint and serial number. */
const placeOfTime = 4

function infoOf(given: Uint8Array): TimeStampInfo | undefined {
  const { der, more } = withWholeSeconds(given)
  const node = readDer(der)
  if (!node.ok) return undefined
  const [version, policyNode, imprintNode, serialNode, timeNode, ...options] =
    sequenceOf(node.value) ?? []
  const policy = oidOf(policyNode)
  const imprint = imprintOf(imprintNode)
  const serial = unsignedOf(serialNode)
  const at = generalizedTimeOf(timeNode)
  if (smallIntegerOf(version) !== 1 || policy === undefined || !imprint.ok) return undefined
  if (serial === undefined || at === undefined) return undefined

  // Accuracy, ordering, nonce, the time-stamp authority's name [0], extensions [1].
  if (sequenceOf(options[0]) !== undefined) options.shift()
  if (booleanOf(options[0]) !== undefined) options.shift()
  const nonce = unsignedOf(options[0])
  if (nonce !== undefined) options.shift()
  if (isContextual(options[0], 0)) options.shift()
  // Extensions may be critical: none is supported here.
  return options.length > 0
    ? undefined
    : { policy, imprint: imprint.value, serial, at: plus(at, more), nonce }
}
