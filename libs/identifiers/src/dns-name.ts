import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type DnsNameNotAcceptable =
  | { readonly kind: 'name-is-wildcard'; readonly name: string }
  | { readonly kind: 'name-is-internal'; readonly name: string }
  | { readonly kind: 'name-malformed'; readonly name: string }
  /** A certificate contains no personal identity code; the signer's lint refuses what looks like one. */
  | { readonly kind: 'name-like-identity-code'; readonly name: string }

/** What looks like a personal identity code: a certificate contains none. */
export const identityCodeInName = /\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)/i

/** Whether it is a full DNS name of the public tree, in lower case (RFC 1034 § 3.5). */
export function checkDnsName(name: string): Result<undefined, DnsNameNotAcceptable> {
  if (identityCodeInName.test(name)) return refuse({ kind: 'name-like-identity-code', name })
  if (name.includes('*')) return refuse({ kind: 'name-is-wildcard', name })
  const isDnsName =
    name.length <= 253 &&
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)
  if (!isDnsName) return refuse({ kind: 'name-malformed', name })
  const labels = name.split('.')
  const isInternal =
    labels.length < 2 ||
    internal.has(labels.at(-1) ?? '') ||
    internal.has(labels.slice(-2).join('.'))
  return isInternal ? refuse({ kind: 'name-is-internal', name }) : ok(undefined)
}

/**
 * Names that are not in the public tree: RFC 6761, RFC 6762, RFC 8375, RFC 9476, and customary names of
 * internal networks.
 */
const internal: ReadonlySet<string> = new Set([
  'alt',
  'corp',
  'home',
  'home.arpa',
  'in-addr.arpa',
  'internal',
  'intranet',
  'invalid',
  'ip6.arpa',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'mail',
  'onion',
  'private',
  'test',
])
