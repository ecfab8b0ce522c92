import { execFileSync } from 'node:child_process'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'

/** A key and its certificate in PEM, as a TLS client or listener has them. */
export type TlsIdentity = { readonly key: string; readonly cert: string }

/** One that is its own CA and is good for localhost, from now on. `before`: of its name before the CN, as `/C=FI`. */
export function aSelfSigned(
  name: string,
  { before = '', days = 2 }: { readonly before?: string; readonly days?: number } = {},
): TlsIdentity {
  const both = execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
      ...['-utf8', '-days', String(days), '-keyout', '-', '-subj', `${before}/CN=${name}`],
      ...['-addext', 'subjectAltName=DNS:localhost'],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const [key = '', cert = ''] = both.match(/-----BEGIN [\s\S]+?-----END [^\n]+\n/g) ?? []
  return { key, cert }
}

/** The present as certificates count it, in whole seconds: those that exist by now are valid then. */
export const presentSecond = (): Instant => instant(Math.ceil(Date.now() / 1000) * 1000)
