import { canonicalIpAddress } from '@sotevarmenne/kernel/ip-address'
import type { ServiceProduct } from '@sotevarmenne/api/service-certificates'
import { integer, nullValue, octetString, oid, sequence } from '@sotevarmenne/x509/der'
import { ecdsaRawToDer } from '@sotevarmenne/x509/ecdsa-signature'
import { subjectAltName } from '@sotevarmenne/x509/extensions'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'
import { toBase64 } from '../documents/base64.ts'

export type KeyKind = 'ec' | 'rsa'

/** What the keys are: P-256, or RSA of 3072 bits for systems that have no elliptic curves. */
const kinds = {
  ec: {
    generate: { name: 'ECDSA', namedCurve: 'P-256' },
    sign: { name: 'ECDSA', hash: 'SHA-256' },
    algorithm: 'ecdsa-sha256',
    encode: ecdsaRawToDer,
  },
  rsa: {
    generate: {
      ...{ name: 'RSASSA-PKCS1-v1_5', modulusLength: 3072, hash: 'SHA-256' },
      publicExponent: Uint8Array.of(1, 0, 1),
    },
    sign: { name: 'RSASSA-PKCS1-v1_5' },
    algorithm: 'rsa-sha256',
    encode: (signature: Uint8Array) => signature,
  },
} as const

/**
 * Creates a key and a certificate request for the names with the Web Cryptography API, both as PEM: the request by
 * PKCS#10 (RFC 2986), the key as PKCS#8 (RFC 5958), encrypted when there is a password. Nothing is sent.
 */
export async function createKeyAndRequest({
  product,
  names,
  kind,
  password,
}: {
  readonly product: ServiceProduct
  readonly names: readonly string[]
  readonly kind: KeyKind
  /** Empty: the key is not encrypted. */
  readonly password: string
}): Promise<{ readonly key: string; readonly request: string }> {
  const { generate, sign, algorithm, encode } = kinds[kind]
  const keys = await crypto.subtle.generateKey(generate, true, ['sign', 'verify'])
  const exported = async (format: 'spki' | 'pkcs8', key: CryptoKey) =>
    new Uint8Array(await crypto.subtle.exportKey(format, key))
  const tbs = encodeTbsRequest({
    subject: subjectOf(product, names),
    subjectPublicKeyInfo: await exported('spki', keys.publicKey),
    extensions: product === 'server' ? [subjectAltName(names.map(alternativeName))] : [],
  })
  const signature = await crypto.subtle.sign(sign, keys.privateKey, new Uint8Array(tbs))
  const request = assembleCertificateRequest({
    ...{ tbs, signatureAlgorithm: algorithm, signature: encode(new Uint8Array(signature)) },
  })
  const key = await exported('pkcs8', keys.privateKey)
  return {
    request: pem('CERTIFICATE REQUEST', request),
    key:
      password === ''
        ? pem('PRIVATE KEY', key)
        : pem('ENCRYPTED PRIVATE KEY', await encrypt(key, password)),
  }
}

/** A common name has 64 characters at most (RFC 5280, ub-common-name); the request of a server needs none. */
function subjectOf(product: ServiceProduct, names: readonly string[]) {
  const dnsName = names.find((name) => canonicalIpAddress(name) === undefined)
  const name = product === 'server' ? dnsName : names[0]
  return name === undefined || name.length > 64
    ? []
    : [{ type: attributeTypes.commonName, value: name }]
}

function alternativeName(name: string) {
  const address = canonicalIpAddress(name)
  return address === undefined
    ? ({ kind: 'dns', value: name } as const)
    : ({ kind: 'ip', value: address } as const)
}

/** RFC 8018 (PKCS #5 v2.1) § 6.2, appendices A and B; the iterations are what OWASP recommends for this function. */
async function encrypt(key: Uint8Array<ArrayBuffer>, password: string): Promise<Uint8Array> {
  const iterations = 600_000
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(16))
  const typed = new TextEncoder().encode(password)
  const encryptionKey = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', salt, iterations, hash: 'SHA-256' },
    await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']),
    { name: 'AES-CBC', length: 256 },
    false,
    ['encrypt'],
  )
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, encryptionKey, key)
  const derivation = sequence(
    oid(passwordEncryption.pbkdf2),
    sequence(
      octetString(salt),
      integer(iterations),
      sequence(oid(passwordEncryption.hmacWithSha256), nullValue()),
    ),
  )
  const cipher = sequence(oid(passwordEncryption.aes256Cbc), octetString(iv))
  return sequence(
    sequence(oid(passwordEncryption.pbes2), sequence(derivation, cipher)),
    octetString(new Uint8Array(encrypted)),
  )
}

const passwordEncryption = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacWithSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const

/** RFC 7468. */
const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${toBase64(der).replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`
