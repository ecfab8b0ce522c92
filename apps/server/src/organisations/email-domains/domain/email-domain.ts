import type { EmailDomainState } from '@sotevarmenne/api/email-domains'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { EmailDomain } from '../contract.ts'

/** A proof counts for 398 days (CA/Browser Forum, S/MIME Baseline Requirements § 4.2.1): domains change hands. */
const proofCounts = 398 * day

export const provedUntil = ({ provedAt }: Pick<EmailDomain, 'provedAt'>): Instant | undefined =>
  provedAt === undefined ? undefined : plus(provedAt, proofCounts)

/** Whether new certificates may have addresses in it (R392). */
export function stateOf(
  domain: Pick<EmailDomain, 'provedAt' | 'endedAt'>,
  now: Instant,
): EmailDomainState {
  if (domain.endedAt !== undefined) return 'ended'
  const until = provedUntil(domain)
  if (until === undefined) return 'not-proved'
  return now < until ? 'proved' : 'run-out'
}

/** The TXT record that proves control: under a name of its own (RFC 8552), as for ACME (RFC 8555 § 8.4). */
export const recordOf = ({ domain, token }: Pick<EmailDomain, 'domain' | 'token'>) => ({
  name: `_sotevarmenne-challenge.${domain}`,
  value: `sotevarmenne-email=${token}`,
})
