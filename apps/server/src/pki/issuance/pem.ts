import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type NoRequest =
  | { readonly kind: 'request-unreadable' }
  /** Its owner has to replace the key: it has left the machine that it belongs to. */
  | { readonly kind: 'private-key-in-request' }

/**
 * A request (PKCS#10) in PEM (RFC 7468 § 7), with text before and after it as programs write it (§ 2), or in base64
 * alone.
 */
export function requestIn(text: string): Result<Uint8Array, NoRequest> {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    return refuse({ kind: 'private-key-in-request' })
  const [, afterBegin] = text.split(/-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----\s/, 2)
  const [body] = (afterBegin ?? text).split(/-----END (?:NEW )?CERTIFICATE REQUEST-----/, 1)
  const base64 = (body ?? '').replaceAll(/\s/g, '')
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64)
    ? ok(new Uint8Array(Buffer.from(base64, 'base64')))
    : refuse({ kind: 'request-unreadable' })
}

/** A certificate in PEM. */
export function pemOf(der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64')
  let lines = ''
  for (let at = 0; at < base64.length; at += 64) lines += `${base64.slice(at, at + 64)}\n`
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`
}
