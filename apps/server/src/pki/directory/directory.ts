/** Where relying parties look up CAs and holders by name: a directory (LDAP, RFC 4523). */
export type Directory = {
  /**
   * Writes the CA's entry as it is now, whatever was there. Rejects when the directory is down or refuses.
   */
  readonly publish: (entry: CaEntry) => Promise<void>
  /**
   * Writes the holder's entry as it is now; where there are no certificates, there is no entry. Rejects
   * likewise.
   */
  readonly publishHolder: (entry: HolderEntry) => Promise<void>
  /** All entries of holders, a few hundred at a time. */
  readonly holders: () => AsyncIterable<readonly HolderFound[]>
}

export type CaEntry = {
  readonly commonName: string
  readonly isRoot: boolean
  /** In DER. */
  readonly certificate: Uint8Array
  /** The full CRL in DER. */
  readonly crl: Uint8Array
}

/**
 * A holder is identified by the registration number, as in the subject of the certificates (serialNumber).
 */
export type HolderFound = {
  readonly registrationNumber: string
  /** In DER. */
  readonly certificates: readonly Uint8Array[]
}

export type HolderEntry = HolderFound & {
  /** As in the subject of the certificates. */
  readonly commonName: string
  readonly surname: string
}
