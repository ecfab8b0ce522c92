import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
} from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { ifThere, writeInOneStep } from '../environment/files.ts'

/**
 * The public key of the certificate service, as Suomi.fi knows it. The simulator generates the pair at its
 * first start and writes the private key where the service of the demo environment reads it.
 */
export async function clientKey(folder: string): Promise<JsonWebKey> {
  const file = path.join(folder, 'client.key')
  const before = await ifThere(readFile(file, 'utf8'))
  if (before !== undefined) return publicKeyOf(before)

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeInOneStep(file, pem)
  return publicKeyOf(pem)
}

const publicKeyOf = (pem: string): JsonWebKey =>
  createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' })
