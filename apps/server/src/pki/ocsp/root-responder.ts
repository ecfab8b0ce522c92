import type { ComposedReply } from '@sotevarmenne/http1/response'
import { second } from '@sotevarmenne/kernel/instant'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { decodeOcspRequest, ocspError, type CertId } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { Issuer, Issuers, RootStatus } from '#pki/ca/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { OcspAnswerer } from './respond.ts'

export type RootResponder = {
  /** Reads what the last ceremony left, when it is new. */
  readonly refresh: () => Promise<void>
  readonly answererOf: (root: string) => OcspAnswerer | undefined
  readonly isReady: () => boolean
}

/**
 * OCSP about what roots have issued, with responses that were signed in a ceremony. Nothing is signed here, so that a
 * nonce stays unanswered (RFC 9654 § 2.1) and a request about several certificates too.
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
  const own = {
    sha1: certIdFor({ hashAlgorithm: 'sha1', issuer: certificate, serial: anySerial }),
    sha256: certIdFor({ hashAlgorithm: 'sha256', issuer: certificate, serial: anySerial }),
  }
  return (bytes, from, to) => {
    const asked = decodeOcspRequest(bytes.slice(from, to))
    if (!asked.ok) return refuse('malformedRequest')
    const status = known.get(id)
    if (status === undefined || status.list.nextUpdate <= now()) return refuse('tryLater')
    const [only, ...others] = asked.value.requests
    // RFC 5019 § 2.2.3: a responder of answers made beforehand says so of what it has none for.
    if (only === undefined || others.length > 0) return refuse('unauthorized')
    if (!isOf(only.certId, own[only.certId.hashAlgorithm])) return refuse('unauthorized')
    const body = status.answers.get(formatSerial(only.certId.serial))
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
/** After a ceremony that revokes, nobody is shown the answer from before for longer. */
const maxAge = `public, max-age=${String((60 * second) / 1000)}`
const anySerial = Uint8Array.of(1)

const isOf = (asked: CertId, own: CertId): boolean =>
  equalBytes(asked.issuerKeyHash, own.issuerKeyHash) &&
  equalBytes(asked.issuerNameHash, own.issuerNameHash)
