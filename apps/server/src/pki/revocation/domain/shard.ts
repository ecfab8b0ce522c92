import { decodeCertificate } from '@sotevarmenne/x509/certificate'

/**
 * The shard on whose list a certificate stands, by the address that it carries itself (`…/crl/<ca>/<shard>.crl`): what it
 * says was fixed when it was issued. Undefined when it points to the full list, or to a list of somebody else's.
 */
export function shardOf(certificate: Uint8Array): number | undefined {
  const decoded = decodeCertificate(certificate)
  const [address = ''] = (decoded.ok && decoded.value.known.crlDistributionPoints) || []
  const [, shard] = /\/crl\/[a-z0-9-]+\/(0|[1-9]\d{0,5})\.crl$/.exec(address) ?? []
  return shard === undefined ? undefined : Number(shard)
}
