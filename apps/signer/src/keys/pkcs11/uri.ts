import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** Where a key is in an HSM, according to a PKCS#11 URI (RFC 7512). */
export type KeyPlace = {
  /** The HSM's driver, a shared library. */
  readonly modulePath: string
  /** A file with the PIN of the token's user, and nothing else. */
  readonly pinFile: string
  /** Label of the token; at least one of label and serial is present. */
  readonly tokenLabel?: string
  readonly tokenSerial?: string
  /** Label of the key, the same for both halves; at least one of label and ID is present. */
  readonly keyLabel?: string
  /** Hexadecimal. */
  readonly keyId?: string
}

export type MalformedUri = { readonly kind: 'malformed-uri'; readonly detail: string }

/**
 * Parses `pkcs11:token=…;object=…?module-path=…&pin-source=file:…`. An unknown attribute refuses the whole
 * URI: a URI that is only half understood could name another key.
 */
export function parsePkcs11Uri(text: string): Result<KeyPlace, MalformedUri> {
  const [, path, query = ''] = /^pkcs11:([^?#]*)(?:\?([^#]*))?$/.exec(text) ?? []
  if (path === undefined) return malformed('it does not begin with pkcs11:, or has a fragment')
  const found = new Map<string, string>()
  for (const attribute of [...split(path, ';'), ...split(query, '&')]) {
    const [, name = '', value = ''] = /^([^=]+)=(.+)$/s.exec(attribute) ?? []
    if (!known.has(name)) return malformed(`the attribute ${name || attribute} has no meaning here`)
    if (found.has(name)) return malformed(`the attribute ${name} stands twice`)
    const bytes = decodePercent(value)
    if (bytes === undefined) return malformed(`the value of ${name} has a character it can't have`)
    found.set(name, bytes.toString(name === 'id' ? 'hex' : 'utf8'))
  }

  const type = found.get('type') ?? 'private'
  if (type !== 'private') return malformed(`type=${type}: only a private key signs`)
  const modulePath = found.get('module-path')
  if (modulePath === undefined) return malformed('module-path is missing')
  const pinSource = found.get('pin-source')
  if (pinSource === undefined) return malformed('pin-source is missing')
  const pinFile = pinSource.replace(/^file:(?:\/\/(?=\/))?/, '')
  if (!pinFile.startsWith('/')) return malformed('pin-source is not file: and an absolute path')
  const token = present({ tokenLabel: found.get('token'), tokenSerial: found.get('serial') })
  if (Object.keys(token).length === 0) return malformed('token or serial is missing')
  const key = present({ keyLabel: found.get('object'), keyId: found.get('id') })
  if (Object.keys(key).length === 0) return malformed('object or id is missing')
  return ok({ modulePath, pinFile, ...token, ...key })
}

/** The PIN itself (`pin-value`) is not allowed: it would be readable with the settings. */
const known: ReadonlySet<string> = new Set([
  'token',
  'serial',
  'object',
  'id',
  'type',
  'module-path',
  'pin-source',
])

const malformed = (detail: string): Result<never, MalformedUri> =>
  refuse({ kind: 'malformed-uri', detail })

const split = (text: string, separator: string): readonly string[] =>
  text === '' ? [] : text.split(separator)

/** Bytes of `%41` and of the characters that need no encoding (RFC 7512 § 2.3); undefined for any other. */
function decodePercent(text: string): Buffer | undefined {
  if (!/^(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~:[\]@!$'()*+,=&/?|])*$/.test(text)) return undefined
  return Buffer.from(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  )
}

/** Without the members that are undefined. */
const present = <Name extends string>(members: {
  readonly [N in Name]: string | undefined
}): { readonly [N in Name]?: string } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    readonly [N in Name]?: string
  }
