import type { ComposedReply } from '@sotevarmenne/http1/response'
import { second } from '@sotevarmenne/kernel/instant'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import {
  commonOcspHashes,
  decodeOcspRequest,
  ocspError,
  type CertId,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { Issuer, Issuers, RootStatus } from '#pki/ca/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { OcspAnswerer } from './respond.ts'

export type RootResponder = {
  /** Reads what the last ceremony produced, when it is new. */
  readonly refresh: () => Promise<void>
  readonly answererOf: (root: string) => OcspAnswerer | undefined
  readonly isReady: () => boolean
}

/**
 * OCSP for certificates that roots issued, with responses that were signed in a ceremony. Nothing is signed
 * here, so a nonce is ignored (RFC 9654 § 2.1), and a request about several certificates is refused.
 */
export function createRootResponder({
  issuers,
  clock,
}: {
  readonly issuers: Pick<Issuers, 'roots' | 'rootStatus'>
  readonly clock: Clock
}): RootResponder {
  const known = new Map<string, RootStatus>()
  const answerers = new Map(
    issuers.roots.map((root) => [root.id as string, answererFor(root, known, clock)]),
  )
  return {
    refresh: async () => {
      for (const { id } of issuers.roots) known.set(id, await issuers.rootStatus(id, known.get(id)))
    },
    answererOf: (root) => answerers.get(root),
    isReady: () => issuers.roots.every(({ id }) => known.has(id)),
  }
}

function answererFor(
  { id, certificate }: Issuer,
  known: ReadonlyMap<string, RootStatus>,
  { now }: Clock,
): OcspAnswerer {
  const own = commonOcspHashes.map((hashAlgorithm) =>
    certIdFor({ hashAlgorithm, issuer: certificate, serial: anySerial }),
  )
  return (bytes, from, to) => {
    const requested = decodeOcspRequest(bytes.slice(from, to))
    if (!requested.ok)
      return refuse(
        requested.refusal.kind === 'unknown-hash-algorithm' ? 'unauthorized' : 'malformedRequest',
      )
    const status = known.get(id)
    if (status === undefined || status.crl.nextUpdate <= now()) return refuse('tryLater')
    const [only, ...others] = requested.value.requests
    // RFC 5019 § 2.2.3: a responder with pre-produced responses says so where it has none.
    if (only === undefined || others.length > 0) return refuse('unauthorized')
    if (!own.some((certId) => isOf(only.certId, certId))) return refuse('unauthorized')
    const body = status.responses.get(formatSerial(only.certId.serial))
    if (body === undefined) return refuse('unauthorized')
    return { status: 200, fields: { 'content-type': ocspType, 'cache-control': maxAge }, body }
  }
}

const refuse = (kind: Parameters<typeof ocspError>[0]): ComposedReply => ({
  status: 200,
  fields: { 'content-type': ocspType, 'cache-control': 'no-store' },
  body: ocspError(kind),
})

const ocspType = 'application/ocsp-response'
/** After a ceremony that revokes, the previous response is shown for no longer than this. */
const maxAge = `public, max-age=${String((60 * second) / 1000)}`
const anySerial = Uint8Array.of(1)

/** Digests of different algorithms differ in their length. */
const isOf = (requested: CertId, own: CertId): boolean =>
  equalBytes(requested.issuerKeyHash, own.issuerKeyHash) &&
  equalBytes(requested.issuerNameHash, own.issuerNameHash)
