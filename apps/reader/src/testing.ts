import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { day, hour, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { StartedCard } from '@sotevarmenne/smartcard/personaliser'
import type { CardCertificates } from '@sotevarmenne/smartcard/words'
import { keyIdentifier, signData } from '@sotevarmenne/x509/algorithms'
import {
  assembleCertificate,
  encodeTbsCertificate,
  formatSerial,
} from '@sotevarmenne/x509/certificate'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import {
  authorityInfoAccess,
  basicConstraints,
  crlDistributionPoints,
  keyUsage,
  type KeyUsage,
} from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  encodeResponseData,
  type CertificateStatus,
} from '@sotevarmenne/x509/ocsp'
import { attributeTypes } from '@sotevarmenne/x509/oids'

/** The data in an invented holder's certificates. */
export type InventedHolder = {
  readonly givenName: string
  readonly surname: string
  readonly title: string
  readonly registrationNumber: string
}

export const aino: InventedHolder = {
  givenName: 'Aino',
  surname: 'Esimerkki',
  title: 'Sairaanhoitaja',
  registrationNumber: '00198706129',
}

/**
 * Certificates of a test card under a root and an issuing CA of its own, valid for a year from the instant.
 * They name the revocation service, if there is one.
 */
export const issueFrom =
  (
    notBefore: Instant,
    { givenName, surname, title, registrationNumber } = aino,
    service?: Pick<RevocationService, 'url' | 'serve'>,
  ) =>
  ({ keys }: Pick<StartedCard, 'keys'>): CardCertificates => {
    const root = ca('TEST root')
    const issuer = ca('TEST issuer')
    service?.serve(issuer)
    const places = service && [
      authorityInfoAccess({ ocsp: [`${service.url}/ocsp`], caIssuers: [] }),
      crlDistributionPoints([`${service.url}/list.crl`]),
    ]
    const issue = (of: Named, by: Named, key: Uint8Array, usage: KeyUsage) => {
      const tbs = encodeTbsCertificate({
        serial: Uint8Array.of(0x40, ...randomBytes(15)),
        signatureAlgorithm: 'ecdsa-sha384',
        issuer: encodeName(by.name),
        notBefore: instant(Math.floor(notBefore / 1000) * 1000),
        notAfter: plus(instant(Math.floor(notBefore / 1000) * 1000), 365 * day),
        subject: of.name,
        subjectPublicKeyInfo: key,
        extensions:
          usage === 'keyCertSign'
            ? [basicConstraints({ cA: true }), keyUsage([usage, 'cRLSign'])]
            : [basicConstraints({ cA: false }), keyUsage([usage]), ...(places ?? [])],
      })
      const signature = signData('ecdsa-sha384', by.privateKey, tbs)
      return assembleCertificate({ tbs, signatureAlgorithm: 'ecdsa-sha384', signature })
    }
    const subject: Name = [
      { type: attributeTypes.commonName, value: `${givenName} ${surname} ${registrationNumber}` },
      { type: attributeTypes.givenName, value: givenName },
      { type: attributeTypes.surname, value: surname },
      { type: attributeTypes.title, value: title },
      { type: attributeTypes.serialNumber, value: registrationNumber },
    ]
    const holder = { ...root, name: subject }
    const keyOf = (purpose: string) => {
      const key = keys.find((each) => each.purpose === purpose)
      if (!key) throw new Error(`the card generated no key for ${purpose}`)
      return key.spki
    }
    return {
      authentication: issue(holder, issuer, keyOf('authentication'), 'digitalSignature'),
      signature: issue(holder, issuer, keyOf('signature'), 'nonRepudiation'),
      issuer: issue(issuer, root, issuer.spki, 'keyCertSign'),
      root: issue(root, root, root.spki, 'keyCertSign'),
    }
  }

/** A revocation service on this machine, by OCSP and CRL, of the issuer that it was given. */
export type RevocationService = {
  readonly url: string
  readonly serve: (issuer: Named) => void
  /** Of the certificates with these serial numbers; all others are good. */
  readonly statuses: Map<string, CertificateStatus>
  /** What it serves; the rest gets 503. */
  readonly offers: { ocsp: boolean; crl: boolean }
  /** Who signs instead of the issuer. */
  signer: Named | undefined
  readonly close: () => void
}

/** From the instant its responses and CRLs hold for an hour. */
export async function startRevocationService(now: () => Instant): Promise<RevocationService> {
  let issuer: Named | undefined
  const server = createServer((request, response) => {
    const kind = request.url === '/ocsp' ? 'ocsp' : 'crl'
    if (!issuer || !service.offers[kind]) {
      response.writeHead(503).end()
      return
    }
    const signing = { name: issuer.name, by: service.signer ?? issuer, at: now() }
    if (kind === 'crl') response.end(crlOf(service.statuses, signing))
    else
      void buffer(request).then((body) =>
        response.end(ocspResponseTo(new Uint8Array(body), service.statuses, signing)),
      )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const service: RevocationService = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    serve: (given) => {
      issuer = given
    },
    statuses: new Map(),
    offers: { ocsp: true, crl: true },
    signer: undefined,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return service
}

type Signing = { readonly name: Name; readonly by: Named; readonly at: Instant }
const signatureAlgorithm = 'ecdsa-sha384'
const wholeSecond = (at: Instant) => instant(Math.floor(at / second) * second)

function ocspResponseTo(
  request: Uint8Array,
  statuses: RevocationService['statuses'],
  { by, at }: Signing,
): Uint8Array {
  const requested = decodeOcspRequest(request)
  if (!requested.ok) throw new Error('malformed OCSP request')
  const thisUpdate = wholeSecond(at)
  const tbs = encodeResponseData({
    responderKeyHash: keyIdentifier(by.spki) ?? new Uint8Array(0),
    producedAt: thisUpdate,
    nonce: requested.value.nonce,
    responses: requested.value.requests.map(({ certId, certIdDer }) => ({
      ...{ certIdDer, thisUpdate, nextUpdate: plus(thisUpdate, hour) },
      status: statuses.get(formatSerial(certId.serial)) ?? { kind: 'good' },
    })),
  })
  const signature = signData(signatureAlgorithm, by.privateKey, tbs)
  return assembleOcspResponse({ tbs, signatureAlgorithm, signature, certificates: [] })
}

function crlOf(statuses: RevocationService['statuses'], { name, by, at }: Signing): Uint8Array {
  const thisUpdate = wholeSecond(at)
  const tbs = encodeTbsCertificateList({
    ...{ signatureAlgorithm, issuer: encodeName(name), number: BigInt(at) },
    ...{ thisUpdate, nextUpdate: plus(thisUpdate, hour), distributionPoint: undefined },
    authorityKeyIdentifier: keyIdentifier(by.spki) ?? new Uint8Array(0),
    entries: [...statuses].flatMap(([serial, status]) =>
      status.kind === 'revoked'
        ? [{ ...status, serial: new Uint8Array(Buffer.from(serial, 'hex')) }]
        : [],
    ),
  })
  const signature = signData(signatureAlgorithm, by.privateKey, tbs)
  return assembleCertificateList({ tbs, signatureAlgorithm, signature })
}

/** A CA with its key. */
export type Named = {
  readonly name: Name
  readonly privateKey: KeyObject
  readonly spki: Uint8Array
}

export function ca(commonName: string): Named {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  return { name: named(commonName), privateKey, spki }
}

const named = (commonName: string): Name => [{ type: attributeTypes.commonName, value: commonName }]
