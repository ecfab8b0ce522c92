import { concatenate } from '@sotevarmenne/x509/der'
import type { Command } from '../apdu.ts'
import { asciiBytes, fromHex, uint16 } from '../bytes.ts'
import type { CardHash, KeyKind } from '../card-keys.ts'
import { bytesOfPin, type Pin } from '../card-pins.ts'
import { tlv } from '../tlv.ts'
import type { KeyPurpose } from '../words.ts'
import { activationCodeReference, directories, slots } from './layout.ts'

/*
 * The commands of an organisation card (FINEID S4-2). `apdu-vectors.json` has each as it is sent, with the
 * section of its source.
 */

export const selectingDirectory = (directory: keyof typeof directories): Command => ({
  name: `select ${directory}`,
  ins: 0xa4,
  p1: directory === 'master' ? 0x00 : 0x04,
  p2: 0x0c,
  data: directories[directory],
})

/** A file of the selected directory. */
export const selectingFile = (id: string): Command => ({
  name: `select ${id}`,
  ins: 0xa4,
  p1: 0x02,
  p2: 0x0c,
  data: fromHex(id),
})

/** Bytes that are read at once. */
const pieceLength = 0x80

export function reading(id: string, offset: number): Command {
  const [p1 = 0, p2 = 0] = uint16(offset)
  return { name: `read ${id}`, ins: 0xb0, p1, p2, expectsResponse: true, wanted: pieceLength }
}

/** VERIFY without a PIN, which costs no try. */
export const requestingTries = (purpose: KeyPurpose): Command => ({
  name: `ask tries of ${purpose} PIN`,
  ins: 0x20,
  p1: 0,
  p2: slots[purpose].pinReference,
  expectsResponse: true,
})

/** A code is sent as typed: with padding it would be another code, and cost a try. */
export const verifying = (purpose: KeyPurpose, pin: Pin): Command => ({
  name: `verify ${purpose} PIN`,
  ins: 0x20,
  p1: 0,
  p2: slots[purpose].pinReference,
  data: bytesOfPin(pin),
})

export const changing = (purpose: KeyPurpose, oldPin: string, newPin: string): Command => ({
  name: `change ${purpose} PIN`,
  ins: 0x24,
  p1: 0,
  p2: slots[purpose].pinReference,
  data: asciiBytes(oldPin + newPin),
})

/** The code is sent first, then the new PIN alone. */
export const settingByCode = (
  purpose: KeyPurpose,
  activationCode: string,
  newPin: string,
): readonly [Command, Command] => [
  {
    name: 'verify activation code',
    ins: 0x20,
    p1: 0,
    p2: activationCodeReference,
    data: asciiBytes(activationCode),
  },
  {
    name: `set ${purpose} PIN`,
    ins: 0x2c,
    p1: 0x02,
    p2: slots[purpose].pinReference,
    data: asciiBytes(newPin),
  },
]

/** High nibble: the hash; low nibble: PKCS #1 v1.5 or ECDSA (FINEID S1 v4.2 § 3.6.3, table 6). */
export const settingKey = (
  purpose: KeyPurpose,
  { type }: Pick<KeyKind, 'type'>,
  hash: CardHash,
): Command => ({
  name: 'set the signing key',
  ins: 0x22,
  p1: 0x41,
  p2: 0xb6,
  data: concatenate(
    tlv(0x80, Uint8Array.of((hashNibbles[hash] << 4) | (type === 'rsa' ? 0x2 : 0x4))),
    tlv(0x84, Uint8Array.of(slots[purpose].keyReference)),
  ),
})

/** The digest is sent with the signing command; the response has a known length. */
export const signing = (digest: Uint8Array, { type, bits }: KeyKind): Command => {
  const length = Math.ceil(bits / 8) * (type === 'rsa' ? 1 : 2)
  return {
    name: 'sign',
    ins: 0x2a,
    p1: 0x9e,
    p2: 0x9a,
    data: digest,
    expectsResponse: true,
    wanted: length <= 256 ? length : 0,
  }
}

const hashNibbles: Readonly<Record<CardHash, number>> = { sha256: 4, sha384: 5, sha512: 6 }
