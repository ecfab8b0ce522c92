/** Where relying parties look up authorities and holders by name: a directory (LDAP, RFC 4523). */
export type Directory = {
  /** Makes the authority's entry as it is now, whatever was there. Rejects when the directory is away or refuses. */
  readonly publish: (entry: AuthorityEntry) => Promise<void>
  /** Makes the holder's entry as it is now; where there are no certificates, there is no entry. Rejects likewise. */
  readonly publishHolder: (entry: HolderEntry) => Promise<void>
  /** All entries of holders, some hundred at a time. */
  readonly holders: () => AsyncIterable<readonly HolderFound[]>
}

export type AuthorityEntry = {
  readonly commonName: string
  readonly isRoot: boolean
  /** In DER. */
  readonly certificate: Uint8Array
  /** The full list in DER. */
  readonly list: Uint8Array
}

/** A holder is known by the registration number, as the subject of the certificates has it (serialNumber). */
export type HolderFound = {
  readonly registrationNumber: string
  /** In DER. */
  readonly certificates: readonly Uint8Array[]
}

export type HolderEntry = HolderFound & {
  /** As the subject of the certificates says it. */
  readonly commonName: string
  readonly surname: string
}
