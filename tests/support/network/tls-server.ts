import { spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { localhostCertificate } from './localhost-certificate.ts'

/** OpenSSL's own server, which shows a page to every client with a certificate that it trusts. */
export type TlsServer = {
  /** Host and port. */
  readonly address: string
  /** A file with the server's own certificate. */
  readonly certificate: string
  stop(): Promise<void>
}

/**
 * Starts it on a free port of this machine. It trusts the roots, and requires a client certificate below one.
 */
export async function startTlsServer({
  directory,
  trusted,
}: {
  /** For its files. */
  readonly directory: string
  /** DER */
  readonly trusted: readonly Uint8Array[]
}): Promise<TlsServer> {
  const { certificate, key } = await localhostCertificate(directory)
  const root = path.join(directory, 'trusted.pem')
  await writeFile(root, trusted.map((der) => new X509Certificate(der).toString()).join(''))
  const server = spawn(
    'openssl',
    [
      ...['s_server', '-accept', '127.0.0.1:0', '-www', '-cert', certificate, '-key', key],
      ...['-CAfile', root, '-Verify', '2', '-verify_return_error'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }
  for await (const line of createInterface(server.stdout)) {
    const address = /^ACCEPT (.+:\d+)$/.exec(line)?.[1]
    if (address === undefined) continue
    server.stdout.resume()
    return { address, certificate, stop }
  }
  throw new Error('openssl s_server did not start')
}
