import { fromHex, toHex } from '../bytes.ts'
import { tlv } from '../tlv.ts'
import { currentFile } from './files.ts'
import {
  response,
  done,
  isPermitted,
  refused,
  type Handler,
  type PoweredCard,
  type Reply,
} from './powered-card.ts'
import { generateEcKey, generateRsaKey, type KeyParts } from './software-key.ts'
import { changed, type KeyFile } from './state.ts'

/** GENERATE KEY in the selected key file; an RSA exponent other than 65537 is refused. */
export const generateKey: Handler = async (card, { p1, p2, data }) => {
  if (p1 !== 0 || p2 !== 0) return refused.wrongParameters
  const current = currentKey(card)
  if (!current) return refused.incompatibleFile
  if (!isPermitted(card, current.file.acl, 3)) return refused.notPermitted

  const { kind, bits } = current.file
  if (kind === 'rsa-key' && data.length > 0 && toHex(data) !== exponent65537)
    return refused.wrongData
  const parts = kind === 'rsa-key' ? await generateRsaKey(bits) : generateEcKey(bits)
  return saveKey(card, current.path, { ...current.file, parts })
}

/** PUT DATA 01 80 to 87: loads one part of a key into the selected key file. */
export const loadKeyPart: Handler = async (card, { p2, data }) => {
  const current = currentKey(card)
  if (!current) return refused.incompatibleFile
  if (!isPermitted(card, current.file.acl, 1)) return refused.notPermitted
  const name = partNames[current.file.kind][p2]
  if (name === undefined) return refused.wrongParameters
  if (data.length === 0) return refused.wrongLength

  const value = toHex(name === 'point' ? data : withoutLeadingZeros(data))
  const parts: KeyParts = { ...current.file.parts, [name]: value }
  return saveKey(card, current.path, { ...current.file, parts })
}

/** GET DATA 01 01, 02 or 86: modulus, exponent or point of the selected key; the point as a data object. */
export const readPublicKey: Handler = (card, { p2 }) => {
  const current = currentKey(card)
  if (!current) return refused.incompatibleFile
  const name = publicNames[current.file.kind][p2]
  const value = name === undefined ? undefined : current.file.parts[name]
  if (value === undefined) return refused.referenceNotFound
  return response(name === 'point' ? tlv(p2, fromHex(value)) : fromHex(value))
}

const exponent65537 = '30058103010001'

const partNames: Readonly<Record<KeyFile['kind'], Readonly<Record<number, string>>>> = {
  'rsa-key': { 0x80: 'n', 0x81: 'e', 0x83: 'p', 0x84: 'q', 0x85: 'dp', 0x86: 'dq', 0x87: 'qi' },
  'ec-key': { 0x86: 'point', 0x87: 'd' },
}

const publicNames: typeof partNames = {
  'rsa-key': { 0x01: 'n', 0x02: 'e' },
  'ec-key': { 0x86: 'point' },
}

function currentKey(
  card: PoweredCard,
): { readonly path: string; readonly file: KeyFile } | undefined {
  const current = currentFile(card)
  if (current?.file.kind !== 'rsa-key' && current?.file.kind !== 'ec-key') return undefined
  return { path: current.path, file: current.file }
}

async function saveKey(card: PoweredCard, path: string, file: KeyFile): Promise<Reply> {
  await card.save(changed(card.state, { files: { ...card.state.files, [path]: file } }))
  return done
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? bytes.subarray(-1) : bytes.subarray(first)
}
