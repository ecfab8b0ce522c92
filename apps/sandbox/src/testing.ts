import { sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { signData } from '@sotevarmenne/x509/algorithms'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { beginSignature, finishSignature } from '@sotevarmenne/signatures/signed-data'
import { equalBytes } from '@sotevarmenne/x509/der'
import {
  authorityInfoAccess,
  basicConstraints,
  crlDistributionPoints,
  keyUsage,
  type KeyUsage,
} from '@sotevarmenne/x509/extensions'
import type { Name } from '@sotevarmenne/x509/names'
import type { CertificateStatus } from '@sotevarmenne/x509/ocsp'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { Site } from '@sotevarmenne/pages/page'
import { respondToOcsp } from './environment/respond-to-ocsp.ts'
import { certify, decoded, newKeyed, type Keyed } from './environment/certify.ts'
import { listOf } from './environment/list-of.ts'

/** A key in software, with the certificates that a card would carry. */
export type SoftwareCard = {
  readonly privateKey: KeyObject
  /** DER: the certificates of the holder, the issuing CA and the root. */
  readonly chain: readonly Uint8Array[]
  /** What the signing API would return to a page that requests a signature of this. */
  readonly prove: (text: string) => {
    readonly signature: string
    readonly signatureAlgorithm: string
    readonly chain: readonly string[]
  }
  /** The same for any request of the page: a signature, or a signed message around it. */
  readonly response: (requested: RequestedToSign) => Promise<{
    readonly signature: string
    readonly signatureAlgorithm: string
    readonly chain: readonly string[]
  }>
}

/** What a page requests from the signing API, as far as the response depends on it. */
export type RequestedToSign = {
  /** Base64. */
  readonly content: string
  readonly contentType?: 'data' | 'digest'
  readonly signatureType?: 'signature' | 'cms' | 'cms-pades'
}

/** A CA with its OCSP responder on a free port of this machine. */
export type TestCa = {
  readonly url: string
  readonly issue: (usage: 'digitalSignature' | 'nonRepudiation', surname?: string) => SoftwareCard
  /** From now on the certificate of the card has this status. */
  readonly setStatus: (card: SoftwareCard, status: CertificateStatus) => void
  readonly close: () => Promise<void>
}

const algorithm = 'ecdsa-sha384'

/** Its certificates are valid from a day before the instant, for a year. */
export async function startTestCa(now: Instant): Promise<TestCa> {
  const statuses: { readonly serial: Uint8Array; readonly status: CertificateStatus }[] = []
  const root = newKeyed(named('TEST root'))
  const issuer = newKeyed(named('TEST professional issuer'))
  const certificates = new Map<string, Uint8Array>()

  const server = createServer((request, response) => {
    const found = certificates.get(request.url ?? '')
    if (request.method === 'GET') {
      response.writeHead(found ? 200 : 404).end(found)
      return
    }
    const chunks: Uint8Array[] = []
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    request.on('end', () => {
      response.end(reply(new Uint8Array(Buffer.concat(chunks))))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('server has no TCP port')
  const url = `http://127.0.0.1:${String(address.port)}`

  const certified = (subject: Pick<Keyed, 'name' | 'spki'>, by: Keyed, usage: KeyUsage) => {
    const isCa = usage === 'keyCertSign'
    return certify({
      ...{ subject, by, notBefore: plus(now, -day), notAfter: plus(now, 365 * day) },
      extensions: [
        basicConstraints({ cA: isCa }),
        keyUsage(isCa ? ['keyCertSign', 'cRLSign'] : [usage]),
        ...(isCa
          ? [crlDistributionPoints([`${url}/root.crl`])]
          : [authorityInfoAccess({ ocsp: [url], caIssuers: [] })]),
      ],
    })
  }

  const reply = (request: Uint8Array): Uint8Array => {
    const answered = respondToOcsp(request, {
      ...{ by: issuer, at: now },
      statusOf: (requested) =>
        statuses.findLast(({ serial }) => equalBytes(serial, requested))?.status ?? {
          kind: 'good',
        },
    })
    if (!answered) throw new Error('malformed request')
    return answered
  }

  const rootDer = certified(root, root, 'keyCertSign')
  const issuerDer = certified(issuer, root, 'keyCertSign')
  certificates.set('/root.crl', listOf(root, now))
  certificates.set('/ca/root-g1-ecc.crt', rootDer)
  certificates.set('/ca/professional-g1-ecc.crt', issuerDer)

  return {
    url,
    issue: (usage, surname = 'Esimerkki') => {
      const { privateKey, spki } = newKeyed([])
      const leaf = certified({ name: subjectOf(surname), spki }, issuer, usage)
      const chain = [leaf, issuerDer, rootDer]
      const encoded = chain.map((der) => Buffer.from(der).toString('base64'))
      const answered = (signature: Uint8Array) => ({
        signature: Buffer.from(signature).toString('base64'),
        signatureAlgorithm: 'SHA384withECDSA',
        chain: encoded,
      })
      return {
        privateKey,
        chain,
        prove: (text) => answered(sign('sha384', Buffer.from(text), privateKey)),
        response: async (requested) =>
          answered(await signatureRequested(requested, { chain, privateKey })),
      }
    },
    setStatus: (card, status) => {
      statuses.push({ serial: leafOf(card).serial, status })
    },
    close: async () => {
      const closed = once(server, 'close')
      server.closeAllConnections()
      server.close()
      await closed
    },
  }
}

/**
 * As the reader software responds: the signature alone, or a signed message with it (CAdES or PAdES B-B).
 */
async function signatureRequested(
  { content, contentType = 'data', signatureType = 'signature' }: RequestedToSign,
  { chain, privateKey }: Pick<SoftwareCard, 'chain' | 'privateKey'>,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(Buffer.from(content, 'base64'))
  if (signatureType === 'signature') return sign('sha384', bytes, privateKey)
  const begun = await beginSignature({
    form:
      signatureType === 'cms'
        ? { kind: 'cades', signingTime: instant(Date.now()) }
        : { kind: 'pades' },
    certificate: leafOf({ chain }),
    algorithm,
    messageDigest: contentType === 'digest' ? bytes : await digestOf('sha384', bytes),
  })
  if (!begun.ok) throw new Error(`software card cannot start a signature: ${begun.refusal.kind}`)
  return finishSignature(begun.value, {
    signature: signData(algorithm, privateKey, begun.value.toBeSigned),
    certificates: chain,
    ...(signatureType === 'cms' && { content: bytes }),
  })
}

/** A minimal site, for pages by themselves. */
export const aSite: Site = { name: { fi: 'x', sv: 'x', en: 'x' }, home: '/', path: '/', style: '' }

export const leafOf = ({ chain: [der] }: Pick<SoftwareCard, 'chain'>): Certificate =>
  decoded(der ?? new Uint8Array())

const named = (commonName: string): Name => [{ type: attributeTypes.commonName, value: commonName }]

const subjectOf = (surname: string): Name => [
  { type: attributeTypes.commonName, value: `Aino ${surname}` },
  { type: attributeTypes.givenName, value: 'Aino' },
  { type: attributeTypes.surname, value: surname },
  { type: attributeTypes.title, value: 'Sairaanhoitaja' },
  { type: attributeTypes.serialNumber, value: surname === 'Esimerkki' ? '00198706129' : '1' },
]
