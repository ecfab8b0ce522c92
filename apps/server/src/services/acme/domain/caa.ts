import { parseIssueValue } from './issue-value.ts'

/** A property of RFC 8659 § 4: `issue`, `iodef`, or an unknown one. */
export type CaaRecord = {
  readonly isCritical: boolean
  /** In lower case. */
  readonly tag: string
  readonly value: string
}

/** Tags that are understood; those other than `issue` have no effect on a name without a wildcard. */
const understood: ReadonlySet<string> = new Set(['issue', 'issuewild', 'iodef'])

/**
 * Whether the CA of the domain may certify a name that has these records (RFC 8659 § 4.1, § 4.2): where there
 * is an `issue`, one must name it; a critical property that is not understood forbids it.
 */
export const mayCertify = (records: readonly CaaRecord[], domain: string): boolean => {
  if (records.some(({ isCritical, tag }) => isCritical && !understood.has(tag))) return false
  const issue = records.filter(({ tag }) => tag === 'issue')
  return (
    issue.length === 0 ||
    // A malformed value names no CA (§ 4.2).
    issue.some(({ value }) => parseIssueValue(value)?.issuer === domain.toLowerCase())
  )
}
