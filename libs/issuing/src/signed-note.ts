import { createHash, createPublicKey, verify } from 'node:crypto'
import type { TreeHead } from './domain/tree-head.ts'

/*
 * Tree heads as witnesses of other makers read them: C2SP tlog-checkpoint in a signed-note, cosigned by
 * tlog-cosignature (Ed25519, cosignature/v1).
 */

/** A verifier key (vkey): `name+id+base64` in text. */
export type VerifierKey = {
  readonly name: string
  readonly type: NoteSignatureType
  /** Ed25519, 32 bytes. */
  readonly key: Uint8Array
}

/** Signature types of signed-note: a log's own signature, or a witness's with its time. */
export const noteSignatureTypes = { signature: 0x01, cosignature: 0x04 } as const
export type NoteSignatureType = keyof typeof noteSignatureTypes

/** No space and no plus sign, so that it can be a name in a note and in a verifier key. */
export const isNoteName = (name: string): boolean => /^[^\s+\p{Z}\p{C}]{1,200}$/u.test(name)

export const formatVerifierKey = (key: VerifierKey): string =>
  `${key.name}+${keyIdOf(key).toString('hex')}+${typedKey(key).toString('base64')}`

/** Undefined when it is malformed, or its id is of another name or key. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name = '', id, base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? []
  const [typeByte, ...key] = Buffer.from(base64, 'base64')
  const type = typesByByte.get(typeByte ?? 0)
  if (type === undefined || key.length !== 32 || !isNoteName(name)) return undefined
  const read = { name, type, key: Uint8Array.from(key) }
  return formatVerifierKey(read) === `${name}+${String(id)}+${base64}` ? read : undefined
}

/** Origin, size and root; nothing else, because no witness says anything about other lines. */
export const noteText = (origin: string, { size, root }: Pick<TreeHead, 'size' | 'root'>): string =>
  `${origin}\n${String(size)}\n${Buffer.from(root).toString('base64')}\n`

/** A line of signatures: the name, and the key's id before the signature. */
export const signatureLine = (key: VerifierKey, signature: Uint8Array): string =>
  `— ${key.name} ${Buffer.concat([keyIdOf(key), signature]).toString('base64')}\n`

export type SignedNote = {
  /** Ends with a line feed. */
  readonly text: string
  /** The lines of the signatures, each with its line feed. */
  readonly lines: readonly string[]
}

export const joinNote = ({ text, lines }: SignedNote): string => `${text}\n${lines.join('')}`

export function splitNote(note: string): SignedNote | undefined {
  const end = note.lastIndexOf('\n\n')
  const lines = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1)
    .map((line) => `${line}\n`)
  if (end === -1 || !note.endsWith('\n') || lines.length === 0) return undefined
  return { text: note.slice(0, end + 1), lines }
}

/** Size and root that the text names; undefined when it is no checkpoint of the origin. */
export function headOf(text: string, origin: string) {
  const [first, size = '', root = '', ...more] = text.split('\n')
  if (first !== origin || !/^(0|[1-9]\d{0,15})$/.test(size) || more[0] !== '') return undefined
  const bytes = new Uint8Array(Buffer.from(root, 'base64'))
  return bytes.length === 32 ? { size: Number(size), root: bytes } : undefined
}

/**
 * The time at which the witness cosigned the text, in seconds since 1970; undefined when the line is not by
 * its key. Throws nothing: the line comes from elsewhere.
 */
export function cosignedAt(text: string, line: string, witness: VerifierKey): number | undefined {
  const signed = signedBy(line, witness)
  if (signed?.length !== 72) return undefined
  const seconds = signed.readBigUInt64BE(0)
  const message = `cosignature/v1\ntime ${String(seconds)}\n${text}`
  const isValid = seconds < maxSeconds && isSigned(message, signed.subarray(8), witness.key)
  return isValid ? Number(seconds) : undefined
}

/** Whether the line is the log's own signature over the text. */
export function isSignedBy(text: string, line: string, log: VerifierKey): boolean {
  const signed = signedBy(line, log)
  return signed?.length === 64 && isSigned(text, signed, log.key)
}

/** What follows the key's id, if the line has the name and the id of this key. */
function signedBy(line: string, key: VerifierKey): Buffer | undefined {
  const [, name, base64 = ''] = /^— (\S+) (\S+)\n$/u.exec(line) ?? []
  const bytes = Buffer.from(base64, 'base64')
  if (name !== key.name || !bytes.subarray(0, 4).equals(keyIdOf(key))) return undefined
  return bytes.subarray(4)
}

const isSigned = (text: string, signature: Uint8Array, key: Uint8Array): boolean =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({
      key: Buffer.concat([spkiBegin, key]),
      format: 'der',
      type: 'spki',
    }),
    signature,
  )

/** Of an Ed25519 key (RFC 8410); the key's 32 bytes follow. */
export const spkiBegin = Buffer.from('302a300506032b6570032100', 'hex')

/** Beyond this time no instant exists. */
const maxSeconds = 8_640_000_000_000n

const typedKey = ({ type, key }: VerifierKey): Buffer =>
  Buffer.concat([Buffer.of(noteSignatureTypes[type]), key])

const keyIdOf = (key: VerifierKey): Buffer =>
  createHash('sha256').update(`${key.name}\n`).update(typedKey(key)).digest().subarray(0, 4)

const typesByByte: ReadonlyMap<number, NoteSignatureType> = new Map([
  [noteSignatureTypes.signature, 'signature'],
  [noteSignatureTypes.cosignature, 'cosignature'],
])
