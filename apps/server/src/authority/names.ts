import type { IssuerId, IssuerNames, PolicyNames } from './contract.ts'

/**
 * Every name, policy identifier and address that our certificates carry: the one file to change for another service.
 * The shipped values are TEST ones.
 */
export function authorityNames({
  statusUrl,
  policyArc = exampleArc,
}: NamesOptions): AuthorityNames {
  const base = statusUrl.replace(/\/+$/, '')
  const issuer = (id: IssuerId, commonName: string): IssuerNames => ({
    id,
    country: 'FI',
    organisation: 'Sotevarmenne TEST',
    commonName,
    crlUrl: `${base}/crl/${id}.crl`,
    ocspUrl: `${base}/ocsp/${id}`,
    certificateUrl: `${base}/ca/${id}.crt`,
  })

  return {
    issuers: {
      'test-root': issuer('test-root', 'TEST Sotevarmenne Root CA - G1 ECC'),
      'test-professional': issuer(
        'test-professional',
        // At most 64 characters (RFC 5280, appendix A.1, ub-common-name).
        'TEST Sotevarmenne CA for Social and Health Care Prof. - G1 ECC',
      ),
    },
    professionalPolicy: {
      oid: `${policyArc}.1.5`,
      cpsUrl: `${base}/policies/professional`,
      notices: [
        'Testivarmenne. Ei todista kenestäkään mitään.',
        'Testcertifikat. Bevisar ingenting om någon.',
        'Test certificate. Proves nothing about anybody.',
      ],
    },
  }
}

export type AuthorityNames = {
  readonly issuers: { readonly [Id in IssuerId]: IssuerNames }
  readonly professionalPolicy: PolicyNames
}

export type NamesOptions = {
  /** Where relying parties reach the status service: it goes into every certificate for good. */
  readonly statusUrl: string
  /** Where the policies' identifiers begin; a service for real people has an enterprise number of its own. */
  readonly policyArc?: string | undefined
}

/**
 * The enterprise number for documentation (RFC 5612): an arc of nobody's, which says that nothing under it is promised.
 * Every arc of it fits 31 bits, so that all parsers can read it.
 */
const exampleArc = '1.3.6.1.4.1.32473'
