import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { keyIdentifier, signData } from '@sotevarmenne/x509/algorithms'
import {
  assembleCertificate,
  decodeCertificate,
  encodeTbsCertificate,
  type Certificate,
} from '@sotevarmenne/x509/certificate'
import type { Extension } from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'

/** A name of the demo environment with a key of its own, to certify others and be certified. */
export type Keyed = {
  readonly name: Name
  readonly privateKey: KeyObject
  /** DER. */
  readonly spki: Uint8Array
}

export function newKeyed(name: Name, namedCurve: 'P-256' | 'P-384' = 'P-384'): Keyed {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
  return { name, privateKey, spki: spkiOf(publicKey) }
}

export type Certified = Keyed & { readonly certificate: Certificate }

/** A stored one: the key as PKCS#8 in PEM (`pemOf`), the certificate as DER in base64 (`toBase64`). */
export function openCertified(key: string, der: string): Certified {
  const privateKey = createPrivateKey(key)
  const certificate = decoded(new Uint8Array(Buffer.from(der, 'base64')))
  return {
    ...{ name: certificate.subject, privateKey, certificate },
    spki: spkiOf(createPublicKey(privateKey)),
  }
}

export const pemOf = ({ privateKey }: Pick<Keyed, 'privateKey'>): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** A certificate in DER, signed by the key of `by`. */
export function certify({
  subject: { name, spki },
  by,
  notBefore,
  notAfter,
  extensions,
}: {
  readonly subject: Pick<Keyed, 'name' | 'spki'>
  readonly by: Keyed
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly extensions: readonly Extension[]
}): Uint8Array {
  const signatureAlgorithm = algorithmOf(by)
  const tbs = encodeTbsCertificate({
    serial: Uint8Array.of(0x40, ...randomBytes(15)),
    signatureAlgorithm,
    issuer: encodeName(by.name),
    notBefore: wholeSecond(notBefore),
    notAfter: wholeSecond(notAfter),
    subject: name,
    subjectPublicKeyInfo: spki,
    extensions,
  })
  const signature = signData(signatureAlgorithm, by.privateKey, tbs)
  return assembleCertificate({ tbs, signatureAlgorithm, signature })
}

/** The signature algorithm of a key on this curve. */
export const algorithmOf = ({ privateKey }: Pick<Keyed, 'privateKey'>) =>
  privateKey.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'ecdsa-sha256' : 'ecdsa-sha384'

export const exampleName = (commonName: string): Name => [
  { type: attributeTypes.countryName, value: 'FI' },
  { type: attributeTypes.commonName, value: commonName },
]

export function identifierOf({ spki }: Pick<Keyed, 'spki'>): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (!identifier) throw new Error('simulator key is not a valid private key')
  return identifier
}

export function decoded(der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der)
  if (!certificate.ok) throw new Error('simulator certificate is not valid DER')
  return certificate.value
}

export const wholeSecond = (at: Instant): Instant => instant(Math.floor(at / second) * second)

const spkiOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ type: 'spki', format: 'der' }))
