import { parse } from 'tldts'

/**
 * Whether anybody may register names below it, by the Public Suffix List (https://publicsuffix.org), such as `fi`,
 * `co.uk`, or the domain of a hosting company: nobody controls such a domain as a whole.
 */
export function isPublicSuffix(domain: string): boolean {
  const { publicSuffix, isIcann, isPrivate } = parse(domain, { allowPrivateDomains: true })
  return publicSuffix === domain && (isIcann === true || isPrivate === true)
}
