import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeCertificateList, type CertificateList } from '@sotevarmenne/x509/crl'
import type { IssuerId } from './domain/issuer.ts'

/** What a root signed at its last ceremony about what it has issued. Its key is nowhere near. */
export type RootStatus = {
  readonly list: CertificateList
  /** OCSP answers in DER, by the serial of the certificate that they are about (lower-case hexadecimal). */
  readonly answers: ReadonlyMap<string, Uint8Array>
  /** Another value when a later ceremony has left other files. */
  readonly version: string
}

/** Reads `<root>.crl` and `<root>.ocsp.json`, which the ceremony left in the folder; what is known already, only when it changed. */
export async function readRootStatus(
  folder: string,
  root: IssuerId,
  known: RootStatus | undefined,
): Promise<RootStatus> {
  const listFile = join(folder, `${root}.crl`)
  const { mtimeMs, size } = await stat(listFile)
  const version = `${String(mtimeMs)} ${String(size)}`
  if (known?.version === version) return known

  const [octets, answers] = await Promise.all([
    readFile(listFile),
    readFile(join(folder, `${root}.ocsp.json`), 'utf8'),
  ])
  const list = decodeCertificateList(new Uint8Array(octets))
  if (!list.ok) throw new Error(`the list of ${root} is broken: ${list.refusal.kind}`)
  const told = JSON.parse(answers) as Readonly<Record<string, string>>
  return {
    list: list.value,
    answers: new Map(
      Object.entries(told).map(([serial, der]) => [
        serial,
        new Uint8Array(Buffer.from(der, 'base64')),
      ]),
    ),
    version,
  }
}
