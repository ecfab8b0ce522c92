/** Where relying parties look up authorities by name: a directory (LDAP, RFC 4523). */
export type Directory = {
  /** Makes the authority's entry as it is now, whatever was there. Rejects when the directory is away or refuses. */
  readonly publish: (entry: AuthorityEntry) => Promise<void>
}

export type AuthorityEntry = {
  readonly commonName: string
  readonly isRoot: boolean
  /** In DER. */
  readonly certificate: Uint8Array
  /** The full list in DER. */
  readonly list: Uint8Array
}
