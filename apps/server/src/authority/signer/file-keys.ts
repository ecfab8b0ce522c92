import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  sign,
  type KeyObject,
} from 'node:crypto'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { signatureAlgorithmOf } from '@sotevarmenne/x509/algorithms'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import { readSealedFile, writeSealedFile, type UnsealRefusal } from '#platform/sealed-file.ts'
import type { SigningKey } from '../signing-key.ts'

/** Private keys in a folder, each sealed with the passphrase. */
export type FileKeys = {
  readonly has: (name: string) => Promise<boolean>
  readonly create: (name: string, kind: 'P-256' | 'P-384' | 'RSA-4096') => Promise<SigningKey>
  readonly open: (name: string) => Promise<Result<SigningKey, UnsealRefusal>>
}

export function createFileKeys({ folder, passphrase, workFactor }: FileKeysOptions): FileKeys {
  const pathOf = (name: string): string => join(folder, `${name}.key`)
  const sealOf = (name: string) => ({ passphrase, purpose: `private key of ${name}` })

  return {
    has: (name) =>
      access(pathOf(name)).then(
        () => true,
        () => false,
      ),
    create: async (name, kind) => {
      const { privateKey } = await (kind === 'RSA-4096'
        ? generate('rsa', { modulusLength: 4096 })
        : generate('ec', { namedCurve: kind }))
      const secret = privateKey.export({ format: 'der', type: 'pkcs8' })
      await writeSealedFile(pathOf(name), secret, {
        ...sealOf(name),
        ...(workFactor === undefined ? {} : { workFactor }),
      })
      secret.fill(0)
      return signingKey(privateKey)
    },
    open: async (name) => {
      const secret = await readSealedFile(pathOf(name), sealOf(name))
      if (!secret.ok) return secret
      const key = createPrivateKey({
        key: Buffer.from(secret.value),
        format: 'der',
        type: 'pkcs8',
      })
      secret.value.fill(0)
      return ok(signingKey(key))
    },
  }
}

export type FileKeysOptions = {
  readonly folder: string
  readonly passphrase: string
  /** See `Seal`; tests take a small one. */
  readonly workFactor?: number
}

function signingKey(key: KeyObject): SigningKey {
  const algorithm = signatureAlgorithmOf(key)
  if (algorithm === undefined) throw new Error('a private key of a kind that is not used here')
  return {
    algorithm,
    spki: new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' })),
    sign: async (data) => new Uint8Array(await signAsync(hashes[algorithm], data, key)),
  }
}

const generate = promisify(generateKeyPair)

/** In libuv's pool: a P-384 signature takes about a millisecond, in which the event loop would stand still. */
const signAsync: (hash: string, data: Uint8Array, key: KeyObject) => Promise<Buffer> =
  promisify(sign)

const hashes: Readonly<Record<SignatureAlgorithm, string>> = {
  'ecdsa-sha256': 'sha256',
  'ecdsa-sha384': 'sha384',
  'ecdsa-sha512': 'sha512',
  'rsa-sha256': 'sha256',
  'rsa-sha384': 'sha384',
  'rsa-sha512': 'sha512',
}
