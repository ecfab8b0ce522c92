import {
  canonicalIpAddress,
  looksLikeIpAddress,
  type IpAddressRule,
} from '@sotevarmenne/kernel/ip-address'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ApplicationFacts } from '../contract.ts'

/** The limit of the profile. */
export const maxNames = 100

export type NamesNotAcceptable =
  | { readonly kind: 'names-missing' }
  | { readonly kind: 'too-many-names'; readonly max: number }
  | { readonly kind: 'name-twice'; readonly name: string }
  | { readonly kind: 'name-is-wildcard'; readonly name: string }
  | { readonly kind: 'name-is-internal'; readonly name: string }
  | { readonly kind: 'name-malformed'; readonly name: string }
  | { readonly kind: 'address-not-certified'; readonly name: string }
  | { readonly kind: 'address-without-name' }
  /** A certificate contains no personal identity code; the signer's lint refuses what looks like one. */
  | { readonly kind: 'name-like-identity-code'; readonly name: string }

/**
 * May a certificate carry these names (R182)? A server's are full DNS names of the public tree: no wildcards,
 * no names that mean different machines in different networks. Beside them it may have IP addresses of which
 * the CA's file says that they are certified. A system that signs has one name.
 */
export function checkNames(
  { product, names }: Pick<ApplicationFacts, 'product' | 'names'>,
  isCertified: IpAddressRule,
): Result<undefined, NamesNotAcceptable> {
  if (names.length === 0) return refuse({ kind: 'names-missing' })
  const max = product === 'server' ? maxNames : 1
  if (names.length > max) return refuse({ kind: 'too-many-names', max })
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) return refuse({ kind: 'name-twice', name: twice })
  for (const name of names) {
    const checked =
      product === 'server' ? checkServerName(name, isCertified) : checkSystemName(name)
    if (!checked.ok) return checked
  }
  return product === 'server' && names.every(looksLikeIpAddress)
    ? refuse({ kind: 'address-without-name' })
    : ok(undefined)
}

/** One name or address of a server, whatever the others are. */
export function checkServerName(
  name: string,
  isCertified: IpAddressRule,
): Result<undefined, NamesNotAcceptable> {
  if (!looksLikeIpAddress(name)) return checkDnsName(name)
  if (canonicalIpAddress(name) !== name) return refuse({ kind: 'name-malformed', name })
  return isCertified(name) ? ok(undefined) : refuse({ kind: 'address-not-certified', name })
}

/** As names are stored and compared: DNS names in lower case, addresses in their one form. */
export const writtenName = (name: string): string => canonicalIpAddress(name) ?? name.toLowerCase()

const identityCode = /\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)/i

function checkDnsName(name: string): Result<undefined, NamesNotAcceptable> {
  if (identityCode.test(name)) return refuse({ kind: 'name-like-identity-code', name })
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

/** Letters, digits and punctuation of names, at most 64 (RFC 5280, ub-common-name). */
function checkSystemName(name: string): Result<undefined, NamesNotAcceptable> {
  if (identityCode.test(name)) return refuse({ kind: 'name-like-identity-code', name })
  return /^[\p{L}\p{N}][\p{L}\p{N} .,:()/&+'_-]{0,63}$/u.test(name) && name.trim() === name
    ? ok(undefined)
    : refuse({ kind: 'name-malformed', name })
}
