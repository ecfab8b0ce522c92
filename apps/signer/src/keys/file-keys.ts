import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  sign,
  type KeyObject,
} from 'node:crypto'
import { access } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createBatcher } from '@sotevarmenne/runtime/batch'
import { signatureAlgorithmOf, verifySignature } from '@sotevarmenne/x509/algorithms'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import { readSealedFile, writeSealedFile, type Passphrase } from './sealed-file.ts'
import type { KeyKind, KeyStore, SigningKey } from './signing-key.ts'
import { createSigningThread, type SigningThread } from './signing-thread.ts'

/** Private keys in files, each sealed with the passphrase. */
export function createFileKeys({
  folder,
  paths = new Map(),
  passphrase,
  workFactor,
}: FileKeysOptions): KeyStore {
  const pathOf = (name: string): string => paths.get(name) ?? join(folder, `${name}.key`)
  const sealOf = (name: string) => ({ passphrase, purpose: `private key of ${name}` })
  const has = (name: string): Promise<boolean> =>
    access(pathOf(name)).then(
      () => true,
      () => false,
    )

  const thread = createSigningThread()
  const unseal = async (name: string) => {
    const secret = await readSealedFile(pathOf(name), sealOf(name))
    if (!secret.ok) return secret
    const key = signingKey(
      createPrivateKey({ key: Buffer.from(secret.value), format: 'der', type: 'pkcs8' }),
      thread,
    )
    secret.value.fill(0)
    return ok(key)
  }

  return {
    has,
    find: async (name) => {
      if (!(await has(name))) return undefined
      const key = await unseal(name)
      if (!key.ok) throw new Error(`the key of ${name} cannot be opened: ${key.refusal.kind}`)
      return key.value
    },
    create: async (name, kind) => {
      const { privateKey } = await generate(kind)
      const secret = privateKey.export({ format: 'der', type: 'pkcs8' })
      await writeSealedFile(pathOf(name), secret, {
        ...sealOf(name),
        ...(workFactor === undefined ? {} : { workFactor }),
      })
      secret.fill(0)
      return signingKey(privateKey, thread)
    },
    open: async (name, spki) => {
      if (!(await has(name))) return refuse({ kind: 'no-such-key' })
      const key = await unseal(name)
      if (!key.ok) return key
      if (!equalBytes(key.value.spki, spki)) return refuse({ kind: 'key-of-another-certificate' })
      await proveSigning(name, key.value)
      return key
    },
    close: thread.close,
  }
}

export type FileKeysOptions = {
  /** Folder of the keys that have no path of their own. */
  readonly folder: string
  readonly paths?: ReadonlyMap<string, string>
  readonly passphrase: Passphrase
  /** See `Seal`; tests use a small one. */
  readonly workFactor?: number
}

function signingKey(key: KeyObject, thread: SigningThread): SigningKey {
  const algorithm = signatureAlgorithmOf(key)
  if (algorithm === undefined) throw new Error('unsupported kind of private key')
  const { hash, isQuick } = schemes[algorithm]
  return {
    algorithm,
    spki: new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' })),
    sign: async (data) =>
      ok(new Uint8Array(isQuick ? sign(hash, data, key) : await signInPool({ hash, data, key }))),
    signPieces: () => thread.begin(hash, key),
    trouble: () => undefined,
  }
}

/** The signatures of this key are not verified one by one: the key is tested once, before it is used. */
async function proveSigning(name: string, { algorithm, spki, sign }: SigningKey): Promise<void> {
  const data = new TextEncoder().encode(`self-test of ${name}`)
  const signature = await sign(data)
  if (!signature.ok || !verifySignature({ algorithm, spki, data, signature: signature.value }))
    throw new Error(`signature by the key of ${name} does not verify`)
}

const generate = (kind: KeyKind): Promise<{ readonly privateKey: KeyObject }> =>
  kind === 'RSA-4096'
    ? generatePair('rsa', { modulusLength: 4096 })
    : generatePair('ec', { namedCurve: kind })

const generatePair = promisify(generateKeyPair)

/**
 * In libuv's pool, where every core has one job to work on and one more is ready: the event loop would be
 * blocked for a millisecond each, and more at once would keep the signing log from the pool's threads.
 */
const signInPool = createBatcher<SignJob, Uint8Array>(
  (jobs) => Promise.all(jobs.map(({ hash, data, key }) => signAsync(hash, data, key))),
  { maxBatchSize: 1, concurrency: availableParallelism() + 1 },
)

type SignJob = { readonly hash: string; readonly data: Uint8Array; readonly key: KeyObject }

const signAsync: (hash: string, data: Uint8Array, key: KeyObject) => Promise<Buffer> =
  promisify(sign)

/** A P-256 signature takes half as long as the way to the pool and back. */
const schemes: Readonly<
  Record<SignatureAlgorithm, { readonly hash: string; readonly isQuick: boolean }>
> = {
  'ecdsa-sha256': { hash: 'sha256', isQuick: true },
  'ecdsa-sha384': { hash: 'sha384', isQuick: false },
  'ecdsa-sha512': { hash: 'sha512', isQuick: false },
  'rsa-sha256': { hash: 'sha256', isQuick: false },
  'rsa-sha384': { hash: 'sha384', isQuick: false },
  'rsa-sha512': { hash: 'sha512', isQuick: false },
}
