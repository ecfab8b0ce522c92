import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

/** A certificate for `localhost` that is its own CA, and its key: PEM files in the directory. */
export async function localhostCertificate(directory: string) {
  const certificate = path.join(directory, 'server.pem')
  const key = path.join(directory, 'server-key.pem')
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', key, '-out', certificate],
  ])
  return { certificate, key }
}
