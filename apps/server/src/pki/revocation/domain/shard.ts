import { shardOf as shardOfBytes } from '@sotevarmenne/issuing/domain/shards'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'

/**
 * The shard on whose CRL a certificate is listed, by the address in the certificate itself
 * (`…/crl/<ca>/<shard>.crl`): it was fixed at issuance. Undefined when it points to the full CRL, or to a CRL
 * of another issuer.
 */
export function shardOf(certificate: Uint8Array): number | undefined {
  const decoded = decodeCertificate(certificate)
  const address = decoded.ok && decoded.value.known.crlDistributionPoints?.[0]
  const [, shard] = (address && /\/crl\/[a-z0-9-]+\/(0|[1-9]\d{0,5})\.crl$/.exec(address)) || []
  return shard === undefined ? undefined : Number(shard)
}

/** The shard that follows from the serial (lower-case hexadecimal) of a certificate that was issued here. */
export const shardOfSerial = (serial: string, shards: number): number | undefined =>
  shardOfBytes(
    Uint8Array.from(serial.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
    shards,
  )
