import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { encodeName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { ProfileId } from './contract.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import { authoritySubject, encodeToBeSigned, serialOf } from './domain/to-be-signed.ts'
import { authorityNames } from './names.ts'

export const testNow = instant(Date.parse('2026-11-24T14:00:00Z'))

/** A public key whose private half is nobody's any more. */
export const aSpki = (namedCurve: 'P-256' | 'P-384' = 'P-384'): Uint8Array =>
  new Uint8Array(
    generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'der', type: 'spki' }),
  )

/** The issuing authority, as the lints know it. */
export function anIssuer(): LintIssuer {
  const names = authorityNames({ statusUrl: 'http://localhost:8081' })
  const spki = aSpki()
  return {
    id: 'test-professional',
    names: names.issuers['test-professional'],
    professionalPolicy: names.professionalPolicy,
    subjectDer: encodeName(authoritySubject(names.issuers['test-professional'])),
    subjectKeyIdentifier: identifierOf(spki),
    spki,
    signatureAlgorithm: 'ecdsa-sha384',
    notBefore: plus(testNow, -day),
    notAfter: endOfDay(addYears(dateInHelsinki(testNow), 20)),
  }
}

/** Bytes of a professional's certificate that pass every lint; valid for as long as the profile allows. */
export function aTbs({
  issuer,
  profile,
}: {
  readonly issuer: LintIssuer
  readonly profile: ProfileId
}): Uint8Array {
  const spki = aSpki()
  return encodeToBeSigned({
    profile,
    issuer,
    serial: serialOf(randomBytes(16)),
    subject: [
      { type: attributeTypes.countryName, value: 'FI' },
      { type: attributeTypes.serialNumber, value: '00098705718' },
      { type: attributeTypes.givenName, value: 'Aino Maria' },
      { type: attributeTypes.surname, value: 'Esimerkki' },
      { type: attributeTypes.title, value: 'sairaanhoitaja' },
      { type: attributeTypes.commonName, value: 'Esimerkki Aino Maria 00098705718' },
    ],
    spki,
    keyIdentifier: identifierOf(spki),
    notBefore: testNow,
    notAfter: endOfDay(addYears(dateInHelsinki(testNow), 5)),
  })
}

function identifierOf(spki: Uint8Array): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('a key that was just made has an identifier')
  return identifier
}
