import { formatInstant, parseInstant, type Instant } from '@sotevarmenne/kernel/instant'

/** A line of the signing log: what one serial or CRL number was used for. It contains no secret. */
export type SigningLogLine = {
  /**
   * `<issuer> serial <hex>` or `<issuer> crl <number>`; `<issuer> last-crl <number>` for a last CRL number that
   * two persons decided.
   */
  readonly use: string
  readonly issuer: string
  readonly kind: 'serial' | 'crl' | 'last-crl'
  /** Lower-case hexadecimal for a certificate, decimal for a CRL. */
  readonly number: string
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string
  /** Undefined: the reservation was voided unsigned, and nothing is ever signed under this number. */
  readonly signature: Uint8Array | undefined
  /** Until when the certificate is valid; undefined in lines of other kinds and of versions before 0.3.0. */
  readonly notAfter?: Instant | undefined
}

/** The line with its line end. */
export const formatSigningLogLine = ({
  use,
  digest,
  signature,
  notAfter,
}: Pick<SigningLogLine, 'use' | 'digest' | 'signature' | 'notAfter'>): string =>
  `${use} ${digest} ${signature === undefined ? voided : Buffer.from(signature).toString('base64')}${
    notAfter === undefined ? '' : ` ${formatInstant(notAfter)}`
  }\n`

/** Parses a line without its line end; undefined when it is malformed. */
export function parseSigningLogLine(line: string): SigningLogLine | undefined {
  const [, use, issuer = '', kind, number = '', digest = '', signature = '', end] =
    lineFormat.exec(line) ?? []
  if (use === undefined || (kind !== 'serial' && kind !== 'crl' && kind !== 'last-crl'))
    return undefined
  const notAfter = end === undefined ? undefined : parseInstant(end)
  if (end !== undefined && notAfter === undefined) return undefined
  return {
    ...{ use, issuer, kind, number, digest },
    signature: signature === voided ? undefined : new Uint8Array(Buffer.from(signature, 'base64')),
    ...(notAfter !== undefined && { notAfter }),
  }
}

const lineFormat = /^((\S+) (serial|crl|last-crl) (\S+)) ([0-9a-f]{64}) (\S+)(?: (\S+))?$/
/** Replaces the signature. */
const voided = '-'
