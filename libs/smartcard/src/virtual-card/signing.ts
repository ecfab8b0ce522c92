import { concatenate } from '@sotevarmenne/x509/der'
import { fromHex, toHex } from '../bytes.ts'
import { forget } from './pins.ts'
import {
  response,
  done,
  isPermitted,
  refused,
  type Handler,
  type PoweredCard,
  type Reply,
  type SecurityEnvironment,
} from './powered-card.ts'
import { agree, padForSignature, rawRsa, signHash, unpadCryptogram } from './software-key.ts'
import { keyAt, type KeyFile } from './state.ts'
import { readTlvs } from '../tlv.ts'

/** MANAGE SECURITY ENVIRONMENT: which key of the selected directory, by which algorithm, for what. */
export const setSecurity: Handler = (card, { p1, p2, data }) => {
  const operation = operations[p2]
  if (p1 !== 0x41 || !operation) return refused.wrongParameters
  const objects = readTlvs(data)
  const algorithm = objects?.get(0x80)?.[0]
  const id = toHex(objects?.get(0x81) ?? new Uint8Array())
  if (algorithm === undefined || id.length !== 4) return refused.wrongData
  const keyPath = card.session.directory + id
  if (!keyAt(card.state, keyPath)) return refused.referenceNotFound

  const security = { operation, algorithm, keyPath, firstHalf: undefined }
  card.session = { ...card.session, security }
  return done
}

/** PERFORM SECURITY OPERATION: sign (9E 9A) or decipher (80 86). */
export const performSecurity: Handler = (card, { p1, p2, data }) => {
  if (p1 === 0x9e && p2 === 0x9a) return useKey(card, 'sign', (key, by) => sign(key, by, data))
  if (p1 === 0x80 && p2 === 0x86) return takeCryptogram(card, data)
  return refused.wrongParameters
}

/** A padding indicator and the cryptogram: whole, or its first half in one command and its second half in the next. */
function takeCryptogram(card: PoweredCard, data: Uint8Array): Reply {
  const { security } = card.session
  if (security?.operation !== 'decipher') return refused.conditionsNotSatisfied
  const [indicator] = data
  const cryptogram = data.subarray(1)
  card.session = {
    ...card.session,
    security: {
      ...security,
      firstHalf: indicator === indicators.firstHalf ? cryptogram : undefined,
    },
  }
  switch (indicator) {
    case indicators.whole:
      return useKey(card, 'decipher', (key, by) => decipher(key, by, cryptogram))
    case indicators.firstHalf:
      return done
    case indicators.secondHalf: {
      const { firstHalf } = security
      if (!firstHalf) return refused.conditionsNotSatisfied
      const whole = concatenate(firstHalf, cryptogram)
      return useKey(card, 'decipher', (key, by) => decipher(key, by, whole))
    }
    case undefined:
    default:
      return refused.wrongData
  }
}

const indicators = { whole: 0x00, firstHalf: 0x81, secondHalf: 0x82 } as const

/** GENERAL AUTHENTICATE: the shared secret with a point (ECDH). */
export const generalAuthenticate: Handler = (card, { p1, p2, data }) => {
  if (p1 !== 0 || p2 !== 0) return refused.wrongParameters
  const point = readTlvs(readTlvs(data)?.get(0x7c) ?? new Uint8Array())?.get(0x85)
  if (!point) return refused.wrongData
  return useKey(card, 'agree', ({ kind, bits, parts }) =>
    kind === 'ec-key' ? agree(bits, parts, point) : undefined,
  )
}

const operations: Readonly<Record<number, SecurityEnvironment['operation']>> = {
  0xb6: 'sign',
  0xb8: 'decipher',
  0xa4: 'agree',
}

/** Uses the selected key once: if the key requires consent, its PIN must be verified again next time. */
function useKey(
  card: PoweredCard,
  operation: SecurityEnvironment['operation'],
  compute: (key: KeyFile, algorithm: number) => Uint8Array | undefined,
): Reply {
  const { security } = card.session
  if (security?.operation !== operation) return refused.conditionsNotSatisfied
  const key = keyAt(card.state, security.keyPath)
  if (!key) return refused.referenceNotFound
  if (!isPermitted(card, key.acl, 0)) return refused.notPermitted

  const consentPin = Number.parseInt(key.proprietary.charAt(consentPlace) || '0', 16)
  if (consentPin !== 0) forget(card, consentPin)
  const result = compute(key, security.algorithm)
  return result ? response(result) : refused.wrongData
}

/**
 * Position in a key file's proprietary object of the reference of the PIN that must be verified for each use.
 */
const consentPlace = 0

function sign(key: KeyFile, algorithm: number, data: Uint8Array): Uint8Array | undefined {
  if (data.length === 0) return undefined
  if (key.kind === 'ec-key')
    return algorithm === 0x04 ? signHash(key.bits, key.parts, data) : undefined
  const block = blockToSign(algorithm, data, key.bits / 8)
  return block && rawRsa(key.parts, block)
}

function blockToSign(algorithm: number, data: Uint8Array, length: number): Uint8Array | undefined {
  switch (algorithm) {
    case 0x00:
      return data
    case 0x02:
      return padForSignature(data, length)
    case 0x12:
      return data.length === 20 ? padForSignature(concatenate(sha1Prefix, data), length) : undefined
    default:
      return undefined
  }
}

/** The prefix of a DigestInfo of SHA-1 (RFC 8017 § 9.2, note 1). */
export const sha1Prefix = fromHex('3021300906052B0E03021A05000414')

function decipher(key: KeyFile, algorithm: number, cryptogram: Uint8Array): Uint8Array | undefined {
  if (key.kind !== 'rsa-key') return undefined
  const block = rawRsa(key.parts, cryptogram)
  return algorithm === 0x00 ? block : block && unpadCryptogram(block)
}
