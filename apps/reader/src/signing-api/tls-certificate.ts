import {
  createHash,
  createPrivateKey,
  generateKeyPair,
  randomBytes,
  X509Certificate,
} from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { day, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { contextual, contextualPrimitive, sequence } from '@sotevarmenne/x509/der'
import {
  authorityKeyIdentifier,
  basicConstraints,
  extKeyUsage,
  keyUsage,
  subjectAltName,
  subjectKeyIdentifier,
  type Extension,
} from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { ifThere } from '../files.ts'

export type TlsCertificate = {
  readonly keyPem: string
  /** The server's certificate and that of its CA. */
  readonly certificatePem: string
  /** The CA certificate alone, for the browser's trust store. */
  readonly caPem: string
}

/**
 * The signing API's own certificate for `127.0.0.1` and `localhost`, with a key of its own: no two machines
 * share one. Created at the first start, and renewed at a start when it has less than `renewalDays` left,
 * in real time, as browsers check it.
 *
 * Its CA may certify this machine's names only. The CA key is never written to disk and is dropped after it
 * has signed this one certificate: a browser that trusts the CA trusts nothing else by it.
 */
export async function tlsCertificate(
  folder: string,
  realNow: () => number = Date.now,
): Promise<TlsCertificate> {
  const files = {
    keyPem: path.join(folder, 'tls.key'),
    certificatePem: path.join(folder, 'tls.pem'),
    caPem: path.join(folder, caFile),
  }
  const [keyPem, certificatePem, caPem] = await Promise.all(
    Object.values(files).map((file) => ifThere(readFile(file, 'utf8'))),
  )
  if (keyPem !== undefined && certificatePem !== undefined && caPem !== undefined) {
    const stored = { keyPem, certificatePem, caPem }
    if (isGood(stored, realNow())) return stored
  }

  const created = await make(realNow())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(files.caPem, created.caPem)
  await writeFile(files.certificatePem, created.certificatePem)
  await writeFile(files.keyPem, created.keyPem, { mode: 0o600 })
  return created
}

/** Relative to the program's folder. */
export const caFile = 'tls-ca.pem'

/** Browsers accept at most 825 days for a server. */
const validityDays = 820
const renewalDays = 60

/**
 * Whether it is valid long enough, and the three belong together: an interrupted start leaves some of them
 * older.
 */
function isGood({ keyPem, certificatePem, caPem }: TlsCertificate, now: number): boolean {
  const certificate = new X509Certificate(certificatePem)
  return (
    certificate.validToDate.getTime() >= now + renewalDays * day &&
    certificate.checkPrivateKey(createPrivateKey(keyPem)) &&
    certificate.verify(new X509Certificate(caPem).publicKey)
  )
}

async function make(now: number): Promise<TlsCertificate> {
  const [server, ca] = await Promise.all([makeKey(), makeKey()])
  const commonName = (value: string): Name => [{ type: attributeTypes.commonName, value }]
  // A unique name, so that browsers never mix up an earlier CA and this one.
  const caName = commonName(`Card reader of this computer ${randomBytes(4).toString('hex')}`)
  const issue = (of: Name, spki: Uint8Array, extensions: readonly Extension[]): string => {
    const tbs = encodeTbsCertificate({
      serial: Uint8Array.of(0x40, ...randomBytes(15)),
      signatureAlgorithm,
      issuer: encodeName(caName),
      notBefore: instant(now - 5 * minute),
      notAfter: plus(instant(now), validityDays * day),
      subject: of,
      subjectPublicKeyInfo: spki,
      extensions: [
        ...extensions,
        extKeyUsage([keyPurposes.serverAuth]),
        authorityKeyIdentifier(ca.identifier),
      ],
    })
    const signature = signData(signatureAlgorithm, ca.privateKey, tbs)
    return new X509Certificate(
      assembleCertificate({ tbs, signatureAlgorithm, signature }),
    ).toString()
  }

  const caPem = issue(caName, ca.spki, [
    basicConstraints({ cA: true, pathLength: 0 }),
    keyUsage(['keyCertSign']),
    subjectKeyIdentifier(ca.identifier),
    onlyThisMachine,
  ])
  const certificatePem = issue(commonName('127.0.0.1'), server.spki, [
    basicConstraints({ cA: false }),
    keyUsage(['digitalSignature', 'keyEncipherment']),
    subjectKeyIdentifier(server.identifier),
    subjectAltName([
      { kind: 'dns', value: 'localhost' },
      { kind: 'other', der: contextualPrimitive(iPAddress, thisMachine) },
    ]),
  ])
  return {
    keyPem: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: certificatePem + caPem,
    caPem,
  }
}

const signatureAlgorithm = 'rsa-sha256'

async function makeKey() {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  const identifier = new Uint8Array(createHash('sha256').update(spki).digest().subarray(0, 20))
  return { privateKey, spki, identifier }
}

/** GeneralName, RFC 5280 § 4.2.1.6. */
const dNSName = 2
const iPAddress = 7
const thisMachine = Uint8Array.of(127, 0, 0, 1)

/** Name constraints (RFC 5280 § 4.2.1.10): `localhost` and 127.0.0.1 with a mask of all bits, and no other name. */
const onlyThisMachine: Extension = {
  type: '2.5.29.30',
  critical: true,
  value: sequence(
    contextual(
      0,
      sequence(contextualPrimitive(dNSName, new Uint8Array(Buffer.from('localhost')))),
      sequence(contextualPrimitive(iPAddress, Uint8Array.of(...thisMachine, 255, 255, 255, 255))),
    ),
  ),
}
