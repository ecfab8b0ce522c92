import {
  checkDnsName,
  identityCodeInName,
  type DnsNameNotAcceptable,
} from '@sotevarmenne/identifiers/dns-name'
import { isPublicSuffix } from '@sotevarmenne/identifiers/public-suffix'
import {
  canonicalIpAddress,
  looksLikeIpAddress,
  type IpAddressRule,
} from '@sotevarmenne/kernel/ip-address'
import type { FaultOf } from '@sotevarmenne/kernel/faults'
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
  | { readonly kind: 'name-is-public-suffix'; readonly name: string }
  | DnsNameNotAcceptable

/** `member`: `names`, or the place of the name, such as `names.2`. */
export type NameFault = FaultOf<NamesNotAcceptable>

/**
 * May a certificate carry these names (R182)? A server's are full DNS names of the public tree: no wildcards,
 * no names that mean different machines in different networks, and no domain under which anybody may register.
 * Beside them it may have IP addresses of which the CA's file says that they are certified. A system that signs has
 * one name. Each name has its own verdict (R560).
 */
export function faultsOfNames(
  { product, names }: Pick<ApplicationFacts, 'product' | 'names'>,
  isCertified: IpAddressRule,
): readonly NameFault[] {
  if (names.length === 0) return [{ kind: 'names-missing', member: 'names' }]
  const max = product === 'server' ? maxNames : 1
  if (names.length > max) return [{ kind: 'too-many-names', max, member: 'names' }]
  const ofEach = names.flatMap((_name, at) => {
    const refusal = refusalOfName({ product, names, at }, isCertified)
    return refusal ? [{ ...refusal, member: `names.${String(at)}` }] : []
  })
  return product === 'server' && names.every(looksLikeIpAddress)
    ? [...ofEach, { kind: 'address-without-name', member: 'names' }]
    : ofEach
}

function refusalOfName(
  { product, names, at }: Pick<ApplicationFacts, 'product' | 'names'> & { readonly at: number },
  isCertified: IpAddressRule,
): NamesNotAcceptable | undefined {
  const name = names[at] ?? ''
  if (names.indexOf(name) !== at) return { kind: 'name-twice', name }
  const checked = product === 'server' ? checkServerName(name, isCertified) : checkSystemName(name)
  return checked.ok ? undefined : checked.refusal
}

/** One name or address of a server, whatever the others are. */
export function checkServerName(
  name: string,
  isCertified: IpAddressRule,
): Result<undefined, NamesNotAcceptable> {
  if (!looksLikeIpAddress(name)) {
    const checked = checkDnsName(name)
    return checked.ok && isPublicSuffix(name)
      ? refuse({ kind: 'name-is-public-suffix', name })
      : checked
  }
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
