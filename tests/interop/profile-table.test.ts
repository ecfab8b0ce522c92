// cspell:ignore nonrepudiation pathlen
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { subjectAltName } from '@sotevarmenne/x509/extensions'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'
import { valueOf } from '@sotevarmenne/x509/testing'
import { createCertificates, type Certificates } from '../../apps/server/src/pki/issuance/index.ts'
import type { IssueCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { aCardKey, aRequest, type CardKey } from '../../apps/server/src/pki/issuance/testing.ts'

/*
 * What certificates are, written by hand from the sources that each row names, and compared with what openssl reads in
 * certificates that the service issued. Nothing here may be derived from the profiles of the service: a
 * change of a profile changes this table too, with its source.
 */

const s2 = 'FINEID S2 v5.2 (domain.md § 2.3, § 2.4)'
const rfc5280 = 'RFC 5280'
const arc = '1.3.6.1.4.1.32473'

/** Extensions as openssl prints them: the critical ones, then the others. */
type Row = {
  readonly source: string
  /** By the short names of openssl, in their order. */
  readonly subject: string
  readonly critical: Readonly<Record<string, string>>
  readonly others: Readonly<Record<string, string>>
  /** The last day of the longest validity from the day of issuing on, 24 November 2026. */
  readonly lastDay: string
  /** The day after, which is refused. Absent where the validity is no matter of the request. */
  readonly tooLong?: string
}

const endEntity = { 'X509v3 Basic Constraints': 'CA:FALSE' }
/** RFC 5280 § 4.2.1.3 and § 4.2.1.9: both critical. */
const usage = (keyUsage: string) => ({ ...endEntity, 'X509v3 Key Usage': keyUsage })

/** RFC 5280 § 4.2.1.1, § 4.2.1.2, § 4.2.1.4, § 4.2.1.13, § 4.2.2.1; EN 319 412-2 § 4.3, § 4.4: none critical. */
const ofIssuer = (id: string, policy: string, document: string, crl = id) => ({
  'X509v3 Subject Key Identifier': '<key>',
  'X509v3 Authority Key Identifier': '<key>',
  'X509v3 Certificate Policies':
    `Policy: ${arc}.${policy} CPS: http://localhost:8081/policies/${document} ` +
    'User Notice: Explicit Text: Testivarmenne. Ei todista kenestäkään mitään. ' +
    'User Notice: Explicit Text: Testcertifikat. Bevisar ingenting om någon. ' +
    'User Notice: Explicit Text: Test certificate. Proves nothing about anybody.',
  'X509v3 CRL Distribution Points': `Full Name: URI:http://localhost:8081/crl/${crl}.crl`,
  'Authority Information Access':
    `OCSP - URI:http://localhost:8081/ocsp/${id} ` +
    `CA Issuers - URI:http://localhost:8081/ca/${id}.crt`,
})
/** Eight shards, by the serial number (the example CA file). */
const professional = ofIssuer(
  ...([
    'professional-g1-ecc',
    '1.351.5',
    'professional-ecc',
    'professional-g1-ecc/<shard>',
  ] as const),
)
const temporary = ofIssuer('temporary-g1-ecc', '1.355.6', 'temporary-professional-ecc')
const temporaryMember = ofIssuer('temporary-g1-ecc', '1.355.8', 'temporary-member-ecc')
const service = ofIssuer('service-g1-ecc', '1.351.7', 'service-ecc')
const test = ofIssuer('test-g1-ecc', '1.351.9', 'test-ecc')

/** Log-in by TLS and on workstations; S2: optional. RFC 5280 § 4.2.1.12: not critical. */
const logIn = {
  'X509v3 Extended Key Usage': 'TLS Web Client Authentication, Microsoft Smartcard Login',
}
// EC keys: digitalSignature alone, as RFC 8813 § 3 has no keyEncipherment for them (domain.md § 2.3, default to build).
const authentication = usage('Digital Signature')
// EN 319 412-2 § 4.3.2, type A: nonRepudiation alone.
const signature = usage('Non Repudiation')

// domain.md § 2.4: C, O, OU, serialNumber, givenName, surname, title, pseudonym, CN.
const professionalSubject = 'C serialNumber GN SN title pseudonym CN'
const memberSubject = 'C O OU serialNumber GN SN title CN'
// EN 319 412-1 § 5.1.4 (organizationIdentifier); FINEID S2 (citizens: the client identifier).
const organisationSubject = 'C O organizationIdentifier serialNumber GN SN CN'
const citizenSubject = 'C serialNumber GN SN CN'

/** Slide “Ammattikortti”: five years; S2: at most five. */
const fiveYears = { lastDay: '2031-11-24', tooLong: '2031-11-25' }
/** Slide “Varakortti”: three months at most; the longest three months have 92 days. */
const threeMonths = { lastDay: '2027-02-24', tooLong: '2027-02-25' }

const persons: Readonly<Record<IssueCertificate['profile'], Row>> = {
  'professional-authentication': {
    ...{ source: s2, subject: professionalSubject, ...fiveYears },
    ...{ critical: authentication, others: { ...professional, ...logIn } },
  },
  'professional-signature': {
    ...{ source: s2, subject: professionalSubject, ...fiveYears },
    ...{ critical: signature, others: professional },
  },
  'staff-authentication': {
    ...{ source: s2, subject: memberSubject, ...fiveYears },
    ...{ critical: authentication, others: { ...professional, ...logIn } },
  },
  'staff-signature': {
    ...{ source: s2, subject: memberSubject, ...fiveYears },
    ...{ critical: signature, others: professional },
  },
  'actor-authentication': {
    ...{ source: s2, subject: memberSubject, ...fiveYears },
    ...{ critical: authentication, others: { ...professional, ...logIn } },
  },
  'actor-signature': {
    ...{ source: s2, subject: memberSubject, ...fiveYears },
    ...{ critical: signature, others: professional },
  },
  'temporary-authentication': {
    ...{ source: `${s2}; the seed; W9 (a policy of its own)`, subject: professionalSubject },
    ...{ ...threeMonths, critical: authentication, others: { ...temporary, ...logIn } },
  },
  'temporary-signature': {
    ...{ source: `${s2}; the seed; W9 (a policy of its own)`, subject: professionalSubject },
    ...{ ...threeMonths, critical: signature, others: temporary },
  },
  'temporary-member-authentication': {
    ...{ source: `${s2}; the seed; W9 (a policy of its own)`, subject: memberSubject },
    ...{ ...threeMonths, critical: authentication, others: { ...temporaryMember, ...logIn } },
  },
  'temporary-member-signature': {
    ...{ source: `${s2}; the seed; W9 (a policy of its own)`, subject: memberSubject },
    ...{ ...threeMonths, critical: signature, others: temporaryMember },
  },
  // Cards of other issuers, produced for tests of vendors only (D-TEST): by the test CA.
  'organisation-authentication': {
    ...{ source: s2, subject: organisationSubject, ...fiveYears },
    ...{ critical: authentication, others: { ...test, ...logIn } },
  },
  'organisation-signature': {
    ...{ source: s2, subject: organisationSubject, ...fiveYears },
    ...{ critical: signature, others: test },
  },
  'citizen-authentication': {
    ...{ source: s2, subject: citizenSubject, ...fiveYears },
    ...{ critical: authentication, others: { ...test, ...logIn } },
  },
  'citizen-signature': {
    ...{ source: s2, subject: citizenSubject, ...fiveYears },
    ...{ critical: signature, others: test },
  },
}

/**
 * domain.md § 2.3 and its table of assumptions (emailProtection if mail in SAN; keyAgreement by switch); RFC 8550 § 3
 * (the address as rfc822Name, RFC 5280 § 4.2.1.6), § 4.4.2 (keyAgreement to receive with an EC key, RFC 5480 § 3 and
 * RFC 8813 § 3) and § 4.4.4 (emailProtection).
 */
const ofEmail: Row = {
  ...{ source: `${s2}; RFC 8550 § 4.4`, subject: memberSubject, ...fiveYears },
  critical: usage('Digital Signature, Key Agreement'),
  others: {
    ...professional,
    'X509v3 Subject Alternative Name': 'email:aino.esimerkki@sairaala.example.fi',
    'X509v3 Extended Key Usage':
      'TLS Web Client Authentication, Microsoft Smartcard Login, E-mail Protection',
  },
}

const server = {
  // domain.md § 2.5: clientAuth too, as Kanta uses mutual TLS.
  'X509v3 Extended Key Usage': 'TLS Web Server Authentication, TLS Web Client Authentication',
  'X509v3 Subject Alternative Name': 'DNS:kanta.example.fi, IP Address:192.0.2.1',
}
// Corrections of domain.md: C, O, OU, serialNumber, CN, found in a real test certificate.
const serviceSubject = 'C O OU serialNumber CN'
/** D-PV: at most one year, at most two years. */
const [oneYear, twoYears] = [
  { lastDay: '2027-11-24', tooLong: '2027-11-25' },
  { lastDay: '2028-11-24', tooLong: '2028-11-25' },
]

const services = {
  'server, EC key': {
    ...{ source: 'domain.md § 2.5; RFC 8813 § 3; W4', subject: serviceSubject, ...oneYear },
    ...{ critical: usage('Digital Signature'), others: { ...service, ...server } },
  },
  'server, RSA key': {
    ...{ source: 'domain.md § 2.5', subject: serviceSubject, ...oneYear },
    ...{
      critical: usage('Digital Signature, Key Encipherment'),
      others: { ...service, ...server },
    },
  },
  'system-signature, EC key': {
    ...{ source: 'domain.md § 2.5: 0xC0, no EKU, no SAN', subject: serviceSubject, ...twoYears },
    ...{ critical: usage('Digital Signature, Non Repudiation'), others: service },
  },
  'system-signature, RSA key': {
    ...{ source: 'domain.md § 2.5: 0xC0, no EKU, no SAN', subject: serviceSubject, ...twoYears },
    ...{ critical: usage('Digital Signature, Non Repudiation'), others: service },
  },
} as const satisfies Readonly<Record<string, Row>>

const ca = (constraints: string) => ({
  'X509v3 Basic Constraints': constraints,
  // domain.md § 2.2, measured in the real ones.
  'X509v3 Key Usage': 'Certificate Sign, CRL Sign',
})

// The last day is the one before: DVV's root is valid from 2021-05-06 to 2042-05-05 (domain.md § 2.2, measured).
const cas: Readonly<Record<string, Row>> = {
  'root-g1-ecc': {
    ...{ source: `${rfc5280} § 4.2.1.9; domain.md § 2.2 (21 years)`, subject: 'C O CN' },
    ...{ critical: ca('CA:TRUE'), others: { 'X509v3 Subject Key Identifier': '<key>' } },
    lastDay: '2047-11-23',
  },
  'test-root-g1-ecc': {
    ...{ source: 'W11 (DVV has TEST roots of its own), as any root', subject: 'C O CN' },
    ...{ critical: ca('CA:TRUE'), others: { 'X509v3 Subject Key Identifier': '<key>' } },
    lastDay: '2047-11-23',
  },
  'test-g1-ecc': {
    ...{ source: 'W11: under the test root, never under the root of people', subject: 'C O CN' },
    ...{ critical: ca('CA:TRUE, pathlen:0'), lastDay: '2046-11-23' },
    others: { ...test, ...ofRoot('test-root-g1-ecc') },
  },
  'professional-g1-ecc': {
    ...{ source: `${rfc5280} § 4.2.1.9; domain.md § 2.2 (20 years, pathLen 0)`, subject: 'C O CN' },
    ...{ critical: ca('CA:TRUE, pathlen:0'), lastDay: '2046-11-23' },
    others: { ...professional, ...ofRoot('root-g1-ecc') },
  },
}

/** Its CRL, OCSP and certificate are those of the root. */
function ofRoot(root: string): Readonly<Record<string, string>> {
  const { 'X509v3 Certificate Policies': _own, ...addresses } = ofIssuer(root, '', '')
  return addresses
}

const responder: Row = {
  // No CDP and no AIA: with id-pkix-ocsp-nocheck nobody asks for its status. EKU OCSPSigning alone.
  source: 'RFC 6960 § 4.2.2.2, § 4.2.2.2.1',
  subject: 'C O CN',
  critical: usage('Digital Signature'),
  others: {
    'X509v3 Subject Key Identifier': '<key>',
    'X509v3 Authority Key Identifier': '<key>',
    'X509v3 Extended Key Usage': 'OCSP Signing',
    'OCSP No Check': '',
  },
  lastDay: '2026-12-24',
}

/** Under a qualified CA: EN 319 412-5 § 4.2 and § 5, with the values of its annexes. */
const qualified = {
  'professional-signature': ['compliance', 'sscd', 'esign', 'pds'],
  'system-signature': ['compliance', 'eseal', 'pds'],
  'professional-authentication': [],
} as const
const qcOids = {
  compliance: '0.4.0.1862.1.1',
  sscd: '0.4.0.1862.1.4',
  esign: '0.4.0.1862.1.6.1',
  eseal: '0.4.0.1862.1.6.2',
  pds: '0.4.0.1862.1.5',
} as const

const now = instant(Date.parse('2026-11-24T10:00:00Z'))

const readable = {
  ...{ givenNames: 'Aino Maria', surname: 'Esimerkki' },
}
const subjects: Readonly<Record<string, IssueCertificate['subject']>> = {
  professional: {
    ...{ ...readable, title: 'lääkäri', registrationNumber: '00098705718', doctorId: '123455' },
  },
  member: {
    ...{ ...readable, title: 'osastonsihteeri', subjectNumber: '00098705718' },
    ...{ organisation: 'Esimerkkilän sairaala', unit: 'Osasto 3' },
  },
  organisation: {
    ...{ ...readable, subjectNumber: '00098705718', organisation: 'Esimerkkilän sairaala' },
    businessId: '2245439-9',
  },
  citizen: { ...readable, satu: '999004228' },
}

const subjectFor = (profile: IssueCertificate['profile']): IssueCertificate['subject'] => {
  const [kind = ''] = profile.split('-')
  const isMember = ['staff', 'actor'].includes(kind) || profile.includes('-member-')
  const subject = subjects[isMember ? 'member' : kind === 'temporary' ? 'professional' : kind]
  assert.ok(subject)
  return subject
}

describe('every field of a certificate is that of the sources', () => {
  let testCa: TestCa
  let qualifiedCa: TestCa
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let certificates: Certificates
  before(async () => {
    const clock = { now: () => now }
    testCa = await startTestCa({
      clock,
      isWanted: ({ role, family }) =>
        family === 'ecc' || role === 'root' || role === 'professional',
    })
    database = await openTestDatabase()
    certificates = ofCa(testCa)
    const pds = ['fi', 'sv', 'en'].map((language) => ({
      ...{ url: `https://example.fi/${language}`, language },
    }))
    qualifiedCa = await startTestCa({ clock, qualified: pds })
  })
  after(async () => {
    await testCa.close()
    await qualifiedCa.close()
    await database.close()
  })

  const ofCa = ({ issuers, signer }: TestCa): Certificates =>
    createCertificates({
      ...{ db: database.db, clock: { now: () => now }, issuers, signer },
      recordAll: () => Promise.resolve(),
    })

  const issuePerson = (
    profile: IssueCertificate['profile'],
    validTo: string,
    { by = certificates, ...more }: { by?: Certificates; key?: CardKey; email?: string } = {},
  ) => {
    const request = { subject: subjectFor(profile), validTo: localDate(validTo), profile, ...more }
    const { requestKey, basis, spki, proof, cardId } = aRequest(now, request)
    return by.issueCertificate(aPermit('certificates.issueCertificate'), {
      ...{ requestKey, basis, spki, proof, cardId, ...request },
      ...(/^(organisation|citizen)-/.test(profile) ? { isTest: true } : { holder: randomUUID() }),
    })
  }

  for (const [profile, row] of Object.entries(persons))
    it(`${profile} (${row.source})`, async () => {
      const id = profile as IssueCertificate['profile']
      assertRow(row, valueOf(await issuePerson(id, row.lastDay)).der)
      const longer = await issuePerson(id, row.tooLong ?? '')
      assert.equal(!longer.ok && longer.refusal.kind, 'validity-not-acceptable')
    })

  for (const profile of ['staff-authentication', 'actor-authentication'] as const)
    it(`${profile} for e-mail (${ofEmail.source})`, async () => {
      const ec = { email: 'aino.esimerkki@sairaala.example.fi' }
      assertRow(ofEmail, valueOf(await issuePerson(profile, ofEmail.lastDay, ec)).der)
      const rsa = { ...ec, key: aCardKey('RSA-3072') }
      const { critical, others } = printedOf(
        valueOf(await issuePerson(profile, ofEmail.lastDay, rsa)).der,
      )
      assert.deepEqual(critical, usage('Digital Signature, Key Encipherment'))
      for (const name of ['X509v3 Extended Key Usage', 'X509v3 Subject Alternative Name'])
        assert.equal(others[name], ofEmail.others[name])
    })

  it('no other certificate of a person has an address for e-mail (RFC 8550 § 3; EN 319 412-2 § 4.3.2, type A)', async () => {
    for (const [profile, { lastDay }] of Object.entries(persons)) {
      if (profile === 'staff-authentication' || profile === 'actor-authentication') continue
      const id = profile as IssueCertificate['profile']
      const issued = await issuePerson(id, lastDay, { email: 'aino@sairaala.example.fi' })
      assert.equal(!issued.ok && issued.refusal.kind, 'lint-failed', profile)
    }
  })

  for (const [profile, keyUsage] of [
    ['professional-authentication', 'Digital Signature, Key Encipherment'],
    ['professional-signature', 'Non Repudiation'],
  ] as const)
    it(`${profile}, RSA key (${s2}; RFC 5280 § 4.2.1.12 for clientAuth: no dataEncipherment)`, async () => {
      const key = aCardKey('RSA-3072')
      const issued = await issuePerson(profile, '2031-11-24', { key })
      const { critical, others } = printedOf(valueOf(issued).der)
      assert.deepEqual(critical, usage(keyUsage))
      assert.match(
        others['X509v3 Certificate Policies'] ?? '',
        new RegExp(`Policy: ${arc}.1.301.5 `),
      )
    })

  const issueService = (
    profile: 'server' | 'system-signature',
    key: 'EC' | 'RSA',
    { validityDays, by = certificates }: { validityDays: number; by?: Certificates },
  ) => {
    const { privateKey, publicKey } =
      key === 'RSA'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const tbs = encodeTbsRequest({
      subject: [
        {
          type: attributeTypes.commonName,
          value: profile === 'server' ? 'kanta.example.fi' : 'Järjestelmä',
        },
      ],
      subjectPublicKeyInfo: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
      extensions:
        profile === 'server'
          ? [
              subjectAltName([
                { kind: 'dns', value: 'kanta.example.fi' },
                { kind: 'ip', value: '192.0.2.1' },
              ]),
            ]
          : [],
    })
    const request = assembleCertificateRequest({
      ...{ tbs, signature: new Uint8Array(sign('sha256', tbs, privateKey)) },
      signatureAlgorithm: key === 'RSA' ? 'rsa-sha256' : 'ecdsa-sha256',
    })
    // The key decides the tree; here there are CAs with EC keys alone, which certify RSA keys of services too.
    return by.certifyClient(aPermit('certificates.registerClient'), {
      // The signer of a test needs no evidence.
      ...{ request, approval: { statement: new Uint8Array(), approvals: [] } },
      rules: {
        ...{ profile, family: 'ecc', organisation: 'Esimerkkilän sairaala', unit: 'Apteekki' },
        ...{ organisationOid: '1.2.246.10.22454399.10.1', validityDays },
        ...(profile === 'server'
          ? { dnsNames: ['kanta.example.fi'], addresses: ['192.0.2.1'], commonNames: [] }
          : { dnsNames: [], commonNames: ['Järjestelmä'] }),
      },
    })
  }
  /** The day of issuing counts. */
  const daysTo = (day: string): number =>
    1 + Math.round((Date.parse(day) - Date.parse('2026-11-24')) / 86_400_000)

  for (const [name, row] of Object.entries<Row>(services))
    it(`${name} (${row.source})`, async () => {
      const profile = name.startsWith('server') ? 'server' : 'system-signature'
      const key = name.includes('RSA') ? 'RSA' : 'EC'
      const issued = await issueService(profile, key, { validityDays: daysTo(row.lastDay) })
      assertRow(row, valueOf(issued).der)
      const longer = await issueService(profile, key, { validityDays: daysTo(row.tooLong ?? '') })
      assert.equal(!longer.ok && longer.refusal.kind, 'lint-failed')
    })

  for (const [id, row] of Object.entries(cas))
    it(`the CA ${id} (${row.source})`, () => {
      const issuer = testCa.issuers.find(id)
      assert.ok(issuer)
      assertRow(row, issuer.certificate.der)
    })

  it('the CA of temporary certificates names their policies after its own (RFC 5280 § 6.1.3 (d), W9)', () => {
    const { certificate } = testCa.issuers.current('temporary', 'ecc')
    const printed = printedOf(certificate.der).others['X509v3 Certificate Policies'] ?? ''
    assert.deepEqual(
      [...printed.matchAll(/Policy: (\S+) CPS: (\S+)/g)].map(([, oid, cps]) => [oid, cps]),
      [
        [`${arc}.1.351.6`, 'http://localhost:8081/policies/temporary-ecc'],
        [`${arc}.1.355.6`, 'http://localhost:8081/policies/temporary-professional-ecc'],
        [`${arc}.1.355.8`, 'http://localhost:8081/policies/temporary-member-ecc'],
      ],
    )
  })

  it(`the OCSP responder (${responder.source})`, async () => {
    const { spki, proof } = aCardKey('P-256')
    const issued = await certificates.issueResponderCertificate(
      aPermit('certificates.issueCertificate'),
      {
        ...{ requestKey: 'responder', spki, proof },
        issuer: testCa.issuers.current('professional', 'ecc').id,
      },
    )
    assertRow(responder, valueOf(issued).der)
  })

  it('QCStatements are in signature and seal certificates of a qualified CA alone (EN 319 412-5 § 4.2, § 5)', async () => {
    const by = ofCa(qualifiedCa)
    const statementsOf = (der: Uint8Array): readonly string[] => {
      const text = execFileSync('openssl', ['asn1parse', '-inform', 'DER', '-oid', '/dev/null'], {
        input: der,
        encoding: 'utf8',
      })
      const [, dump] = /OBJECT +:qcStatements\n.*\[HEX DUMP\]:([0-9A-F]+)\n/.exec(text) ?? []
      if (dump === undefined) return []
      const inner = execFileSync('openssl', ['asn1parse', '-inform', 'DER'], {
        input: Buffer.from(dump, 'hex'),
        encoding: 'utf8',
      })
      return [...inner.matchAll(/OBJECT +:(\S+)/g)]
        .map(([, oid = '']) => oid)
        .filter((oid) => oid !== '0.4.0.1862.1.6')
    }
    for (const [profile, expected] of Object.entries(qualified)) {
      const issued =
        profile === 'system-signature'
          ? await issueService(profile, 'EC', { validityDays: 365, by })
          : await issuePerson(profile as IssueCertificate['profile'], '2030-01-01', { by })
      if (profile === 'system-signature') {
        // A qualified seal must name the organisation's number, which no rule of a client has yet.
        assert.equal(!issued.ok && issued.refusal.kind, 'lint-failed')
        continue
      }
      assert.deepEqual(
        statementsOf(valueOf(issued).der),
        expected.map((name) => qcOids[name]),
        profile,
      )
      const plain = await issuePerson(profile as IssueCertificate['profile'], '2030-01-01')
      assert.deepEqual(statementsOf(valueOf(plain).der), [])
    }
  })
})

type Printed = Pick<Row, 'subject' | 'critical' | 'others' | 'lastDay'>

/** What openssl reads in a certificate; values on one line, and what every key or serial number changes left out. */
function printedOf(der: Uint8Array): Printed {
  const openssl = (...words: readonly string[]) =>
    execFileSync('openssl', ['x509', '-inform', 'DER', '-noout', ...words], {
      input: der,
      encoding: 'utf8',
    })
  const text = openssl('-text', '-nameopt', 'utf8')
  const [, extensions = ''] =
    /X509v3 extensions:\n([\s\S]*?)\n {4}Signature Algorithm/.exec(text) ?? []
  const critical: Record<string, string> = {}
  const others: Record<string, string> = {}
  for (const part of extensions.split(/\n(?= {12}\S)/)) {
    const [head = '', ...lines] = part.split('\n')
    const [, name = '', mark] = /^ *(.+?): ?(critical)?$/.exec(head.trimEnd()) ?? []
    const value = lines.join(' ').replaceAll(/\s+/g, ' ').trim()
    const fixed = name.endsWith('Key Identifier')
      ? value.replace(/^[0-9A-F:]+$/, '<key>')
      : value.replace(/\/\d\.crl$/, '/<shard>.crl')
    ;(mark === undefined ? others : critical)[name] = fixed
  }
  const subject = [
    ...openssl('-subject', '-nameopt', 'utf8,sep_multiline').matchAll(/^ {4}(\w+)=/gm),
  ]
  const end = new Date(openssl('-enddate').replace('notAfter=', ''))
  return {
    ...{ critical, others, subject: subject.map(([, name]) => name).join(' ') },
    // To the end of the day in Helsinki (domain.md § 1.3).
    lastDay: new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Helsinki' }).format(end),
  }
}

function assertRow(row: Row, der: Uint8Array): void {
  const { subject, critical, others, lastDay } = row
  assert.deepEqual(printedOf(der), { subject, critical, others, lastDay })
}
