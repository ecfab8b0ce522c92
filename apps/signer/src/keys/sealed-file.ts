import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  scrypt,
  type BinaryLike,
  type ScryptOptions,
} from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'

export type UnsealRefusal =
  { readonly kind: 'not-a-sealed-file' } | { readonly kind: 'wrong-passphrase-or-damaged' }

/**
 * Writes the secret so that only the passphrase opens it: scrypt (RFC 7914) to a key of AES-256-GCM. The
 * purpose is bound to it: a file renamed to another purpose does not open. Written in one step, mode 0600.
 */
export async function writeSealedFile(
  path: string,
  secret: Uint8Array,
  { passphrase, purpose, workFactor = 17 }: Seal,
): Promise<void> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const key = await deriveKey(passphrase, salt, workFactor)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  const file = {
    format,
    purpose,
    workFactor,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  }
  await writeDurably(path, `${JSON.stringify(file, undefined, 2)}\n`)
}

/**
 * In UTF-8, so that it can be cleared once everything is open; as text only where the process ends soon or
 * guards nothing.
 */
export type Passphrase = Uint8Array | string

export type Seal = {
  readonly passphrase: Passphrase
  readonly purpose: string
  /** log2 of scrypt's N, with r = 8 and p = 1: 17 takes 128 MiB and some tenths of a second. */
  readonly workFactor?: number
}

export async function readSealedFile(
  path: string,
  { passphrase, purpose }: Pick<Seal, 'passphrase' | 'purpose'>,
): Promise<Result<Uint8Array, UnsealRefusal>> {
  const file = parse(await readFile(path, 'utf8'))
  if (file === undefined) return refuse({ kind: 'not-a-sealed-file' })
  const key = await deriveKey(passphrase, file.salt, file.workFactor)
  const decipher = createDecipheriv('aes-256-gcm', key, file.nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(file.sealed.subarray(-tagBytes))
  try {
    return ok(
      new Uint8Array(
        Buffer.concat([decipher.update(file.sealed.subarray(0, -tagBytes)), decipher.final()]),
      ),
    )
  } catch {
    // GCM says only that the tag does not match: another passphrase, another purpose or a changed file.
    return refuse({ kind: 'wrong-passphrase-or-damaged' })
  }
}

const format = 'sotevarmenne sealed file 1'
const tagBytes = 16

const scryptAsync: (
  passphrase: BinaryLike,
  salt: BinaryLike,
  length: number,
  options: ScryptOptions,
) => Promise<Buffer> = promisify(scrypt)

const deriveKey = (passphrase: Passphrase, salt: Uint8Array, workFactor: number): Promise<Buffer> =>
  scryptAsync(normal(passphrase), salt, 32, {
    N: 2 ** workFactor,
    r: 8,
    p: 1,
    maxmem: 256 * 2 ** 20,
  })

/** Other characters than ASCII have several forms: then a text is made of it, which can't be cleared. */
const normal = (passphrase: Passphrase): Passphrase =>
  typeof passphrase !== 'string' && passphrase.every((byte) => byte < 0x80)
    ? passphrase
    : (typeof passphrase === 'string'
        ? passphrase
        : Buffer.from(passphrase).toString('utf8')
      ).normalize('NFC')

type SealedFile = {
  readonly workFactor: number
  readonly salt: Buffer
  readonly nonce: Buffer
  readonly sealed: Buffer
}

function parse(text: string): SealedFile | undefined {
  try {
    const file = JSON.parse(text) as { readonly [name: string]: unknown }
    const { workFactor, salt, nonce, sealed } = file
    if (file['format'] !== format || typeof workFactor !== 'number') return undefined
    if (!Number.isInteger(workFactor) || workFactor < 10 || workFactor > 20) return undefined
    if (typeof salt !== 'string' || typeof nonce !== 'string' || typeof sealed !== 'string')
      return undefined
    const bytes = Buffer.from(sealed, 'base64')
    if (bytes.length < tagBytes) return undefined
    return {
      workFactor,
      salt: Buffer.from(salt, 'base64'),
      nonce: Buffer.from(nonce, 'base64'),
      sealed: bytes,
    }
  } catch {
    return undefined
  }
}
