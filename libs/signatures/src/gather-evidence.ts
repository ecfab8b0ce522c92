import { second } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { Evidence } from './evidence.ts'
import { octetsOverHttp } from './octets-over-http.ts'

/**
 * Fetches what shows the status of the certificates of a chain, the anchor's excepted. What can't be had is left out, and
 * nothing is judged: `verifySignature` does that.
 */
export type GatherEvidence = (
  chain: readonly Certificate[],
) => Promise<Pick<Evidence, 'ocspResponses' | 'lists'>>

const milliseconds = 10 * second
const longestAnswer = 64 * 1024
const longestList = 1024 * 1024

/**
 * From the addresses that the certificates state: an OCSP answer, else the list. The chain must have been verified before:
 * anybody can write an address into a certificate of their own.
 */
export const gatherEvidenceByHttp: GatherEvidence = async (chain) => {
  const found = await Promise.all(
    chain.slice(0, -1).map(async (certificate, depth) => {
      const issuer = chain[depth + 1]
      const answer = issuer && (await ocspAnswer(certificate, issuer))
      return answer === undefined
        ? { answer, list: await listFor(certificate) }
        : { answer, list: undefined }
    }),
  )
  return {
    ocspResponses: found.flatMap(({ answer }) => (answer === undefined ? [] : [answer])),
    lists: found.flatMap(({ list }) => (list === undefined ? [] : [list])),
  }
}

async function ocspAnswer(
  { known, serial }: Certificate,
  issuer: Certificate,
): Promise<Uint8Array | undefined> {
  const url = known.authorityInfoAccess?.ocsp[0]
  if (url === undefined) return undefined
  // Without a nonce: the answer is kept and read again when the question is forgotten.
  const body = encodeOcspRequest([certIdFor({ hashAlgorithm: 'sha1', issuer, serial })], undefined)
  const question = { type: 'application/ocsp-request', body }
  return octetsOverHttp(url, { question, milliseconds, mostOctets: longestAnswer })
}

async function listFor({ known }: Certificate): Promise<Uint8Array | undefined> {
  const url = known.crlDistributionPoints?.[0]
  return url === undefined
    ? undefined
    : octetsOverHttp(url, { milliseconds, mostOctets: longestList })
}
