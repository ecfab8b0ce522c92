import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a server shows to TLS-ALPN-01 (RFC 8737 § 3), made by openssl. `names`: as openssl writes them. */
export function anAcmeCertificate({
  names,
  digest,
  isCritical = true,
}: {
  readonly names: readonly string[]
  /** SHA-256 of the key authorization. */
  readonly digest: Uint8Array
  readonly isCritical?: boolean
}): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'acme-certificate-'))
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const value = Buffer.concat([Buffer.from([4, 32]), digest]).toString('hex')
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
        ...['-keyout', key, '-out', cert, '-subj', '/', '-days', '2', '-sha256'],
        ...['-addext', `subjectAltName=${names.join(',')}`],
        ...['-addext', `1.3.6.1.5.5.7.1.31=${isCritical ? 'critical,' : ''}DER:${value}`],
      ],
      { stdio: 'pipe' },
    )
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
