import type { Instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'

/** What a holder's certificate shows to people. */
export type Holder = {
  readonly name: string
  readonly givenNames: string | undefined
  readonly surname: string | undefined
  /** Of members of an organisation. */
  readonly organisation: string | undefined
  readonly unit: string | undefined
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

/** Undefined when the bytes are not a certificate. */
export function holderOf(der: Uint8Array | undefined): Holder | undefined {
  const certificate = der && decodeCertificate(der)
  if (!certificate?.ok) return undefined
  const { subject, issuer, serial, notBefore, notAfter } = certificate.value
  const value = (type: string) => attributeOf(subject, type)
  const [givenNames, surname] = [value(attributeTypes.givenName), value(attributeTypes.surname)]
  const name = [givenNames, surname].filter((part) => part !== undefined).join(' ')
  return {
    name: name === '' ? (value(attributeTypes.commonName) ?? '') : name,
    ...{ givenNames, surname },
    organisation: value(attributeTypes.organizationName),
    unit: value(attributeTypes.organizationalUnitName),
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
  const key = decodePublicKey(spki)
  if (key === undefined) return '?'
  return key.kind === 'rsa' ? `RSA-${String(key.bits)}` : key.curve
}
