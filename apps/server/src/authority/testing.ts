import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { encodeName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { IssuerFacts, ProfileId } from './contract.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import { authoritySubject } from './domain/authority-subject.ts'
import { encodeToBeSigned, serialOf } from './domain/to-be-signed.ts'
import { readAuthorities } from './authorities.ts'

export const testNow = instant(Date.parse('2026-11-24T14:00:00Z'))

/** A public key whose private half is nobody's any more. */
export const aSpki = (namedCurve: 'P-256' | 'P-384' = 'P-384'): Uint8Array =>
  new Uint8Array(
    generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'der', type: 'spki' }),
  )

/** The issuing authority, as the lints know it. */
export function anIssuer(): LintIssuer {
  const facts = factsOf('professional-g1-ecc')
  const spki = aSpki()
  return {
    ...facts,
    subjectDer: encodeName(authoritySubject(facts)),
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

export function factsOf(id: string): IssuerFacts {
  const facts = readAuthorities().issuers.find((each) => each.id === id)
  if (facts === undefined) throw new Error(`no authority ${id} was decided`)
  return facts
}

function identifierOf(spki: Uint8Array): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('a key that was just made has an identifier')
  return identifier
}
