import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { concatenate } from '@sotevarmenne/x509/der'
import { asciiBytes } from './bytes.ts'
import type { AdminPurpose } from './words.ts'

/*
 * What a card and the holder of its admin key compute. The key is never transferred in the clear: the card
 * gives a challenge, the holder of the key responds for one purpose, and secrets for the card are wrapped for
 * this one response. The untrusted workstation that relays the bytes can neither read nor store them nor use
 * them for another purpose.
 */

/** P1 of EXTERNAL AUTHENTICATE. */
export const purposeBytes: Readonly<Record<AdminPurpose, number>> = {
  administration: 0x00,
  code: 0x01,
  pins: 0x02,
  activation: 0x03,
}

/** The context of one response: the same on both sides, and different for any other card or day. */
export type AdminExchange = {
  readonly purpose: AdminPurpose
  /** Of the admin key on the card, 1 to 14. */
  readonly reference: number
  /** Ten bytes. */
  readonly chipSerial: Uint8Array
  /** Sixteen bytes, from the card. */
  readonly challenge: Uint8Array
}

/** Bytes of an admin key. */
export const adminKeyLength = 32

/** Bytes of a challenge; nothing else from GET CHALLENGE has this length. */
export const challengeLength = 16

/** The data of EXTERNAL AUTHENTICATE: 32 bytes. */
export const respondToChallenge = (key: Uint8Array, exchange: AdminExchange): Uint8Array =>
  keyed(key, 'authenticate', exchange)

/**
 * A secret for a reference on the card (P2 of PUT DATA): AES key wrap (RFC 3394), eight bytes longer than
 * both.
 */
export function wrapSecret(
  key: Uint8Array,
  exchange: AdminExchange,
  place: number,
  secret: Uint8Array,
): Uint8Array {
  const cipher = createCipheriv(keyWrap, keyed(key, 'wrap', exchange), initialValue)
  const wrapped = cipher.update(concatenate(headOf(place), secret))
  return concatenate(new Uint8Array(wrapped), new Uint8Array(cipher.final()))
}

/** The secret; undefined when it was wrapped for another key, exchange or reference. */
export function unwrapSecret(
  key: Uint8Array,
  exchange: AdminExchange,
  place: number,
  wrapped: Uint8Array,
): Uint8Array | undefined {
  const decipher = createDecipheriv(keyWrap, keyed(key, 'wrap', exchange), initialValue)
  try {
    const opened = concatenate(
      new Uint8Array(decipher.update(wrapped)),
      new Uint8Array(decipher.final()),
    )
    const isForPlace = headOf(place).every((byte, at) => opened[at] === byte)
    return isForPlace ? opened.slice(headLength) : undefined
  } catch {
    // OpenSSL throws when unwrapping fails: expected for bytes from outside.
    return undefined
  }
}

/** The card's proof to the holder of the key that it has stored the secret: 32 bytes. */
export const receiptFor = (
  key: Uint8Array,
  exchange: AdminExchange,
  place: number,
  wrapped: Uint8Array,
): Uint8Array => keyed(key, 'receipt', exchange, headOf(place), wrapped)

const keyWrap = 'id-aes256-wrap'

/** RFC 3394 § 2.2.3.1. */
const initialValue = new Uint8Array(8).fill(0xa6)

const headLength = 8

function headOf(place: number): Uint8Array {
  const head = new Uint8Array(headLength)
  head[0] = place
  return head
}

/** HMAC-SHA-256 (RFC 2104) of a label for each use, and the exchange; every part has a fixed length. */
const keyed = (
  key: Uint8Array,
  use: 'authenticate' | 'wrap' | 'receipt',
  { purpose, reference, chipSerial, challenge }: AdminExchange,
  ...more: readonly Uint8Array[]
): Uint8Array =>
  new Uint8Array(
    createHmac('sha256', key)
      .update(
        concatenate(
          asciiBytes(use),
          Uint8Array.of(0, purposeBytes[purpose], reference),
          chipSerial,
          challenge,
          ...more,
        ),
      )
      .digest(),
  )
