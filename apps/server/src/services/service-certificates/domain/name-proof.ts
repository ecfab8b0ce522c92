import { looksLikeIpAddress } from '@sotevarmenne/kernel/ip-address'

/** What the organisation publishes at each name that it writes out (R652). */
export type PublishedProof = {
  /** A TXT record under a name of its own (RFC 8552), as for e-mail domains. */
  readonly record: { readonly prefix: string; readonly value: string }
  /** Or a file at port 80. Its content is not in its address: a server that repeats the address proves nothing. */
  readonly file: { readonly name: string; readonly content: string }
}

export const publishedProof = (tokens: {
  readonly fileName: string
  readonly content: string
}): PublishedProof => ({
  record: { prefix: '_sotevarmenne-challenge.', value: `sotevarmenne-name=${tokens.content}` },
  file: { name: tokens.fileName, content: tokens.content },
})

/** Names and addresses that programs may order without validation; not domains and networks. */
export const writtenOut = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !name.startsWith('.') && !name.includes('/'))

/** DNS proves nothing about an address (RFC 8738 § 7). */
export const mayProveByDns = (name: string): boolean => !looksLikeIpAddress(name)
