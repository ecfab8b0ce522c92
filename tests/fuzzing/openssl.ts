import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'

/** The second reader: what we accept must be readable for OpenSSL too. `FILE` stands for the input's name. */
export const opensslReads =
  (...words: readonly string[]) =>
  (bytes: Uint8Array): void => {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
    const file = join(folder, 'input.der')
    writeFileSync(file, bytes)
    const { status, stderr } = spawnSync(
      'openssl',
      words.map((word) => (word === 'FILE' ? file : word)),
      { encoding: 'utf8' },
    )
    rmSync(folder, { recursive: true })
    assert.equal(
      status,
      0,
      `openssl ${words[0] ?? ''} refuses ${Buffer.from(bytes).toString('base64')}: ${stderr}`,
    )
  }

/**
 * OpenSSL decodes the public key with its certificate. We do it where the key is used: until then it is any
 * element.
 */
export function isWholeCertificate(der: Uint8Array): boolean {
  const certificate = decodeCertificate(der)
  return certificate.ok && decodePublicKey(certificate.value.subjectPublicKeyInfo) !== undefined
}
