import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { ifThere, writeInOneStep } from '../environment/files.ts'

/** A key of EC on P-256 with its name (`kid`). */
export type NamedKey = { readonly key: KeyObject; readonly kid: string }

/**
 * The public key of the certificate service, as Suomi.fi knows it. The simulator generates the pair at its
 * first start and writes the private key where the service of the demo environment reads it.
 */
export const clientKey = async (folder: string): Promise<JsonWebKey> =>
  publicKeyOf(await keyIn(folder, 'client.key'))

/**
 * The key with which Suomi.fi signs ID tokens, made at the first start. Its public half (JWK Set, RFC 7517) is
 * written where the signer of the demo environment reads it, as an operator pins those of the real provider.
 */
export async function signingKey(folder: string): Promise<NamedKey> {
  const key = await keyIn(folder, 'provider.key')
  const jwk = publicKeyOf(key)
  const kid = hash('sha256', JSON.stringify([jwk.x, jwk.y]), 'base64url')
  const keys = [{ ...jwk, kid, use: 'sig', alg: 'ES256' }]
  await writeInOneStep(path.join(folder, 'keys.json'), `${JSON.stringify({ keys })}\n`)
  return { key, kid }
}

async function keyIn(folder: string, name: string): Promise<KeyObject> {
  const file = path.join(folder, name)
  const before = await ifThere(readFile(file, 'utf8'))
  if (before !== undefined) return createPrivateKey(before)

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeInOneStep(file, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
  return privateKey
}

const publicKeyOf = (key: KeyObject): JsonWebKey => createPublicKey(key).export({ format: 'jwk' })
