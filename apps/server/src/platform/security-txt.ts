import { day, formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'

/** Whom to tell about a weakness in the service. */
export type SecurityContact = {
  /** URIs (`mailto:`, `https:`, `tel:`), the preferred one first. */
  readonly contacts: readonly string[]
  /** Where the policy about reports is. */
  readonly policy?: string
  /** Addresses of the service that serve the file. */
  readonly servedAt: readonly string[]
}

export const securityTxtPath = '/.well-known/security.txt'

export const securityTxtType = 'text/plain; charset=utf-8'

/**
 * The file of RFC 9116. It is composed for each request from the configuration in force, so a copy of it is
 * outdated after a month.
 *
 * Canonical are only https addresses (§ 2.5.2): a copy fetched over plain HTTP, as relying parties fetch
 * CRLs, says where the one to trust is.
 */
export function securityTxt({ contacts, policy, servedAt }: SecurityContact, now: Instant): string {
  const canonical = servedAt
    .filter((address) => address.startsWith('https://'))
    .map((address) => new URL(securityTxtPath, address).href)
  const fields = [
    ...contacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${formatInstant(plus(now, 30 * day))}`,
    ...[...new Set(canonical)].map((address) => `Canonical: ${address}`),
    ...(policy === undefined ? [] : [`Policy: ${policy}`]),
    'Preferred-Languages: fi, sv, en',
  ]
  return `${fields.join('\n')}\n`
}
