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
    notBefore,
    notAfter,
  }
}
