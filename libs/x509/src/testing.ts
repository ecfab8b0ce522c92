import { createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { keyIdentifier, signatureAlgorithmOf, signData } from './algorithms.ts'
import {
  assembleCertificate,
  decodeCertificate,
  encodeTbsCertificate,
  type Certificate,
} from './certificate.ts'
import {
  authorityKeyIdentifier,
  basicConstraints,
  keyUsage,
  subjectKeyIdentifier,
  type Extension,
} from './extensions.ts'
import { encodeName, type Name } from './names.ts'
import { attributeTypes } from './oids.ts'

/** Builders for tests. */

/** A party with a certificate and its private key. */
export type Party = {
  readonly certificate: Certificate
  readonly name: Name
  readonly privateKey: KeyObject
  readonly spki: Uint8Array
}

export type PartyWishes = {
  readonly commonName?: string
  /** Undefined: self-signed. */
  readonly issuer?: Party | undefined
  readonly keys?: KeyKind
  /** Another certificate for its key. */
  readonly keyOf?: Party
  readonly serial?: Uint8Array
  readonly notBefore?: Instant
  readonly notAfter?: Instant
  /** In addition to the two key identifiers. */
  readonly extensions?: readonly Extension[]
}

export type KeyKind = 'P-256' | 'P-384' | 'RSA-1024' | 'RSA-2048'

export const noon = instant(Date.UTC(2026, 10, 24, 12))

export const aCa = (wishes: PartyWishes & { readonly pathLength?: number } = {}): Party =>
  aParty({
    commonName: 'TEST Authority',
    ...wishes,
    extensions: wishes.extensions ?? [
      basicConstraints({ cA: true, pathLength: wishes.pathLength }),
      keyUsage(['keyCertSign', 'cRLSign']),
    ],
  })

export const aHolder = (issuer: Party, wishes: PartyWishes = {}): Party =>
  aParty({
    commonName: 'ESIMERKKI AINO 00098705718',
    issuer,
    extensions: [basicConstraints({ cA: false }), keyUsage(['digitalSignature'])],
    ...wishes,
  })

/** The value of a result that must not be a refusal. */
export function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(`unexpected refusal: ${JSON.stringify(result.refusal)}`)
  return result.value
}

export function aParty(wishes: PartyWishes): Party {
  const keys = wishes.keyOf ? keysOf(wishes.keyOf) : makeKeys(wishes.keys ?? 'P-256')
  const spki = new Uint8Array(keys.publicKey.export({ format: 'der', type: 'spki' }))
  const name: Name = [
    { type: attributeTypes.countryName, value: 'FI' },
    { type: attributeTypes.commonName, value: wishes.commonName ?? 'TEST' },
  ]
  const issuer = wishes.issuer ?? { name, privateKey: keys.privateKey, spki }
  const signatureAlgorithm = signatureAlgorithmOf(issuer.privateKey) ?? 'rsa-sha256'
  const tbs = encodeTbsCertificate({
    serial: wishes.serial ?? randomBytes(16),
    signatureAlgorithm,
    issuer: encodeName(issuer.name),
    notBefore: wishes.notBefore ?? plus(noon, -day),
    notAfter: wishes.notAfter ?? plus(noon, day),
    subject: name,
    subjectPublicKeyInfo: spki,
    extensions: [
      ...(wishes.extensions ?? []),
      subjectKeyIdentifier(identifierOf(spki)),
      authorityKeyIdentifier(identifierOf(issuer.spki)),
    ],
  })
  const signature = signData(signatureAlgorithm, issuer.privateKey, tbs)
  const der = assembleCertificate({ tbs, signatureAlgorithm, signature })
  return {
    certificate: valueOf(decodeCertificate(der)),
    name,
    privateKey: keys.privateKey,
    spki,
  }
}

export function identifierOf(spki: Uint8Array): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('the certificate has no public key')
  return identifier
}

const keysOf = ({ privateKey }: Party) => ({ privateKey, publicKey: createPublicKey(privateKey) })

function makeKeys(kind: KeyKind): { publicKey: KeyObject; privateKey: KeyObject } {
  switch (kind) {
    case 'P-256':
    case 'P-384':
      return generateKeyPairSync('ec', { namedCurve: kind })
    case 'RSA-1024':
    case 'RSA-2048':
      return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice('RSA-'.length)) })
  }
}
