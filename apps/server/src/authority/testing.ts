import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import type { AlternativeName } from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { readAuthorities } from './authorities.ts'
import type { IssuerFacts, ProfileId } from './contract.ts'
import { authoritySubject } from './domain/authority-subject.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import { profiles, type KeyKind } from './domain/profiles.ts'
import { encodeToBeSigned, serialOf } from './domain/to-be-signed.ts'
import { algorithms } from './issuers.ts'

export const testNow = instant(Date.parse('2026-11-24T14:00:00Z'))

/** A public key whose private half is nobody's any more. */
export function aSpki(kind: KeyKind = 'P-384'): Uint8Array {
  const { publicKey } = kind.startsWith('RSA-')
    ? generateKeyPairSync('rsa', { modulusLength: Number(kind.slice('RSA-'.length)) })
    : generateKeyPairSync('ec', { namedCurve: kind })
  return new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
}

/** What was decided about an authority of the shipped file. */
export function factsOf(id: string): IssuerFacts {
  const facts = readAuthorities().issuers.find((each) => each.id === id)
  if (facts === undefined) throw new Error(`no authority ${id} was decided`)
  return facts
}

/** An authority of the shipped file, as the lints know it. Its key is of elliptic curves whatever its family: it signs nothing. */
export function anIssuer(id = 'professional-g1-ecc'): LintIssuer {
  const facts = factsOf(id)
  const spki = aSpki()
  return {
    ...facts,
    subjectDer: encodeName(authoritySubject(facts)),
    subjectKeyIdentifier: identifierOf(spki),
    spki,
    signatureAlgorithm: algorithms[facts.family],
    notBefore: plus(testNow, -day),
    notAfter: endOfDay(addYears(dateInHelsinki(testNow), facts.years)),
  }
}

/** Bytes of a certificate that pass every lint of the profile; valid for as long as the profile allows. */
export function aTbs({
  issuer,
  profile,
  authority,
  spki = aSpki(issuer.family === 'rsa' ? 'RSA-3072' : 'P-384'),
}: {
  readonly issuer: LintIssuer
  readonly profile: ProfileId
  /** For a certificate of an authority: whose. */
  readonly authority?: IssuerFacts
  readonly spki?: Uint8Array
}): Uint8Array {
  const { longest } = profiles[profile]
  const today = dateInHelsinki(testNow)
  return encodeToBeSigned({
    profile,
    issuer,
    ...(authority === undefined ? {} : { authority }),
    serial: serialOf(randomBytes(16)),
    subject: subjectOf(profile, authority),
    alternativeNames: alternativeNamesOf(profile),
    spki,
    keyIdentifier: identifierOf(spki),
    notBefore: testNow,
    notAfter: endOfDay(
      'years' in longest ? addYears(today, longest.years) : addDays(today, longest.days),
    ),
  })
}

const values: Readonly<Record<string, string>> = {
  [attributeTypes.countryName]: 'FI',
  [attributeTypes.organizationName]: 'Helsingin VI apteekki',
  [attributeTypes.organizationalUnitName]: 'Toimisto',
  [attributeTypes.givenName]: 'Aino Maria',
  [attributeTypes.surname]: 'Esimerkki',
  [attributeTypes.title]: 'sairaanhoitaja',
  [attributeTypes.pseudonym]: '123456',
  [attributeTypes.organizationIdentifier]: 'NTRFI-2245439-9',
}

function subjectOf(profile: ProfileId, authority: IssuerFacts | undefined): Name {
  if (authority !== undefined) return authoritySubject(authority)
  const isPerson = profiles[profile].certifies === 'person'
  const isCitizen = profiles[profile].subject.some(({ form }) => form === 'satu')
  const number = isCitizen ? '999004228' : '00098705718'
  const serialNumber = isPerson ? number : '1.2.246.10.22454399.10.1'
  const commonName = isPerson ? `Esimerkki Aino Maria ${serialNumber}` : 'kanta.example.fi'
  return profiles[profile].subject.map(({ type }) => {
    if (type === attributeTypes.serialNumber) return { type, value: serialNumber }
    if (type === attributeTypes.commonName) return { type, value: commonName }
    return { type, value: values[type] ?? '' }
  })
}

function alternativeNamesOf(profile: ProfileId): readonly AlternativeName[] {
  const { alternativeNames } = profiles[profile]
  return [
    ...(alternativeNames.dns ? [{ kind: 'dns', value: 'kanta.example.fi' } as const] : []),
    ...(alternativeNames.email ? [{ kind: 'email', value: 'aino@example.fi' } as const] : []),
    ...(alternativeNames.upn ? [{ kind: 'upn', value: '00098705718@example.fi' } as const] : []),
  ]
}

function identifierOf(spki: Uint8Array): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('a key that was just made has an identifier')
  return identifier
}
