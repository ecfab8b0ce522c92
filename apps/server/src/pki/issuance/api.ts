import * as contracts from '@sotevarmenne/api/certificates'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { Issuer, Issuers } from '#pki/ca/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Certificates } from './create-certificates.ts'
import { pemOf, requestIn } from './pem.ts'
import { enrolProblems } from './problems.ts'

/** For programs, at the enrolment API (mutual TLS). */
export const certificateApi = (
  certificates: Pick<Certificates, 'enrolCertificate'>,
  issuers: Pick<Issuers, 'all'>,
): readonly Endpoint[] => {
  const chains = new Map(issuers.all.map((issuer) => [issuer.id, chainOf(issuer)]))
  return [
    endpoint({
      contract: contracts.enrolCertificate,
      action: async (permit, { request }) => {
        const der = requestIn(request)
        if (der === undefined) return refuse({ kind: 'request-malformed', detail: 'encoding' })
        const issued = await certificates.enrolCertificate(permit, der)
        if (!issued.ok) return issued
        const { issuer, serial, der: certificate, notBefore, notAfter } = issued.value
        return ok({
          issuer,
          serial,
          certificate: pemOf(certificate),
          chain: chains.get(issuer) ?? [],
          validFrom: formatInstant(notBefore),
          validTo: formatInstant(notAfter),
        })
      },
      problems: enrolProblems,
    }),
  ]
}

const chainOf = (issuer: Issuer): string[] => [
  pemOf(issuer.certificate.der),
  pemOf(issuer.root.der),
]
