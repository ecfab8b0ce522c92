import { createPublicKey } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'

/** What a holder's certificate tells people. */
export type Holder = {
  readonly name: string
  readonly title: string | undefined
  readonly registrationNumber: string | undefined
  readonly issuer: string
  /** Hexadecimal. */
  readonly serial: string
  /** `P-384`, `RSA-3072`. */
  readonly key: string
  readonly notBefore: Instant
  readonly notAfter: Instant
}

/** Undefined when the bytes are no certificate. */
export function holderOf(der: Uint8Array | undefined): Holder | undefined {
  const certificate = der && decodeCertificate(der)
  if (!certificate?.ok) return undefined
  const { subject, issuer, serial, notBefore, notAfter } = certificate.value
  const value = (type: string) => attributeOf(subject, type)
  const names = [value(attributeTypes.givenName), value(attributeTypes.surname)]
  const name = names.filter((part) => part !== undefined).join(' ')
  return {
    name: name === '' ? (value(attributeTypes.commonName) ?? '') : name,
    title: value(attributeTypes.title),
    registrationNumber: value(attributeTypes.serialNumber),
    issuer: attributeOf(issuer, attributeTypes.commonName) ?? '',
    serial: formatSerial(serial),
    key: keyNameOf(certificate.value.subjectPublicKeyInfo),
    notBefore,
    notAfter,
  }
}

function keyNameOf(spki: Uint8Array): string {
  const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({
    key: Buffer.from(spki),
    format: 'der',
    type: 'spki',
  })
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {}
  if (modulusLength !== undefined) return `RSA-${String(modulusLength)}`
  return curveNames[namedCurve ?? ''] ?? namedCurve ?? asymmetricKeyType ?? ''
}

/** OpenSSL's names of curves, as people write them. */
const curveNames: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
}
