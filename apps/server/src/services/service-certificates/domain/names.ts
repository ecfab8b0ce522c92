import {
  checkDnsName,
  identityCodeInName,
  type DnsNameNotAcceptable,
} from '@sotevarmenne/identifiers/dns-name'
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
  | { readonly kind: 'address-not-certified'; readonly name: string }
  | { readonly kind: 'address-without-name' }
  | DnsNameNotAcceptable

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

/** Letters, digits and punctuation of names, at most 64 (RFC 5280, ub-common-name). */
function checkSystemName(name: string): Result<undefined, NamesNotAcceptable> {
  if (identityCodeInName.test(name)) return refuse({ kind: 'name-like-identity-code', name })
  return /^[\p{L}\p{N}][\p{L}\p{N} .,:()/&+'_-]{0,63}$/u.test(name) && name.trim() === name
    ? ok(undefined)
    : refuse({ kind: 'name-malformed', name })
}
