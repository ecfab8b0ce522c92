import { fetchAtNodes, report, type Context, type Watched } from './context.ts'
import {
  ocspRequest,
  readCertificate,
  readOcspResponse,
  type CrlFacts,
  type OcspFacts,
} from './openssl.ts'

/** The certificate of the issuer, where a certificate says that it is (RFC 5280 § 4.2.2.1). */
export async function watchCaCertificate(
  context: Context,
  address: string,
  expected: Watched,
): Promise<void> {
  for (const { node, read } of await fetchAtNodes(context, { address }, readCertificate))
    if (read.fingerprint !== expected.facts.fingerprint)
      report(
        context,
        address,
        [{ kind: 'another-certificate', detail: `it is that of ${read.subject}` }],
        node,
      )
}

/** What OCSP says of a certificate, at every node: verified, in time, and the same as the CRLs. */
export async function watchOcsp(
  context: Context,
  address: string,
  {
    of,
    issuer,
    trusted,
    crls,
  }: {
    readonly of: Watched
    readonly issuer: Watched
    /** PEM file of the CA certificates that a responder's certificate may come from. */
    readonly trusted: string
    readonly crls: readonly CrlFacts[]
  },
): Promise<void> {
  const { now, config, write } = context
  const files = { ca: issuer.file, certificate: of.file, trusted }
  const { serial } = of.facts
  const isListed = crls.some(({ entries }) => entries.has(serial))
  const differs = ({ status, revokedAt }: OcspFacts): boolean =>
    status === 'unknown' ||
    (isListed && status === 'good') ||
    (!isListed && revokedAt !== undefined && areAllAfter(revokedAt + config.visibleWithin))
  const areAllAfter = (at: number): boolean =>
    crls.length > 0 && crls.every(({ thisUpdate }) => thisUpdate > at)
  const fetched = await fetchAtNodes(
    context,
    { address, body: await ocspRequest(files) },
    async (response) => readOcspResponse({ ...files, response: await write(response) }),
  )
  for (const { node, read } of fetched) {
    if (read.nextUpdate <= now)
      report(context, address, [{ kind: 'expired', detail: `the response about ${serial}` }], node)
    if (differs(read)) {
      const detail = `${serial} is ${read.status}, and on ${isListed ? 'a' : 'no'} CRL`
      report(context, address, [{ kind: 'ocsp-differs', detail }], node)
    }
  }
}
