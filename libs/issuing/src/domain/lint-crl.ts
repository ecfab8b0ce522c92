import { day } from '@sotevarmenne/kernel/instant'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import type { CrlSummary } from '@sotevarmenne/x509/crl-reader'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { LintFinding } from './lint-subject.ts'
import type { LintIssuer } from './lint-subject.ts'
import { crlUrlOf } from './shards.ts'

/**
 * How long the entry of a certificate of which the signer does not know the end stays listed after its
 * revocation: no certificate for persons or services is valid longer. Such a certificate was signed by an
 * older system.
 */
export const listedWithoutEnd = 5 * 366 * day

/** The findings in a CRL of the issuer, from the decoded CRL; empty when it may be signed. */
export const lintCrl = (
  crl: CrlSummary,
  issuer: LintIssuer,
  /** Which certificates the CRL is to cover; undefined: all. */
  shard?: number,
): readonly LintFinding[] =>
  crlLints.flatMap(({ rule, source, check }) => {
    const detail = check(crl, issuer, shard)
    return detail === undefined ? [] : [{ rule, source, detail }]
  })

export type CrlLint = {
  readonly rule: string
  readonly source: string
  readonly check: (
    crl: CrlSummary,
    issuer: LintIssuer,
    shard: number | undefined,
  ) => string | undefined
}

export const crlLints: readonly CrlLint[] = [
  {
    rule: 'only-der-of-our-own',
    source: 'X.690 § 10, RFC 5280 § 5.1',
    check: ({ isOwnForm }) =>
      isOwnForm ? undefined : 'the bytes are not in the one form that we write',
  },
  {
    rule: 'signature-algorithm-of-issuer',
    source: 'RFC 5280 § 5.1.2.2',
    check: (crl, issuer) =>
      crl.signatureAlgorithm === issuer.signatureAlgorithm ? undefined : crl.signatureAlgorithm,
  },
  {
    rule: 'issuer-is-subject-of-issuer',
    source: 'RFC 5280 § 5.1.2.3',
    check: (crl, issuer) =>
      equalBytes(crl.issuerDer, issuer.subjectDer) ? undefined : 'another name',
  },
  {
    rule: 'authority-key-identifier-of-issuer',
    source: 'RFC 5280 § 5.2.1',
    check: ({ authorityKeyIdentifier: found }, issuer) =>
      found !== undefined && equalBytes(found, issuer.subjectKeyIdentifier)
        ? undefined
        : 'another key',
  },
  {
    rule: 'next-update-in-time',
    source:
      'RFC 5280 § 5.1.2.5; ten days (EN 319 411-1 § 6.2.4 asks for a list every day), of an offline root a year and a month',
    check: ({ thisUpdate, nextUpdate }, { role }) =>
      nextUpdate > thisUpdate && nextUpdate <= thisUpdate + (role === 'root' ? 396 : 10) * day
        ? undefined
        : 'nextUpdate is before thisUpdate, or too far away',
  },
  {
    rule: 'crl-number-positive',
    source:
      'RFC 5280 § 5.2.3: at most 20 bytes; here at most 2^53 − 1, which is exact in the database and in JSON',
    check: ({ number }) =>
      number > 0n && number <= Number.MAX_SAFE_INTEGER ? undefined : String(number),
  },
  {
    rule: 'distribution-point-of-issuer',
    source:
      'RFC 5280 § 5.2.5: the address in the certificates of the shard; a full list names none',
    check: ({ distributionPoints: [place, ...others] }, issuer, shard) => {
      if (shard !== undefined && !(shard < issuer.shards)) return `no shard ${String(shard)}`
      const expected = shard === undefined ? undefined : crlUrlOf(issuer, shard)
      return place === expected && others.length === 0 ? undefined : (place ?? 'none')
    },
  },
  {
    rule: 'no-entry-twice',
    source: 'RFC 5280 § 5.1.2.6',
    check: ({ entries: { repeatedSerial } }) =>
      repeatedSerial && `${formatSerial(repeatedSerial)} stands twice`,
  },
  {
    rule: 'no-revocation-in-future',
    source: 'RFC 5280 § 5.1.2.6',
    check: ({ entries: { latest }, thisUpdate }) =>
      latest !== undefined && latest > thisUpdate ? 'an entry is dated after the CRL' : undefined,
  },
  {
    rule: 'reason-of-ours',
    source: 'RFC 5280 § 5.3.1; a revocation is final, so that certificateHold has no place',
    check: ({ entries: { reasons } }) =>
      [...reasons].filter((reason) => forbiddenReasons.has(reason)).join(' ') || undefined,
  },
]

const forbiddenReasons: ReadonlySet<string> = new Set([
  'unspecified',
  'certificateHold',
  'removeFromCRL',
  'aACompromise',
])
