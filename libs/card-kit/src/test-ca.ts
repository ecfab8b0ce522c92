import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
import type { IssuerFacts } from '@sotevarmenne/issuing/domain/issuer'
import type { LintIssuer } from '@sotevarmenne/issuing/domain/lint-subject'
import type { ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import { readCas } from '@sotevarmenne/issuing/issuer-file'
import type { TestPerson } from '@sotevarmenne/identifiers/test-people'
import { day, hour, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import type { CardKey } from '@sotevarmenne/smartcard/card-keys'
import type { CardCertificates, KeyPurpose } from '@sotevarmenne/smartcard/words'
import { keyIdentifier, signData } from '@sotevarmenne/x509/algorithms'
import {
  assembleCertificate,
  decodeCertificate,
  formatSerial,
  type Certificate,
} from '@sotevarmenne/x509/certificate'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { equalBytes } from '@sotevarmenne/x509/der'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  encodeResponseData,
  ocspError,
  type CertificateStatus,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'

/** A CA certificate of the kit, as the addresses name it: `test-root-g1-ecc`, `test-g1-ecc`. */
export type KitCa = {
  readonly id: string
  readonly certificate: Uint8Array
  /** The response in DER to an OCSP request. */
  readonly respondOcsp: (request: Uint8Array) => Uint8Array
  readonly crl: () => Uint8Array
}

/**
 * The test CA of one start of the kit: a root and the CA that certifies cards. Their keys are generated at each
 * start and are nowhere but in memory; their names say that they are of the kit, and their policy that a
 * certificate proves nothing about anybody.
 */
export type KitTestCa = {
  readonly root: KitCa
  readonly issuer: KitCa
  readonly certify: (person: TestPerson, keys: readonly CardKey[]) => CardCertificates
  readonly setStatus: (certificate: Uint8Array, status: CertificateStatus) => void
}

type Signer = { readonly key: KeyObject; readonly algorithm: SignatureAlgorithm }
type CaWithKey = LintIssuer & Signer & { readonly certificate: Uint8Array }

export function createTestCa({
  url,
  now,
}: {
  readonly url: string
  readonly now: () => Instant
}): KitTestCa {
  const begin = now()
  // The same profiles, policies and addresses as those of the service’s own test CA.
  const facts = readCas({ validationUrl: url, isWanted: ({ family }) => family === 'ecc' }).issuers
  const root = makeCa(
    ofKit(
      'Root CA',
      facts.find((each) => each.isForTests === true),
    ),
    begin,
  )
  const issuer = makeCa(
    ofKit(
      'CA for Test Purposes',
      facts.find(({ role }) => role === 'test'),
    ),
    begin,
    root,
  )
  const responder = makeResponder(issuer, begin)
  /** By serial number; a certificate that is not here was never issued. */
  const statuses = new Map<string, CertificateStatus>()
  statuses.set(serialOfDer(issuer.certificate), { kind: 'good' })
  const served = (
    ca: CaWithKey,
    by: Signer & { readonly spki: Uint8Array; readonly chain: readonly Uint8Array[] },
  ) => ({
    id: ca.id,
    certificate: ca.certificate,
    respondOcsp: (request: Uint8Array) => respondOcsp(request, { ca, by, statuses, at: now() }),
    crl: () => crlOf(ca, { statuses, at: now() }),
  })
  return {
    root: served(root, { ...root, chain: [] }),
    issuer: served(issuer, responder),
    certify: (person, keys) => {
      const issue = (purpose: KeyPurpose) => {
        const spki = keys.find((each) => each.purpose === purpose)?.spki
        if (!spki) throw new Error(`the card generated no key for ${purpose}`)
        const der = certify(issuer, {
          profile: `professional-${purpose}`,
          subject: subjectOf(person),
          spki,
          begin: now(),
          end: endOfDay(addYears(dateInHelsinki(now()), 1)),
        })
        statuses.set(serialOfDer(der), { kind: 'good' })
        return der
      }
      return {
        authentication: issue('authentication'),
        signature: issue('signature'),
        issuer: issuer.certificate,
        root: root.certificate,
      }
    },
    setStatus: (certificate, status) => {
      statuses.set(serialOfDer(certificate), status)
    },
  }
}

const ofKit = (name: string, facts: IssuerFacts | undefined): IssuerFacts => {
  if (!facts) throw new Error('the CA file has no CA for tests')
  return { ...facts, organisation: 'TEST card kit', commonName: `TEST card kit ${name}` }
}

function makeCa(facts: IssuerFacts, at: Instant, by?: CaWithKey): CaWithKey {
  const { privateKey: key, spki } = newKey('P-384')
  // Longer than cards, which last for a year.
  const notAfter = endOfDay(addYears(dateInHelsinki(at), by ? 2 : 3))
  const unsigned: LintIssuer & Signer = {
    ...facts,
    ...{ key, algorithm: 'ecdsa-sha384', signatureAlgorithm: 'ecdsa-sha384', spki },
    subjectDer: encodeName(caSubject(facts)),
    subjectKeyIdentifier: identifierOf(spki),
    notBefore: plus(at, -day),
    notAfter,
  }
  const certificate = certify(by ?? unsigned, {
    profile: by ? 'ca-issuing' : 'ca-root',
    ca: facts,
    subject: caSubject(facts),
    spki,
    begin: at,
    end: notAfter,
  })
  return { ...unsigned, certificate }
}

function makeResponder(issuer: CaWithKey, at: Instant) {
  const { privateKey: key, spki } = newKey('P-256')
  const certificate = certify(issuer, {
    profile: 'ocsp-responder',
    subject: caSubject({ ...issuer, commonName: issuer.responderName }),
    spki,
    begin: at,
    end: endOfDay(addDays(dateInHelsinki(at), 89)),
  })
  return { key, spki, algorithm: 'ecdsa-sha256', chain: [certificate] } as const
}

function certify(
  issuer: LintIssuer & Signer,
  {
    profile,
    ca,
    subject,
    spki,
    begin,
    end,
  }: {
    readonly profile: ProfileId
    readonly ca?: IssuerFacts
    readonly subject: Name
    readonly spki: Uint8Array
    readonly begin: Instant
    readonly end: Instant
  },
): Uint8Array {
  const tbs = encodeToBeSigned({
    ...{ profile, issuer, subject, spki, notAfter: end },
    ...(ca && { ca }),
    serial: serialOf(randomBytes(16)),
    keyIdentifier: identifierOf(spki),
    // A machine whose clock is behind takes part too.
    notBefore: wholeSecond(plus(begin, -hour)),
  })
  return assembleCertificate({ tbs, ...signed(issuer, tbs) })
}

/** As on the cards of professionals. */
const subjectOf = ({
  registrationNumber,
  givenNames,
  surname,
  right,
  doctorId,
}: TestPerson): Name => [
  { type: attributeTypes.countryName, value: 'FI' },
  { type: attributeTypes.serialNumber, value: registrationNumber },
  { type: attributeTypes.givenName, value: givenNames },
  { type: attributeTypes.surname, value: surname },
  { type: attributeTypes.title, value: right.fi },
  ...(doctorId === undefined ? [] : [{ type: attributeTypes.pseudonym, value: doctorId }]),
  {
    type: attributeTypes.commonName,
    value: commonNameOf(`${surname} ${givenNames}`, registrationNumber),
  },
]

/** At most 64 characters (RFC 5280, appendix A.1, ub-common-name). */
const commonNameOf = (name: string, number: string): string =>
  `${name.slice(0, 63 - number.length).trimEnd()} ${number}`

function respondOcsp(
  request: Uint8Array,
  {
    ca,
    by,
    statuses,
    at,
  }: {
    readonly ca: CaWithKey
    readonly by: Signer & { readonly spki: Uint8Array; readonly chain: readonly Uint8Array[] }
    readonly statuses: ReadonlyMap<string, CertificateStatus>
    readonly at: Instant
  },
): Uint8Array {
  const requested = decodeOcspRequest(request)
  if (!requested.ok) return ocspError('malformedRequest')
  const { requests, nonce } = requested.value
  const issuer = decoded(ca.certificate)
  const isOurs = requests.every(({ certId }) => {
    const own = certIdFor({ ...certId, issuer })
    return (
      equalBytes(certId.issuerKeyHash, own.issuerKeyHash) &&
      equalBytes(certId.issuerNameHash, own.issuerNameHash)
    )
  })
  if (!isOurs) return ocspError('unauthorized')
  const thisUpdate = wholeSecond(at)
  const tbs = encodeResponseData({
    responderKeyHash: identifierOf(by.spki),
    producedAt: thisUpdate,
    nonce,
    responses: requests.map(({ certId, certIdDer }) => ({
      ...{ certIdDer, thisUpdate, nextUpdate: plus(thisUpdate, hour) },
      status: statuses.get(formatSerial(certId.serial)) ?? { kind: 'unknown' },
    })),
  })
  return assembleOcspResponse({ tbs, ...signed(by, tbs), certificates: by.chain })
}

function crlOf(
  ca: CaWithKey,
  {
    statuses,
    at,
  }: { readonly statuses: ReadonlyMap<string, CertificateStatus>; readonly at: Instant },
): Uint8Array {
  const thisUpdate = wholeSecond(at)
  const tbs = encodeTbsCertificateList({
    ...{ signatureAlgorithm: ca.signatureAlgorithm, issuer: ca.subjectDer, number: BigInt(at) },
    ...{ thisUpdate, nextUpdate: plus(thisUpdate, hour) },
    authorityKeyIdentifier: ca.subjectKeyIdentifier,
    entries:
      ca.role === 'root'
        ? []
        : [...statuses].flatMap(([serial, status]) =>
            status.kind === 'revoked'
              ? [{ ...status, serial: new Uint8Array(Buffer.from(serial, 'hex')) }]
              : [],
          ),
  })
  return assembleCertificateList({ tbs, ...signed(ca, tbs) })
}

const signed = ({ key, algorithm }: Signer, tbs: Uint8Array) => ({
  signatureAlgorithm: algorithm,
  signature: signData(algorithm, key, tbs),
})

function newKey(namedCurve: 'P-256' | 'P-384') {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
  return { privateKey, spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })) }
}

function identifierOf(spki: Uint8Array): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (!identifier) throw new Error('newly generated key has no key identifier')
  return identifier
}

const serialOfDer = (der: Uint8Array): string => formatSerial(decoded(der).serial)

function decoded(der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der)
  if (!certificate.ok) throw new Error('the kit cannot read its own certificate')
  return certificate.value
}

const wholeSecond = (at: Instant): Instant => instant(Math.floor(at / second) * second)
