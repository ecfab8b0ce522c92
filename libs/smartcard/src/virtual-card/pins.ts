import { timingSafeEqual } from 'node:crypto'
import { fromHex, toHex } from '../bytes.ts'
import { isAuthenticated } from './admin-keys.ts'
import {
  done,
  isPermitted,
  refused,
  wrongWithTriesLeft,
  type Handler,
  type PoweredCard,
  type Reply,
} from './powered-card.ts'
import { changed, masterFile, type Pin } from './state.ts'

/** VERIFY. Without data it returns the PIN's tries. */
export const verify: Handler = async (card, { p1, p2, data }) => {
  const pin = card.state.pins[p2]
  if (p1 !== 0) return refused.wrongParameters
  if (!pin) return refused.referenceNotFound
  if (data.length === 0) {
    if (card.session.verifiedPins.includes(p2)) return done
    return wrongWithTriesLeft(pin.triesLeft)
  }
  if (data.length !== blockLength) return refused.wrongLength

  const wrong = await tryPin(card, p2, data)
  if (wrong) return wrong
  card.session = { ...card.session, verifiedPins: [...card.session.verifiedPins, p2] }
  return done
}

/** CHANGE REFERENCE DATA: the old PIN and the new one. */
export const change: Handler = async (card, { p1, p2, data }) => {
  if (p1 !== 0) return refused.wrongParameters
  if (!card.state.pins[p2]) return refused.referenceNotFound
  if (data.length !== 2 * blockLength) return refused.wrongLength

  const wrong = await tryPin(card, p2, data.subarray(0, blockLength))
  if (wrong) return wrong
  await savePin(card, p2, { value: toHex(data.subarray(blockLength)) })
  return done
}

/**
 * RESET RETRY COUNTER: the PUK and a new PIN. Unblocks, and is also the first activation. P1 02: by the admin
 * key.
 */
export const unblock: Handler = async (card, { p1, p2, data }) => {
  const pin = card.state.pins[p2]
  if (p1 === 0x02) return setByAdmin(card, p2, data)
  if (p1 !== 0) return refused.wrongParameters
  if (!pin) return refused.referenceNotFound
  if (data.length !== 2 * blockLength) return refused.wrongLength
  if (pin.pukTriesLeft === 0) return refused.blocked

  // The try is used up before the check: pulling the card out does not give it back.
  await savePin(card, p2, { pukTriesLeft: pin.pukTriesLeft - 1 })
  if (!isSame(pin.puk, data.subarray(0, blockLength)))
    return wrongWithTriesLeft(pin.pukTriesLeft - 1)
  forget(card, p2)
  await savePin(card, p2, {
    value: toHex(data.subarray(blockLength)),
    triesLeft: pin.tries,
    pukTriesLeft: pin.pukTries,
  })
  return done
}

/**
 * A new PIN without the code, after a proof of the admin key that the PIN names. The code's tries are
 * unchanged.
 */
async function setByAdmin(card: PoweredCard, reference: number, block: Uint8Array): Promise<Reply> {
  const pin = card.state.pins[reference]
  if (!pin) return refused.referenceNotFound
  const mayBeSet = (['pins', 'activation'] as const).some((purpose) =>
    isAuthenticated(card, pin.adminReference ?? 0, purpose),
  )
  if (!mayBeSet) return refused.notPermitted
  if (block.length !== blockLength) return refused.wrongLength
  forget(card, reference)
  // One proof, one PIN: the next command can't set the other one.
  card.session = { ...card.session, admin: undefined }
  await savePin(card, reference, { value: toHex(block), triesLeft: pin.tries })
  return done
}

/** Clears every verified PIN and every proved admin key. */
export const logOut: Handler = (card, { p1, p2 }) => {
  if (p1 !== 0 || p2 !== 0) return refused.wrongParameters
  card.session = { ...card.session, verifiedPins: [], challenge: undefined, admin: undefined }
  return done
}

/**
 * PUT DATA 01 0n: creates a PIN. An existing one is replaced only while the card is in creation. The reserved
 * byte may be followed by the reference of the admin key that may reset it.
 */
export const putPin: Handler = async (card, { p2, data }) => {
  const { state } = card
  if (data.length < 2 * blockLength + 2) return refused.wrongLength
  if (p2 < 1 || p2 > 14) return refused.wrongParameters
  if (state.lifeCycle === 'activated' && state.pins[p2]) return refused.notPermitted
  if (!isPermitted(card, state.files[masterFile]?.acl ?? '', 0)) return refused.notPermitted
  if (state.adminKeys[p2]) return refused.conditionsNotSatisfied
  const [tries = 0, pukTries = 0, , adminReference = 0] = data.subarray(2 * blockLength)
  if (!isCount(tries) || !isCount(pukTries) || adminReference > 14) return refused.wrongData

  const pin: Pin = {
    value: toHex(data.subarray(0, blockLength)),
    puk: toHex(data.subarray(blockLength, 2 * blockLength)),
    tries,
    triesLeft: tries,
    pukTries,
    pukTriesLeft: pukTries,
    ...(adminReference !== 0 && { adminReference }),
  }
  await card.save(changed(state, { pins: { ...state.pins, [p2]: pin } }))
  return done
}

/** Marks the PIN as not verified. */
export function forget(card: PoweredCard, reference: number): void {
  const verifiedPins = card.session.verifiedPins.filter((verified) => verified !== reference)
  card.session = { ...card.session, verifiedPins }
}

/** PINs and PUKs are blocks of eight bytes, padded with FF. */
const blockLength = 8

const isCount = (tries: number): boolean => tries >= 1 && tries <= 15

/** Undefined when the PIN is right; else the card's response. */
async function tryPin(
  card: PoweredCard,
  reference: number,
  block: Uint8Array,
): Promise<Reply | undefined> {
  const pin = card.state.pins[reference]
  forget(card, reference)
  if (!pin || pin.triesLeft === 0) return refused.blocked

  // The try is used up before the check: pulling the card out does not give it back.
  await savePin(card, reference, { triesLeft: pin.triesLeft - 1 })
  if (!isSame(pin.value, block)) return wrongWithTriesLeft(pin.triesLeft - 1)
  await savePin(card, reference, { triesLeft: pin.tries })
  return undefined
}

function savePin(card: PoweredCard, reference: number, change: Partial<Pin>): Promise<void> {
  const { state } = card
  const pin = state.pins[reference]
  if (!pin) throw new Error(`card has no PIN ${String(reference)}`)
  return card.save({ ...state, pins: { ...state.pins, [reference]: { ...pin, ...change } } })
}

const isSame = (stored: string, block: Uint8Array): boolean =>
  block.length === blockLength && timingSafeEqual(fromHex(stored), block)
