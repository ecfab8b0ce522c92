import type { IssuerFacts } from './issuer.ts'

/**
 * The CRL shard of a certificate, by its random serial, for good; undefined when the issuer has a single CRL.
 */
export function shardOf(serial: Uint8Array, shards: number): number | undefined {
  if (shards === 0) return undefined
  // The last four bytes of our serials are random, with far more values than there are shards.
  const number = serial.subarray(-4).reduce((sum, byte) => sum * 256 + byte, 0)
  return number % shards
}

/** The URL of the CRL for a certificate of this shard: in the certificate and in the CRL itself. */
export const crlUrlOf = (
  { crlUrl }: Pick<IssuerFacts, 'crlUrl'>,
  shard: number | undefined,
): string => (shard === undefined ? crlUrl : crlUrl.replace(/\.crl$/, `/${String(shard)}.crl`))
