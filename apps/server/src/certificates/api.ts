import * as contracts from '@sotevarmenne/api/certificates'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { Issuer, Issuers } from '#authority/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Certificates } from './create-certificates.ts'
import { enrolProblems } from './problems.ts'

/** For programs, at the door that asks for their TLS certificates. */
export const certificateApi = (
  certificates: Pick<Certificates, 'enrolCertificate'>,
  issuers: Pick<Issuers, 'all'>,
): readonly Endpoint[] => {
  const chains = new Map(issuers.all.map((issuer) => [issuer.id, chainOf(issuer)]))
  return [
    endpoint({
      contract: contracts.enrolCertificate,
      deed: 'certificates.enrolCertificate',
      act: async (permit, { request }) => {
        const der = derOf(request)
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

/** PEM (RFC 7468 § 7), or base64 alone; undefined when it is neither. */
function derOf(text: string): Uint8Array | undefined {
  const framed =
    /^-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----\s(?<body>[\s\S]+?)-----END (?:NEW )?CERTIFICATE REQUEST-----\s*$/.exec(
      text.trimStart(),
    )
  const base64 = (framed?.groups?.['body'] ?? text).replaceAll(/\s/g, '')
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64)
    ? new Uint8Array(Buffer.from(base64, 'base64'))
    : undefined
}

const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`
