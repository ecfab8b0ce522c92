/** A line of the signer's journal: what one serial or list number was used for. No secret stands in it. */
export type JournalLine = {
  /** `<issuer> serial <hex>` or `<issuer> list <number>`. */
  readonly use: string
  readonly issuer: string
  readonly kind: 'serial' | 'list'
  /** Of a certificate lower-case hexadecimal, of a list decimal. */
  readonly number: string
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string
  /** Undefined: the bytes were given up unsigned, and nothing is signed under this number any more. */
  readonly signature: Uint8Array | undefined
}

/** The line with its end. */
export const formatJournalLine = ({
  use,
  digest,
  signature,
}: Pick<JournalLine, 'use' | 'digest' | 'signature'>): string =>
  `${use} ${digest} ${signature === undefined ? givenUp : Buffer.from(signature).toString('base64')}\n`

/** Reads a line without its end; undefined when it is none. */
export function parseJournalLine(line: string): JournalLine | undefined {
  const [, use, issuer = '', kind, number = '', digest = '', signature = ''] =
    lineFormat.exec(line) ?? []
  if (use === undefined || (kind !== 'serial' && kind !== 'list')) return undefined
  return {
    ...{ use, issuer, kind, number, digest },
    signature: signature === givenUp ? undefined : new Uint8Array(Buffer.from(signature, 'base64')),
  }
}

const lineFormat = /^((\S+) (serial|list) (\S+)) ([0-9a-f]{64}) (\S+)$/
/** In the place of a signature. */
const givenUp = '-'
