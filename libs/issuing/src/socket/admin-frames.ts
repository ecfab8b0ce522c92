import { purposeBytes } from '@sotevarmenne/smartcard/admin-key'
import type { AdminPurpose } from '@sotevarmenne/smartcard/words'
import type { AdminProof, AdminProofRequested, CardAdminKey, CardInProduction } from './messages.ts'
import { joinParts, splitParts } from './frames.ts'

/* How the signer and its clients encode a request about a card's admin key, and the response, as one body. */

export const joinCardInProduction = ({ cardNumber, chipSerial }: CardInProduction): Uint8Array =>
  joinParts([Buffer.from(cardNumber), chipSerial])

export function splitCardInProduction(body: Uint8Array): CardInProduction | undefined {
  const [cardNumber, chipSerial, ...more] = splitParts(body) ?? []
  const digits = digitsOf(cardNumber)
  return digits !== undefined && chipSerial && more.length === 0
    ? { cardNumber: digits, chipSerial }
    : undefined
}

export const joinAdminKey = ({ version, key }: CardAdminKey): Uint8Array =>
  joinParts([Buffer.from(String(version)), key])

export function splitAdminKey(body: Uint8Array): CardAdminKey | undefined {
  const [version, key, ...more] = splitParts(body) ?? []
  const number = versionOf(version)
  return number !== undefined && key?.length === 32 && more.length === 0
    ? { version: number, key }
    : undefined
}

export const joinAdminProofRequested = (requested: AdminProofRequested): Uint8Array =>
  joinParts([
    Buffer.from(requested.cardNumber),
    Buffer.from(requested.version === undefined ? '' : String(requested.version)),
    Buffer.from(requested.purpose),
    requested.chipSerial,
    requested.challenge,
  ])

export function splitAdminProofRequested(body: Uint8Array): AdminProofRequested | undefined {
  const [cardNumber, version, purpose, chipSerial, challenge, ...more] = splitParts(body) ?? []
  const digits = digitsOf(cardNumber)
  if (digits === undefined || !version || !purpose || !chipSerial || !challenge || more.length > 0)
    return undefined
  const named = textOf(purpose)
  const number = version.length === 0 ? undefined : versionOf(version)
  if (!isPurpose(named) || (version.length > 0 && number === undefined)) return undefined
  return { cardNumber: digits, version: number, purpose: named, chipSerial, challenge }
}

export const joinAdminProof = ({ response, deadCodes }: AdminProof): Uint8Array =>
  joinParts([
    response,
    ...deadCodes.flatMap(({ place, wrapped, receipt }) => [Uint8Array.of(place), wrapped, receipt]),
  ])

export function splitAdminProof(body: Uint8Array): AdminProof | undefined {
  const [response, ...codes] = splitParts(body) ?? []
  if (response?.length !== 32 || codes.length % 3 > 0) return undefined
  const deadCodes: AdminProof['deadCodes'][number][] = []
  for (let at = 0; at < codes.length; at += 3) {
    const [place, wrapped, receipt] = codes.slice(at, at + 3)
    if (place?.[0] === undefined || place.length !== 1 || !wrapped || !receipt) return undefined
    deadCodes.push({ place: place[0], wrapped, receipt })
  }
  return { response, deadCodes }
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** Undefined when it is anything but digits: no message can be read in two ways. */
function digitsOf(bytes: Uint8Array | undefined): string | undefined {
  const text = bytes && textOf(bytes)
  return text !== undefined && /^\d{1,32}$/.test(text) ? text : undefined
}

function versionOf(bytes: Uint8Array | undefined): number | undefined {
  const digits = digitsOf(bytes)
  return digits !== undefined && /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : undefined
}

const isPurpose = (text: string): text is AdminPurpose => Object.hasOwn(purposeBytes, text)
