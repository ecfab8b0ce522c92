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
  /** The server's own and its authority's. */
  readonly certificatePem: string
  /** The authority alone: what a browser is told to trust. */
  readonly authorityPem: string
}

/**
 * The signing API's own certificate for `127.0.0.1` and `localhost`, with a key of its own: no two machines share one. Made
 * at the first start, and anew at a start when it has less than `renewalDays` left, in real time, as browsers check it.
 *
 * Its authority may certify this machine's names only, and its key is never written anywhere and gone when it has signed
 * this one certificate: a browser that trusts it trusts nothing else by it.
 */
export async function tlsCertificate(
  folder: string,
  realNow: () => number = Date.now,
): Promise<TlsCertificate> {
  const files = {
    keyPem: path.join(folder, 'tls.key'),
    certificatePem: path.join(folder, 'tls.pem'),
    authorityPem: path.join(folder, authorityFile),
  }
  const [keyPem, certificatePem, authorityPem] = await Promise.all(
    Object.values(files).map((file) => ifThere(readFile(file, 'utf8'))),
  )
  if (keyPem !== undefined && certificatePem !== undefined && authorityPem !== undefined) {
    const kept = { keyPem, certificatePem, authorityPem }
    if (isGood(kept, realNow())) return kept
  }

  const made = await make(realNow())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(files.authorityPem, made.authorityPem)
  await writeFile(files.certificatePem, made.certificatePem)
  await writeFile(files.keyPem, made.keyPem, { mode: 0o600 })
  return made
}

/** In the program's folder. */
export const authorityFile = 'tls-authority.pem'

/** Browsers accept no more of a server (825 days). */
const validityDays = 820
const renewalDays = 60

/** Whether it lasts, and the three belong together: a start that was cut short leaves some of them older. */
function isGood({ keyPem, certificatePem, authorityPem }: TlsCertificate, now: number): boolean {
  const certificate = new X509Certificate(certificatePem)
  return (
    certificate.validToDate.getTime() >= now + renewalDays * day &&
    certificate.checkPrivateKey(createPrivateKey(keyPem)) &&
    certificate.verify(new X509Certificate(authorityPem).publicKey)
  )
}

async function make(now: number): Promise<TlsCertificate> {
  const [server, authority] = await Promise.all([makeKey(), makeKey()])
  const commonName = (value: string): Name => [{ type: attributeTypes.commonName, value }]
  // A name of its own, so that browsers never mix up an earlier one and this.
  const authorityName = commonName(`Card reader of this computer ${randomBytes(4).toString('hex')}`)
  const issue = (of: Name, spki: Uint8Array, extensions: readonly Extension[]): string => {
    const tbs = encodeTbsCertificate({
      serial: Uint8Array.of(0x40, ...randomBytes(15)),
      signatureAlgorithm,
      issuer: encodeName(authorityName),
      notBefore: instant(now - 5 * minute),
      notAfter: plus(instant(now), validityDays * day),
      subject: of,
      subjectPublicKeyInfo: spki,
      extensions: [
        ...extensions,
        extKeyUsage([keyPurposes.serverAuth]),
        authorityKeyIdentifier(authority.identifier),
      ],
    })
    const signature = signData(signatureAlgorithm, authority.privateKey, tbs)
    return new X509Certificate(
      assembleCertificate({ tbs, signatureAlgorithm, signature }),
    ).toString()
  }

  const authorityPem = issue(authorityName, authority.spki, [
    basicConstraints({ cA: true, pathLength: 0 }),
    keyUsage(['keyCertSign']),
    subjectKeyIdentifier(authority.identifier),
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
    certificatePem: certificatePem + authorityPem,
    authorityPem,
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
