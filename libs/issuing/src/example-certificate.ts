import { generateKeyPair, randomBytes, sign as signWithKey, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import {
  assembleCertificate,
  decodeCertificate,
  type Certificate,
} from '@sotevarmenne/x509/certificate'
import type { AlternativeName } from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { IssuerFacts } from './domain/issuer.ts'
import type { ProfileId } from './domain/profiles.ts'
import { caSubject } from './domain/ca-subject.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import { profiles } from './domain/profiles.ts'
import { encodeToBeSigned, serialOf } from './domain/to-be-signed.ts'
import { algorithms } from './issuers.ts'

/** The CAs that can have an example of the profile: with elliptic curve keys, which are generated fast. */
export const exampleIssuers = <Facts extends IssuerFacts>(
  profile: ProfileId,
  cas: readonly Facts[],
): readonly (Facts & { readonly family: 'ecc' })[] =>
  cas.filter(
    (each): each is Facts & { readonly family: 'ecc' } =>
      each.family === 'ecc' && profiles[profile].issuers.includes(each.role),
  )

/**
 * A certificate of the profile with invented data in every field that it may have, by that CA, for display
 * only. Both keys were thrown away, so it proves nothing.
 */
export async function exampleCertificate(
  profile: ProfileId,
  facts: IssuerFacts & { readonly family: 'ecc' },
  at: Instant,
): Promise<{ readonly certificate: Certificate; readonly issuer: LintIssuer }> {
  const { privateKey, publicKey } = await generate('ec', { namedCurve: 'P-384' })
  const issuer = exampleIssuer(facts, {
    spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    at,
  })
  const { publicKey: subjectKey } = await generate('ec', { namedCurve: 'P-384' })
  const spki = new Uint8Array(subjectKey.export({ format: 'der', type: 'spki' }))
  const tbs = exampleTbs({ issuer, profile, spki, at })
  const { signatureAlgorithm } = issuer
  const signature = new Uint8Array(await sign('sha384', tbs, privateKey))
  const decoded = decodeCertificate(assembleCertificate({ tbs, signatureAlgorithm, signature }))
  if (!decoded.ok)
    throw new Error(`example certificate of ${profile} can't be decoded: ${decoded.refusal.kind}`)
  return { certificate: decoded.value, issuer }
}

/** Both in libuv's thread pool: this process serves other requests meanwhile. */
const generate = promisify(generateKeyPair)
const sign: (hash: string, data: Uint8Array, key: KeyObject) => Promise<Buffer> =
  promisify(signWithKey)

/** The CA as it was decided, with a key that is never used again. */
export const exampleIssuer = (
  facts: IssuerFacts,
  { spki, at }: { readonly spki: Uint8Array; readonly at: Instant },
): LintIssuer => ({
  ...facts,
  subjectDer: encodeName(caSubject(facts)),
  subjectKeyIdentifier: identifierOf(spki),
  spki,
  signatureAlgorithm: algorithms[facts.family],
  notBefore: plus(at, -day),
  notAfter: endOfDay(addYears(dateInHelsinki(at), facts.years)),
})

/** The to-be-signed bytes of such a certificate; valid for as long as the profile allows. */
export function exampleTbs({
  issuer,
  profile,
  ca,
  spki,
  at,
}: {
  readonly issuer: LintIssuer
  readonly profile: ProfileId
  /** For a CA certificate: its CA. */
  readonly ca?: IssuerFacts
  readonly spki: Uint8Array
  readonly at: Instant
}): Uint8Array {
  const { maxValidity } = profiles[profile]
  const today = dateInHelsinki(at)
  return encodeToBeSigned({
    profile,
    issuer,
    ...(ca === undefined ? {} : { ca }),
    serial: serialOf(randomBytes(16)),
    subject: subjectOf(profile, ca),
    alternativeNames: alternativeNamesOf(profile, issuer),
    spki,
    keyIdentifier: identifierOf(spki),
    notBefore: at,
    notAfter: endOfDay(
      'years' in maxValidity
        ? addYears(today, maxValidity.years)
        : addDays(today, maxValidity.days),
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

function subjectOf(profile: ProfileId, ca: IssuerFacts | undefined): Name {
  if (ca !== undefined) return caSubject(ca)
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

function alternativeNamesOf(
  profile: ProfileId,
  { isServerAddress }: IssuerFacts,
): readonly AlternativeName[] {
  const { alternativeNames } = profiles[profile]
  return [
    ...(alternativeNames.dns ? [{ kind: 'dns', value: 'kanta.example.fi' } as const] : []),
    ...(alternativeNames.ip && isServerAddress(exampleAddress)
      ? [{ kind: 'ip', value: exampleAddress } as const]
      : []),
    ...(alternativeNames.email ? [{ kind: 'email', value: 'aino@example.fi' } as const] : []),
    ...(alternativeNames.upn ? [{ kind: 'upn', value: '00098705718@example.fi' } as const] : []),
  ]
}

/** For documentation (RFC 5737). */
const exampleAddress = '192.0.2.1'

function identifierOf(spki: Uint8Array): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('newly generated key has no key identifier')
  return identifier
}
