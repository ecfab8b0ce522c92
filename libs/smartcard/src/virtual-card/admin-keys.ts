import { timingSafeEqual } from 'node:crypto'
import {
  adminKeyLength,
  respondToChallenge,
  challengeLength,
  purposeBytes,
  receiptFor,
  unwrapSecret,
  type AdminExchange,
} from '../admin-key.ts'
import { type AdminPurpose, adminPurposes } from '../words.ts'
import { fromHex, random, toHex } from '../bytes.ts'
import {
  response,
  done,
  refused,
  wrongWithTriesLeft,
  type Handler,
  type PoweredCard,
  type Reply,
  type Request,
} from './powered-card.ts'
import type { AdminKey, Pin } from './state.ts'

/**
 * GET CHALLENGE. Sixteen bytes can be used by EXTERNAL AUTHENTICATE, once; any other number is just random.
 */
export const getChallenge: Handler = (card, { p1, p2, expected = 8 }) => {
  if (p1 !== 0 || p2 !== 0) return refused.wrongParameters
  const bytes = random(expected)
  const challenge = expected === challengeLength ? bytes : undefined
  card.session = { ...card.session, challenge }
  return response(bytes)
}

/**
 * EXTERNAL AUTHENTICATE (ISO/IEC 7816-4 § 7.5.4), for one purpose. Without data it returns the key's tries.
 */
export const externalAuthenticate: Handler = async (card, { p1, p2, data }) => {
  const purpose = purposeOf(p1)
  const key = card.state.adminKeys[p2]
  if (!purpose) return refused.wrongParameters
  if (!key) return refused.referenceNotFound
  if (data.length === 0)
    return isAuthenticated(card, p2, purpose) ? done : wrongWithTriesLeft(key.triesLeft)

  const { challenge } = card.session
  card.session = { ...card.session, challenge: undefined, admin: undefined }
  if (key.triesLeft === 0) return refused.blocked
  if (!challenge) return refused.conditionsNotSatisfied
  if (data.length !== responseLength) return refused.wrongLength

  const exchange = { purpose, reference: p2, chipSerial: fromHex(card.state.chipSerial), challenge }
  const right = respondToChallenge(fromHex(key.value), exchange)
  // The try is used up before the check: pulling the card out does not give it back.
  await saveKey(card, p2, { ...key, triesLeft: key.triesLeft - 1 })
  if (!timingSafeEqual(right, data)) return wrongWithTriesLeft(key.triesLeft - 1)
  await saveKey(card, p2, { ...key, triesLeft: key.tries })
  card.session = { ...card.session, admin: exchange }
  return done
}

/**
 * PUT DATA 01 2n: while the card is in creation, key n and its tries; later only a wrapped key, under the key
 * itself.
 */
export const putAdminKey: Handler = async (card, { p2, data }) => {
  const reference = p2 & 0x0f
  const { state } = card
  if (!isReference(reference)) return refused.wrongParameters
  if (state.lifeCycle === 'activated') return replaceAdminKey(card, reference, p2, data)

  if (data.length !== adminKeyLength + 1) return refused.wrongLength
  if (card.adminRule === undefined && state.pins[reference]) return refused.conditionsNotSatisfied
  const tries = data[adminKeyLength] ?? 0
  if (tries < 1 || tries > 15) return refused.wrongData
  const value = toHex(data.subarray(0, adminKeyLength))
  await saveKey(card, reference, { value, tries, triesLeft: tries })
  return done
}

/**
 * PUT DATA 01 3n: an activation code for PIN n, under the admin key that the PIN names: wrapped, or as typed
 * where the key was proved for an activation.
 */
export const putCode: Handler = (card, request) => {
  const reference = request.p2 & 0x0f
  const pin = card.state.pins[reference]
  return putCodeInto(
    card,
    request,
    pin && {
      ...{ reference, admin: pin.adminReference },
      renewed: (code) => ({ ...pin, puk: toHex(code), pukTriesLeft: pin.pukTries }),
    },
  )
}

/** The same for the object that has the code; undefined when the card has none. */
export async function putCodeInto(
  card: PoweredCard,
  { p2, data }: Request,
  place:
    | {
        readonly reference: number
        readonly admin: number | undefined
        readonly renewed: (code: Uint8Array) => Pin
      }
    | undefined,
): Promise<Reply> {
  if (!place) return refused.referenceNotFound
  const { reference, admin = 0, renewed } = place
  const renew = (code: Uint8Array) => {
    const { state } = card
    return card.save({ ...state, pins: { ...state.pins, [reference]: renewed(code) } })
  }
  if (isAuthenticated(card, admin, 'activation')) {
    if (data.length !== codeLength) return refused.wrongLength
    await renew(data)
    return done
  }
  const opened = open(card, admin, p2, data, codeLength)
  if (!('secret' in opened)) return opened
  await renew(opened.secret)
  return response(opened.receipt)
}

/** Whether the admin key was proved for the purpose since power-on. */
export const isAuthenticated = (
  { session: { admin } }: PoweredCard,
  reference: number,
  purpose: AdminPurpose,
): boolean => admin?.reference === reference && admin.purpose === purpose

async function replaceAdminKey(
  card: PoweredCard,
  reference: number,
  place: number,
  wrapped: Uint8Array,
): Promise<Reply> {
  const key = card.state.adminKeys[reference]
  if (!key) return refused.notPermitted
  const opened = open(card, reference, place, wrapped, adminKeyLength)
  if (!('secret' in opened)) return opened

  await saveKey(card, reference, { ...key, value: toHex(opened.secret) })
  card.session = { ...card.session, admin: undefined }
  return response(opened.receipt)
}

/** Unwraps a secret for the reference, in the exchange in which the key was just proved. */
function open(
  card: PoweredCard,
  reference: number,
  place: number,
  wrapped: Uint8Array,
  length: number,
): { readonly secret: Uint8Array; readonly receipt: Uint8Array } | Reply {
  const exchange: AdminExchange | undefined = card.session.admin
  const key = card.state.adminKeys[reference]
  if (!key || !exchange || !isAuthenticated(card, reference, 'code')) return refused.notPermitted
  if (wrapped.length !== length + wrappingLength) return refused.wrongLength
  const value = fromHex(key.value)
  const secret = unwrapSecret(value, exchange, place, wrapped)
  return secret
    ? { secret, receipt: receiptFor(value, exchange, place, wrapped) }
    : refused.wrongData
}

const saveKey = (card: PoweredCard, reference: number, key: AdminKey): Promise<void> =>
  card.save({ ...card.state, adminKeys: { ...card.state.adminKeys, [reference]: key } })

const purposeOf = (byte: number): AdminPurpose | undefined =>
  adminPurposes.find((each) => purposeBytes[each] === byte)

const isReference = (reference: number): boolean => reference >= 1 && reference <= 14

const responseLength = 32
const codeLength = 8

/** Header and check value that wrapping adds to a secret. */
const wrappingLength = 16
