import { createPrivateKey, generateKeyPair, randomBytes, X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { day, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { contextualPrimitive } from '@sotevarmenne/x509/der'
import {
  basicConstraints,
  extKeyUsage,
  keyUsage,
  subjectAltName,
} from '@sotevarmenne/x509/extensions'
import { encodeName } from '@sotevarmenne/x509/names'
import { attributeTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { ifThere } from '../files.ts'

export type TlsCertificate = { readonly keyPem: string; readonly certificatePem: string }

/**
 * The signing API's own certificate for `127.0.0.1` and `localhost`, with a key of its own: no two machines share one.
 * Made at the first start, and anew at a start when it has less than `renewalDays` left. An installer puts it among those
 * that the machine trusts, each new one too. In real time, as browsers check it.
 */
export async function tlsCertificate(
  folder: string,
  realNow: () => number = Date.now,
): Promise<TlsCertificate> {
  const files = { key: path.join(folder, 'tls.key'), certificate: path.join(folder, 'tls.pem') }
  const keyPem = await ifThere(readFile(files.key, 'utf8'))
  const certificatePem = await ifThere(readFile(files.certificate, 'utf8'))
  if (keyPem !== undefined && certificatePem !== undefined) {
    const kept = { keyPem, certificatePem }
    if (isGood(kept, realNow())) return kept
  }

  const made = await make(realNow())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(files.certificate, made.certificatePem)
  await writeFile(files.key, made.keyPem, { mode: 0o600 })
  return made
}

/** Browsers accept no more of a server (825 days). */
const validityDays = 820
const renewalDays = 60

/** Whether it lasts, and the key is its own: a start that was cut short leaves a certificate beside an older key. */
function isGood({ keyPem, certificatePem }: TlsCertificate, now: number): boolean {
  const certificate = new X509Certificate(certificatePem)
  return (
    certificate.validToDate.getTime() >= now + renewalDays * day &&
    certificate.checkPrivateKey(createPrivateKey(keyPem))
  )
}

async function make(now: number): Promise<TlsCertificate> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const subject = [{ type: attributeTypes.commonName, value: '127.0.0.1' }]
  const tbs = encodeTbsCertificate({
    serial: Uint8Array.of(0x40, ...randomBytes(15)),
    signatureAlgorithm: 'rsa-sha256',
    issuer: encodeName(subject),
    notBefore: instant(now - 5 * minute),
    notAfter: plus(instant(now), validityDays * day),
    subject,
    subjectPublicKeyInfo: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    extensions: [
      basicConstraints({ cA: false }),
      keyUsage(['digitalSignature', 'keyEncipherment']),
      extKeyUsage([keyPurposes.serverAuth]),
      subjectAltName([
        { kind: 'dns', value: 'localhost' },
        // iPAddress [7] (RFC 5280 § 4.2.1.6)
        { kind: 'other', der: contextualPrimitive(7, Uint8Array.of(127, 0, 0, 1)) },
      ]),
    ],
  })
  const signature = signData('rsa-sha256', privateKey, tbs)
  const der = assembleCertificate({ tbs, signatureAlgorithm: 'rsa-sha256', signature })
  return {
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: new X509Certificate(der).toString(),
  }
}
