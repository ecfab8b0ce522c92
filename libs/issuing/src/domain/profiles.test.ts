import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { aSpki, aTbs, anIssuer } from '../testing.ts'
import { extensionsOfProfile, isProfile, profiles, type ProfileId } from './profiles.ts'

const ids = Object.keys(profiles).filter(isProfile)
const cards = [
  'professional',
  'staff',
  'actor',
  'temporary',
  'temporary-member',
  'organisation',
  'citizen',
] as const
const authentication = cards.map((card) => `${card}-authentication` as const)
const ofMembers = ['staff-authentication', 'actor-authentication'] as const
const signature = cards.map((card) => `${card}-signature` as const)

/** For each profile what the sources say of one of its fields; they must cover all profiles. */
const forEachProfile = <Value>(
  fieldOf: (id: ProfileId) => Value,
  expected: readonly (readonly [readonly ProfileId[], Value])[],
): void => {
  const byProfile = new Map(expected.flatMap(([of, value]) => of.map((id) => [id, value] as const)))
  assert.deepEqual(
    Object.fromEntries(ids.map((id) => [id, fieldOf(id)])),
    Object.fromEntries(ids.map((id) => [id, byProfile.get(id)])),
  )
}

describe('the certificate profiles', () => {
  // FINEID S2: C, serialNumber, givenName, surname, title, pseudonym, CN; X.520 numbers.
  const [C, O, OU, serialNumber, givenName] = ['6', '10', '11', '5', '42']
  const [surname, title, pseudonym, CN, organisationIdentifier] = ['4', '12', '65?', '3', '97']
  const name = [serialNumber, givenName, surname]

  it('name subjects by the attributes of S2 and EN 319 412 in their order', () => {
    const subjectOf = (id: ProfileId): string =>
      profiles[id].subject
        .map(({ type, isRequired }) => type.replace('2.5.4.', '') + (isRequired ? '' : '?'))
        .join(' ')
    // Bound to the right to practise, hence without an organisation; the Doctor ID where there is one.
    const professional = [C, ...name, title, pseudonym, CN]
    const member = [C, O, `${OU}?`, ...name, title, CN]
    const ca = [C, O, CN]
    const texts = (
      rows: readonly (readonly [readonly ProfileId[], readonly (string | undefined)[]])[],
    ) => rows.map(([of, attributes]) => [of, attributes.join(' ')] as const)
    forEachProfile(
      subjectOf,
      texts([
        [['ca-root', 'ca-issuing', 'ocsp-responder'], ca],
        [['professional-authentication', 'professional-signature'], professional],
        [['temporary-authentication', 'temporary-signature'], professional],
        [['staff-authentication', 'staff-signature'], member],
        [['actor-authentication', 'actor-signature'], member],
        [['temporary-member-authentication', 'temporary-member-signature'], member],
        [
          ['organisation-authentication', 'organisation-signature'],
          [C, O, organisationIdentifier, ...name, CN],
        ],
        [
          ['citizen-authentication', 'citizen-signature'],
          [C, ...name, CN],
        ],
        [['server'], [C, O, `${OU}?`, serialNumber, CN]],
        // A qualified seal must name the identifier of its organisation (EN 319 412-3 § 4.2.1).
        [['system-signature'], [C, O, `${OU}?`, `97?`, serialNumber, CN]],
      ]),
    )
  })

  it('bound the length of attributes by RFC 5280, appendix A.1, and names by 200', () => {
    const bounds: Readonly<Record<string, number>> = {
      [attributeTypes.countryName]: 2,
      [attributeTypes.organizationName]: 64,
      [attributeTypes.organizationalUnitName]: 64,
      [attributeTypes.serialNumber]: 64,
      [attributeTypes.title]: 64,
      [attributeTypes.commonName]: 64,
      [attributeTypes.pseudonym]: 128,
      [attributeTypes.givenName]: 200,
      [attributeTypes.surname]: 200,
      // X.520 § 6.4.4 sets no limit.
      [attributeTypes.organizationIdentifier]: 64,
    }
    for (const id of ids)
      for (const { type, maxLength } of profiles[id].subject)
        assert.equal(maxLength, bounds[type], `${id} ${type}`)
  })

  it('take the first byte of keyUsage from S2, RFC 8813 and RFC 5280', () => {
    /** The byte in a certificate for that kind of key, hexadecimal. */
    const byteOf = (id: ProfileId, kind: 'P-384' | 'RSA-2048'): string => {
      const { issuers, certifies, isSelfSigned } = profiles[id]
      const issuer = anIssuer(`${String(issuers[0])}-g1-ecc`)
      const ca =
        certifies === 'ca' ? anIssuer(isSelfSigned ? 'root-g1-ecc' : 'service-g1-ecc') : undefined
      const tbs = aTbs({ issuer, profile: id, spki: aSpki(kind), ...(ca && { ca }) })
      const decoded = decodeTbsCertificate(tbs)
      assert.ok(decoded.ok)
      const value = decoded.value.extensions.find(({ type }) => type === '2.5.29.15')?.value
      return value?.at(-1)?.toString(16) ?? 'none'
    }
    const bytes = (id: ProfileId): string => `${byteOf(id, 'P-384')} ${byteOf(id, 'RSA-2048')}`
    forEachProfile(bytes, [
      // keyCertSign 0x04 and cRLSign 0x02.
      [['ca-root', 'ca-issuing'], '6 6'],
      // digitalSignature 0x80, with keyEncipherment 0x20 for RSA only.
      [authentication, '80 a0'],
      // With the address for e-mail, keys of an elliptic curve agree (0x08) where those of RSA encipher (RFC 8550 § 4.4.2).
      [ofMembers, '88 a0'],
      [['server'], '80 a0'],
      // nonRepudiation alone: 0x40.
      [signature, '40 40'],
      [['system-signature'], 'c0 c0'],
      [['ocsp-responder'], '80 80'],
    ])
  })

  it('serve the purposes of S2 and RFC 6960', () => {
    forEachProfile(
      (id) => profiles[id].extendedKeyUsage.join(' '),
      [
        [['ca-root', 'ca-issuing', 'system-signature', ...signature], ''],
        // clientAuth and Microsoft's smart-card log-on.
        [authentication, '1.3.6.1.5.5.7.3.2 1.3.6.1.4.1.311.20.2.2'],
        // serverAuth, and clientAuth for the mutual TLS of Kanta.
        [['server'], '1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2'],
        [['ocsp-responder'], '1.3.6.1.5.5.7.3.9'],
      ],
    )
  })

  it('permit alternative names by S2: an account to authenticate, a mailbox at the employer, names to machines', () => {
    forEachProfile(
      (id) => profiles[id].alternativeNames,
      [
        [['ca-root', 'ca-issuing', 'ocsp-responder', 'system-signature', ...signature], {}],
        [authentication, { upn: { min: 0, max: 1 } }],
        // The mailbox at the employer (R393).
        [ofMembers, { email: { min: 0, max: 1 }, upn: { min: 0, max: 1 } }],
        [['server'], { dns: { min: 1, max: 100 }, ip: { min: 0, max: 99 } }],
      ],
    )
  })

  it('take keys of secp384r1 or of RSA with 3072 bits on cards (S2), and weaker ones in services alone', () => {
    forEachProfile(
      (id) => `${profiles[id].keys.join(' ')}${profiles[id].isKeyOfFamily ? ' of the family' : ''}`,
      [
        [['ca-root', 'ca-issuing'], 'P-384 RSA-4096 of the family'],
        [[...authentication, ...signature], 'P-384 RSA-3072 of the family'],
        [['server', 'system-signature'], 'P-256 P-384 RSA-2048'],
        [['ocsp-responder'], 'P-256 P-384 RSA-3072'],
      ],
    )
  })

  it('are valid five years for persons, 92 days on temporary cards, one or two years in services', () => {
    const temporary = ids.filter((id) => id.startsWith('temporary-'))
    const others = [...authentication, ...signature].filter((id) => !temporary.includes(id))
    forEachProfile(
      (id) => profiles[id].maxValidity,
      [
        [others, { years: 5 }],
        [temporary, { days: 92 }],
        [['server'], { years: 1 }],
        [['system-signature'], { years: 2 }],
        // 2021-05-06 to 2042-05-05, and 2021-05-25 to 2041-05-20: those of the third generation of DVV.
        [['ca-root'], { years: 21 }],
        [['ca-issuing'], { years: 20 }],
        // RFC 6960 § 4.2.2.2.1: a responder whose revocation nobody checks has a short life.
        [['ocsp-responder'], { days: 90 }],
      ],
    )
  })

  it('are issued by the CA of their kind and by the test CA, which alone makes cards of other issuers (R251)', () => {
    forEachProfile(
      (id) => profiles[id].issuers.join(' '),
      [
        [['ca-root', 'ca-issuing'], 'root'],
        ...(['professional', 'staff', 'actor'] as const).map(
          (card) => [[`${card}-authentication`, `${card}-signature`], 'professional test'] as const,
        ),
        ...(['temporary', 'temporary-member'] as const).map(
          (card) => [[`${card}-authentication`, `${card}-signature`], 'temporary test'] as const,
        ),
        ...(['organisation', 'citizen'] as const).map(
          (card) => [[`${card}-authentication`, `${card}-signature`], 'test'] as const,
        ),
        [['server', 'system-signature'], 'service test'],
        [['ocsp-responder'], 'professional temporary service test'],
      ],
    )
  })

  it('certify a person, a service, a responder or a CA, with the constraints of RFC 5280 § 4.2.1.9', () => {
    forEachProfile<readonly unknown[]>(
      (id) => [profiles[id].id, profiles[id].certifies, profiles[id].ca, profiles[id].isSelfSigned],
      [
        [['ca-root'], ['ca-root', 'ca', { cA: true, pathLength: undefined }, true]],
        [['ca-issuing'], ['ca-issuing', 'ca', { cA: true, pathLength: 0 }, false]],
        ...[...authentication, ...signature].map(
          (id) => [[id], [id, 'person', { cA: false }, false]] as const,
        ),
        ...(['server', 'system-signature'] as const).map(
          (id) => [[id], [id, 'service', { cA: false }, false]] as const,
        ),
        [['ocsp-responder'], ['ocsp-responder', 'responder', { cA: false }, false]],
      ],
    )
  })

  const qualified = [{ url: 'https://example.fi/en', language: 'en' }]

  it('have the extensions of RFC 5280 and S2, of which basicConstraints and keyUsage are critical', () => {
    // By the numbers of their types; “!” is critical, “?” may be absent.
    const common = '29.19! 29.15!'
    const access = '29.32 29.31 7.1.1'
    const extensionsOf = (id: ProfileId): string =>
      [...extensionsOfProfile(profiles[id], { qualified: undefined })]
        .map(
          ([type, { critical, isRequired }]) =>
            type.replace(/^(2\.5\.|1\.3\.6\.1\.5\.5\.)/, '') +
            (critical ? '!' : '') +
            (isRequired ? '' : '?'),
        )
        .join(' ')
    forEachProfile(extensionsOf, [
      // RFC 5280 § 4.2.1.1 and § 4.2.1.13: a root needs none that leads to an issuer.
      [['ca-root'], `${common} 29.14`],
      [['ca-issuing', 'system-signature', ...signature], `${common} 29.14 29.35 ${access}`],
      [authentication, `${common} 29.37 29.14 29.35 29.17? ${access}`],
      [['server'], `${common} 29.37 29.14 29.35 29.17 ${access}`],
      // RFC 6960 § 4.2.2.2.1: ocsp-nocheck instead of addresses where its status is.
      [['ocsp-responder'], `${common} 29.37 29.14 29.35 7.48.1.5`],
    ])
  })

  it('state what a qualified CA must in certificates for signatures and seals (EN 319 412-5)', () => {
    const statements = '1.3.6.1.5.5.7.1.3'
    forEachProfile(
      (id) => extensionsOfProfile(profiles[id], { qualified }).get(statements),
      [[[...signature, 'system-signature'], { critical: false, isRequired: true }]],
    )
    forEachProfile(
      (id) => profiles[id].qualifiedFor,
      [
        [signature, 'esign'],
        [['system-signature'], 'eseal'],
      ],
    )
  })

  it('are known by their names alone', () => {
    assert.deepEqual(['server', 'Server', 'constructor', ''].map(isProfile), [
      true,
      false,
      false,
      false,
    ])
  })
})
