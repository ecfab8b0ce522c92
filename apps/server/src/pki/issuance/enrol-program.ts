import * as api from '@sotevarmenne/api/certificates'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Issuer, Issuers } from '#pki/ca/index.ts'
import { operation } from '#platform/operation.ts'
import type { enrolCertificate } from './enrol-certificate.ts'
import { pemOf, requestIn } from './pem.ts'
import { enrolProblems } from './problems.ts'

export type EnrolProgramDeps = {
  readonly certificates: { readonly enrolCertificate: ReturnType<typeof enrolCertificate> }
  readonly issuers: Pick<Issuers, 'all'>
}

/** For programs, at the enrolment API (mutual TLS). */
export const enrolProgram = operation({
  contract: api.enrolCertificate,
  problems: enrolProblems,
  handle: ({ certificates, issuers }: EnrolProgramDeps) => {
    const chains = new Map(issuers.all.map((issuer) => [issuer.id, chainOf(issuer)]))
    return async (permit, { request }) => {
      const read = requestIn(request)
      if (!read.ok) return read
      const issued = await certificates.enrolCertificate(permit, read.value)
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
    }
  },
})

const chainOf = (issuer: Issuer): string[] => [
  pemOf(issuer.certificate.der),
  pemOf(issuer.root.der),
]
