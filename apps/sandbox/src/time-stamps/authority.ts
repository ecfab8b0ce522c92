import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { SigningKey } from '@sotevarmenne/signatures/signed-data'
import { keyIdentifier, signData } from '@sotevarmenne/x509/algorithms'
import { encodePem } from '@sotevarmenne/x509/bundle'
import {
  assembleCertificate,
  decodeCertificate,
  encodeTbsCertificate,
  type Certificate,
} from '@sotevarmenne/x509/certificate'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import {
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  extKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
  type Extension,
} from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { ifThere } from '../world/files.ts'

/** A time-stamp authority of the example world: its key, and the root above it with the list of what it has revoked. */
export type TimeStampAuthority = {
  readonly key: SigningKey
  readonly root: Certificate
  /** The root's list, made anew: it has never revoked anything. */
  readonly list: (at: Instant) => Uint8Array
}

/** Longer than anybody moves the clock. */
const validityDays = 20 * 366

/**
 * Opens the authority of the folder, or makes one. `root.pem` is what others are told to trust.
 */
export async function openTimeStampAuthority(
  folder: string,
  { now, listUrl }: { readonly now: Instant; readonly listUrl: string },
): Promise<TimeStampAuthority> {
  const file = path.join(folder, 'authority.json')
  const kept = await ifThere(readFile(file, 'utf8'))
  if (kept !== undefined) return open(JSON.parse(kept) as Kept)
  const made = make(now, listUrl)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path.join(folder, 'root.pem'), encodePem('CERTIFICATE', [fromBase64(made.root)]))
  await writeFile(file, JSON.stringify(made), { mode: 0o600 })
  return open(made)
}

/** Keys as PKCS#8 in PEM, certificates as DER in base64. */
type Kept = Readonly<Record<'rootKey' | 'root' | 'key' | 'certificate', string>>

const algorithm = 'ecdsa-sha256'

function open({ rootKey, root, key, certificate }: Kept): TimeStampAuthority {
  const rootPrivate = createPrivateKey(rootKey)
  const privateKey = createPrivateKey(key)
  const rootCertificate = decoded(fromBase64(root))
  return {
    root: rootCertificate,
    key: {
      certificate: decoded(fromBase64(certificate)),
      chain: [rootCertificate.der],
      algorithm,
      sign: (data) => Promise.resolve(signData(algorithm, privateKey, data)),
    },
    list: (at) => {
      const tbs = encodeTbsCertificateList({
        signatureAlgorithm: algorithm,
        issuer: rootCertificate.subjectDer,
        thisUpdate: at,
        nextUpdate: plus(at, day),
        number: BigInt(at),
        authorityKeyIdentifier: rootCertificate.known.subjectKeyIdentifier ?? new Uint8Array(20),
        distributionPoint: undefined,
        entries: [],
      })
      const signature = signData(algorithm, rootPrivate, tbs)
      return assembleCertificateList({ tbs, signatureAlgorithm: algorithm, signature })
    },
  }
}

function make(now: Instant, listUrl: string): Kept {
  const rootKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rootName = nameOf('TEST Example Time-Stamp Root')
  const certify = (subject: Name, publicKey: KeyObject, extensions: readonly Extension[]) => {
    const tbs = encodeTbsCertificate({
      serial: Uint8Array.of(0x40, ...randomBytes(15)),
      signatureAlgorithm: algorithm,
      issuer: encodeName(rootName),
      notBefore: plus(wholeSecond(now), -day),
      notAfter: plus(wholeSecond(now), validityDays * day),
      subject,
      subjectPublicKeyInfo: spkiOf(publicKey),
      extensions: [
        ...extensions,
        subjectKeyIdentifier(identifierOf(publicKey)),
        authorityKeyIdentifier(identifierOf(rootKey.publicKey)),
      ],
    })
    const signature = signData(algorithm, rootKey.privateKey, tbs)
    return toBase64(assembleCertificate({ tbs, signatureAlgorithm: algorithm, signature }))
  }
  return {
    rootKey: pemOf(rootKey.privateKey),
    root: certify(rootName, rootKey.publicKey, [
      basicConstraints({ cA: true, pathLength: 0 }),
      keyUsage(['keyCertSign', 'cRLSign']),
    ]),
    key: pemOf(key.privateKey),
    certificate: certify(nameOf('TEST Example Time-Stamp Authority'), key.publicKey, [
      keyUsage(['digitalSignature']),
      // It must be critical (RFC 3161 § 2.3).
      { ...extKeyUsage([keyPurposes.timeStamping]), critical: true },
      crlDistributionPoints([listUrl]),
    ]),
  }
}

const nameOf = (commonName: string): Name => [
  { type: attributeTypes.countryName, value: 'FI' },
  { type: attributeTypes.commonName, value: commonName },
]

const wholeSecond = (at: Instant): Instant => instant(Math.floor(at / 1000) * 1000)
const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const spkiOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ type: 'spki', format: 'der' }))
const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

function decoded(der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der)
  if (!certificate.ok) throw new Error('a certificate of our own is none')
  return certificate.value
}

function identifierOf(key: KeyObject): Uint8Array {
  const identifier = keyIdentifier(spkiOf(key))
  if (!identifier) throw new Error('a key of our own is no key')
  return identifier
}
