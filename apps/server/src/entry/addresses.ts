import { isIP } from 'node:net'
import pg from 'pg'
import { z } from 'zod'

/** Names and addresses of this machine. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)

/** Also the names below `localhost`, which browsers resolve to this machine (RFC 6761 § 6.3). */
export function isOnThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return isLoopback(hostname) || hostname.endsWith('.localhost')
}

/**
 * Of a system of somebody else, and of our own pages: secrets and personal data go there. Without TLS anybody on
 * the way reads them, and answers instead of it.
 */
export const protectedAddress = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => url.startsWith('https:') || isOnThisMachine(url),
    'must begin with https:// unless it is on this machine',
  )
  .transform((url) => url.replace(/\/$/, ''))

/** Comma-separated addresses and ranges of proxies, whose word for the client's address and https is taken. */
export const proxyAddresses = z
  .string()
  .refine(
    (list) => list.split(',').every((each) => isNarrow(each.trim())),
    `must be addresses, ranges such as 10.1.0.0/16 (no wider than /16, and /48 for IPv6), or loopback: every address in a range is believed`,
  )

function isNarrow(range: string): boolean {
  if (range === 'loopback' || range === 'linklocal') return true
  const [address = '', prefix, ...more] = range.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  // As `::ffff:0:0/96` all of IPv4 would look narrow.
  if (version === 6 && new URL(`http://[${address}]`).hostname.startsWith('[::ffff:')) return false
  if (prefix === undefined) return true
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : 0
  return version === 4 ? bits >= 16 && bits <= 32 : bits >= 48 && bits <= 128
}

/** Instead of an address: the database in the data folder, which has one process. */
export const embedded = 'embedded'

/**
 * Over a network only with TLS and a server that was verified: by the address itself, as `sslmode=verify-full`
 * with `sslrootcert`, which says it to people too.
 */
export const databaseAddress = z
  .string()
  .refine((url) => url === embedded || clientAt(url) !== undefined, {
    abort: true,
    error:
      'must be one address, such as postgresql://USER@HOST:5432/DATABASE: where several servers stand behind it, that of the proxy or moving address that leads to the primary',
  })
  .refine(
    (url) => url === embedded || isVerifiedOrLocal(url),
    'a database on another machine needs sslmode=verify-full (and sslrootcert=FILE for a CA of your own)',
  )

/** As the driver reads the address; undefined when it can't, as a list of hosts. */
function clientAt(url: string): { readonly host: string; readonly ssl: unknown } | undefined {
  try {
    return new pg.Client({ connectionString: url })
  } catch (fault) {
    if (fault instanceof TypeError && 'code' in fault && fault.code === 'ERR_INVALID_URL')
      return undefined
    throw fault
  }
}

function isVerifiedOrLocal(url: string): boolean {
  const { host, ssl } = clientAt(url) ?? { host: '', ssl: undefined }
  if (host.startsWith('/') || isLoopback(host) || host === '::1') return true
  if (!/[?&]sslmode=verify-full(&|$)/.test(url) || !(ssl instanceof Object)) return false
  // As the driver will connect: another parameter may have changed what that one says.
  const changed = ['rejectUnauthorized', 'checkServerIdentity'].some((name) => name in ssl)
  return !changed
}
