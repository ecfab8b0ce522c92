import type { IssuerId, IssuerNames, PolicyNames } from './contract.ts'

/**
 * Every name, policy identifier and address that our certificates carry: the one file to change for another service.
 * The shipped values are TEST ones.
 */
export function authorityNames({ statusUrl, policyArc = ownArc }: NamesOptions): AuthorityNames {
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
  readonly policyArc?: string
}

/** An arc of our own: 2.25 and a UUID needs no registration (ITU-T X.667). */
const ownArc = '2.25.340270992299837673823523732099612404515'
