/** A line of the signer's journal that tells of a certificate. */
export type SignedSerial = {
  readonly issuer: string
  /** Lower-case hexadecimal. */
  readonly serial: string
  /** SHA-256 of the bytes that were signed, hexadecimal. */
  readonly digest: string
}

/**
 * Reads a line of the journal that the signer writes (`signer/journal.ts`), for those who compare it with the database:
 * no secret stands in it. `list` for a line about a list; undefined when it can't be read.
 */
export function parseJournalLine(line: string): SignedSerial | 'list' | undefined {
  const [, issuer = '', kind, number = '', digest = ''] =
    /^(\S+) (serial|list) (\S+) ([0-9a-f]{64}) \S+$/.exec(line) ?? []
  if (kind === undefined) return undefined
  return kind === 'list' ? 'list' : { issuer, serial: number, digest }
}
