import { second } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { Evidence } from './evidence.ts'
import { bytesOverHttp } from './bytes-over-http.ts'
import { maxOcspResponseBytes } from './query-ocsp.ts'

/**
 * Fetches status evidence for the certificates of a chain, except the anchor. Evidence that can't be fetched
 * is left out, and nothing is checked: `verifySignature` does that.
 */
export type GatherEvidence = (
  chain: readonly Certificate[],
) => Promise<Pick<Evidence, 'ocspResponses' | 'crls'>>

const milliseconds = 10 * second
const maxCrlBytes = 1024 * 1024

/**
 * From the URLs in the certificates: an OCSP response, else the CRL. The chain must have been verified
 * before: anybody can write any URL into their own certificate.
 */
export const gatherEvidenceByHttp: GatherEvidence = async (chain) => {
  const found = await Promise.all(
    chain.slice(0, -1).map(async (certificate, depth) => {
      const issuer = chain[depth + 1]
      const response = issuer && (await ocspResponse(certificate, issuer))
      return response === undefined
        ? { response, crl: await crlFor(certificate) }
        : { response, crl: undefined }
    }),
  )
  return {
    ocspResponses: found.flatMap(({ response }) => (response === undefined ? [] : [response])),
    crls: found.flatMap(({ crl }) => (crl === undefined ? [] : [crl])),
  }
}

async function ocspResponse(
  { known, serial }: Certificate,
  issuer: Certificate,
): Promise<Uint8Array | undefined> {
  const url = known.authorityInfoAccess?.ocsp[0]
  if (url === undefined) return undefined
  // Without a nonce: the response is stored and checked again when the request no longer exists.
  const body = encodeOcspRequest([certIdFor({ hashAlgorithm: 'sha1', issuer, serial })], undefined)
  const request = { type: 'application/ocsp-request', body }
  return bytesOverHttp(url, { request, milliseconds, maxBytes: maxOcspResponseBytes })
}

async function crlFor({ known }: Certificate): Promise<Uint8Array | undefined> {
  const url = known.crlDistributionPoints?.[0]
  return url === undefined ? undefined : bytesOverHttp(url, { milliseconds, maxBytes: maxCrlBytes })
}
