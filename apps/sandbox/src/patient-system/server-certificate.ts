import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { day, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { keyIdentifier, signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import {
  authorityKeyIdentifier,
  basicConstraints,
  extKeyUsage,
  keyUsage,
  subjectAltName,
  subjectKeyIdentifier,
  type Extension,
} from '@sotevarmenne/x509/extensions'
import { contextualPrimitive } from '@sotevarmenne/x509/der'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { ifThere } from '../environment/files.ts'

export type ServerCertificate = {
  readonly keyPem: string
  /** The certificates of the server and of its CA. */
  readonly chainPem: string
  /** File of the CA certificate, for clients that verify the server. */
  readonly caFile: string
}

/**
 * The certificate of `localhost` for the patient system's TLS listener, created at the first start under a
 * CA of its own whose key is deleted, and renewed when it has less than `renewalDays` left. Real time, not
 * the demo environment's: clients check it by their clock.
 */
export async function serverCertificate(
  folder: string,
  realNow: () => number = Date.now,
): Promise<ServerCertificate> {
  const files = {
    key: path.join(folder, 'server.key'),
    chain: path.join(folder, 'server.pem'),
    ca: path.join(folder, 'ca.pem'),
  }
  const keyPem = await ifThere(readFile(files.key, 'utf8'))
  const chainPem = await ifThere(readFile(files.chain, 'utf8'))
  if (keyPem !== undefined && chainPem !== undefined && isGood(keyPem, chainPem, realNow()))
    return { keyPem, chainPem, caFile: files.ca }

  const created = make(realNow())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(files.ca, created.caPem)
  await writeFile(files.chain, created.chainPem)
  // The key comes last: if it matches, the other files are complete.
  await writeFile(files.key, created.keyPem, { mode: 0o600 })
  return { keyPem: created.keyPem, chainPem: created.chainPem, caFile: files.ca }
}

const validityDays = 820
const renewalDays = 60

function isGood(keyPem: string, chainPem: string, now: number): boolean {
  const certificate = new X509Certificate(chainPem)
  return (
    certificate.validToDate.getTime() >= now + renewalDays * day &&
    certificate.checkPrivateKey(createPrivateKey(keyPem))
  )
}

function make(now: number) {
  const caKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const serverKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const caName = nameOf('TEST Example Hospital CA')
  const issue = (subject: Name, key: KeyObject, extensions: readonly Extension[]) => {
    const tbs = encodeTbsCertificate({
      serial: Uint8Array.of(0x40, ...randomBytes(15)),
      signatureAlgorithm: 'ecdsa-sha256',
      issuer: encodeName(caName),
      notBefore: instant(now - 5 * minute),
      notAfter: plus(instant(now), validityDays * day),
      subject,
      subjectPublicKeyInfo: spkiOf(key),
      extensions: [...extensions, subjectKeyIdentifier(identifierOf(key))],
    })
    const signature = signData('ecdsa-sha256', caKey.privateKey, tbs)
    const der = assembleCertificate({ tbs, signatureAlgorithm: 'ecdsa-sha256', signature })
    return new X509Certificate(der).toString()
  }
  const caPem = issue(caName, caKey.publicKey, [
    basicConstraints({ cA: true, pathLength: 0 }),
    keyUsage(['keyCertSign', 'cRLSign']),
  ])
  const serverPem = issue(nameOf('localhost'), serverKey.publicKey, [
    basicConstraints({ cA: false }),
    keyUsage(['digitalSignature']),
    extKeyUsage([keyPurposes.serverAuth]),
    subjectAltName([
      { kind: 'dns', value: 'localhost' },
      // iPAddress [7] (RFC 5280 § 4.2.1.6)
      { kind: 'other', der: contextualPrimitive(7, Uint8Array.of(127, 0, 0, 1)) },
    ]),
    authorityKeyIdentifier(identifierOf(caKey.publicKey)),
  ])
  const keyPem = serverKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { keyPem, caPem, chainPem: serverPem + caPem }
}

const nameOf = (commonName: string): Name => [
  { type: attributeTypes.commonName, value: commonName },
]

const spkiOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ type: 'spki', format: 'der' }))

function identifierOf(key: KeyObject): Uint8Array {
  const identifier = keyIdentifier(spkiOf(key))
  if (!identifier) throw new Error('generated key is not a valid private key')
  return identifier
}
