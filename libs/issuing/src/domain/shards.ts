import type { IssuerFacts } from './issuer.ts'

/**
 * The shard on whose list a certificate stands for good, by its random serial; undefined when the issuer has one list
 * for all.
 */
export function shardOf(serial: Uint8Array, shards: number): number | undefined {
  if (shards === 0) return undefined
  // The last four octets are random in serials of ours, and far more than there are shards.
  const number = serial.subarray(-4).reduce((sum, octet) => sum * 256 + octet, 0)
  return number % shards
}

/** Where the list is that a certificate of this shard stands on: the address in it and in the list itself. */
export const listUrlOf = (
  { crlUrl }: Pick<IssuerFacts, 'crlUrl'>,
  shard: number | undefined,
): string => (shard === undefined ? crlUrl : crlUrl.replace(/\.crl$/, `/${String(shard)}.crl`))
