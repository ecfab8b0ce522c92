/** A line of the signing log: what one serial or CRL number was used for. It contains no secret. */
export type SigningLogLine = {
  /** `<issuer> serial <hex>` or `<issuer> crl <number>`. */
  readonly use: string
  readonly issuer: string
  readonly kind: 'serial' | 'crl'
  /** Lower-case hexadecimal for a certificate, decimal for a CRL. */
  readonly number: string
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string
  /** Undefined: the reservation was voided unsigned, and nothing is ever signed under this number. */
  readonly signature: Uint8Array | undefined
}

/** The line with its line end. */
export const formatSigningLogLine = ({
  use,
  digest,
  signature,
}: Pick<SigningLogLine, 'use' | 'digest' | 'signature'>): string =>
  `${use} ${digest} ${signature === undefined ? voided : Buffer.from(signature).toString('base64')}\n`

/** Parses a line without its line end; undefined when it is malformed. */
export function parseSigningLogLine(line: string): SigningLogLine | undefined {
  const [, use, issuer = '', kind, number = '', digest = '', signature = ''] =
    lineFormat.exec(line) ?? []
  if (use === undefined || (kind !== 'serial' && kind !== 'crl')) return undefined
  return {
    ...{ use, issuer, kind, number, digest },
    signature: signature === voided ? undefined : new Uint8Array(Buffer.from(signature, 'base64')),
  }
}

const lineFormat = /^((\S+) (serial|crl) (\S+)) ([0-9a-f]{64}) (\S+)$/
/** Replaces the signature. */
const voided = '-'
