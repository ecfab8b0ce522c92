import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeCertificateList, type CertificateList } from '@sotevarmenne/x509/crl'
import type { IssuerId } from './domain/issuer.ts'

/** What a root signed at its last ceremony about the certificates it has issued. Its key is offline. */
export type RootStatus = {
  readonly crl: CertificateList
  /** OCSP responses in DER, by the serial of their certificate (lower-case hexadecimal). */
  readonly responses: ReadonlyMap<string, Uint8Array>
  /** Changes when a later ceremony has left other files. */
  readonly version: string
}

/**
 * Reads `<root>.crl` and `<root>.ocsp.json`, which the ceremony left in the folder; returns the known ones
 * unless they changed.
 */
export async function readRootStatus(
  folder: string,
  root: IssuerId,
  known: RootStatus | undefined,
): Promise<RootStatus> {
  const crlFile = join(folder, `${root}.crl`)
  const { mtimeMs, size } = await stat(crlFile)
  const version = `${String(mtimeMs)} ${String(size)}`
  if (known?.version === version) return known

  const [bytes, responses] = await Promise.all([
    readFile(crlFile),
    readFile(join(folder, `${root}.ocsp.json`), 'utf8'),
  ])
  const crl = decodeCertificateList(new Uint8Array(bytes))
  if (!crl.ok) throw new Error(`CRL of root ${root} can't be decoded: ${crl.refusal.kind}`)
  const input = JSON.parse(responses) as Readonly<Record<string, string>>
  return {
    crl: crl.value,
    responses: new Map(
      Object.entries(input).map(([serial, der]) => [
        serial,
        new Uint8Array(Buffer.from(der, 'base64')),
      ]),
    ),
    version,
  }
}
