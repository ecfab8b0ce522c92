import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { second } from '@sotevarmenne/kernel/instant'
import type { IpAddressRule } from '@sotevarmenne/kernel/ip-address'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { checkedAddress, openResolver, type AddressOf } from './checked-address.ts'
import { assertOutsideTransaction } from './db.ts'
import { whyOf, within } from './dns-texts.ts'

/** In the words of RFC 8555 § 6.7. `detail` is English, without personal data. */
export type NoPublishedFile = {
  readonly kind: 'dns' | 'connection' | 'rejectedIdentifier' | 'incorrectResponse'
  readonly detail: string
}

/** What the server of a name or address has in its `/.well-known/acme-challenge/`, over HTTP at port 80. */
export type FetchPublishedFile = (
  name: string,
  file: string,
) => Promise<Result<string, NoPublishedFile>>

type Settings = {
  readonly mayConnect: IpAddressRule
  /** `192.0.2.53` or `127.0.0.1:5353`; those of the machine by default. */
  readonly resolvers?: readonly string[]
  /** 80 except in tests. */
  readonly httpPort?: number
  /** 443 except in tests. */
  readonly httpsPort?: number
  /** Timeout of one file, including redirects; milliseconds. */
  readonly patience?: number
}

type Fetching = {
  /** The name or address of the file, as URLs spell it: the only address to which a redirect may lead. */
  readonly of: string
  readonly signal: AbortSignal
  readonly redirects?: number
}

/** A key authorization has less than a hundred bytes. */
const maxBytes = 1024
const maxRedirects = 5

/**
 * A name is resolved once, each of its addresses must be one to which the service may connect, and the connection goes
 * to a checked address, not to the name (R196). Each redirect is a new name and is checked again.
 */
export function fetchPublishedFile({
  mayConnect,
  resolvers,
  httpPort = 80,
  httpsPort = 443,
  patience = 10 * second,
}: Settings): FetchPublishedFile {
  const resolveChecked = checkedAddress({ mayConnect, resolver: openResolver(resolvers) })
  const ports = { 'http:': httpPort, 'https:': httpsPort }

  async function fetchFrom(
    url: URL,
    { of, signal, redirects = 0 }: Fetching,
  ): Promise<Result<string, NoPublishedFile>> {
    const { protocol, hostname, port } = url
    if (protocol !== 'http:' && protocol !== 'https:')
      return no('connection', `A redirect leads to ${protocol}, which is not followed.`)
    const defaults = protocol === 'http:' ? 80 : 443
    const to = port === '' ? ports[protocol] : Number(port)
    const isOddPort = to !== ports[protocol] && to !== defaults
    const isAddress = isIP(hostname) !== 0 || hostname.startsWith('[')
    const isElsewhere = isAddress && hostname !== of
    if (isOddPort || isElsewhere || url.username !== '' || url.password !== '')
      return no('rejectedIdentifier', 'A redirect leads where this service does not connect.')
    const address = await addressToReach(resolveChecked, hostname.replace(/^\[|\]$/g, ''))
    if (!address.ok) return address

    const response = await get(protocol, {
      ...{ host: address.value, port: to, path: `${url.pathname}${url.search}`, signal },
      headers: {
        ...{ host: to === defaults ? hostname : `${hostname}:${String(to)}`, accept: '*/*' },
        ...{ 'user-agent': 'sotevarmenne ACME validation', connection: 'close' },
      },
      // Server Name Indication has no addresses (RFC 6066 § 3): empty leaves it out.
      servername: isAddress ? '' : hostname,
    })
    const { statusCode = 0, headers } = response
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.destroy()
      if (redirects === maxRedirects) return no('connection', 'There are too many redirects.')
      const next = URL.parse(headers.location, url.href)
      return next
        ? fetchFrom(next, { of, signal, redirects: redirects + 1 })
        : no('connection', 'A redirect leads nowhere.')
    }
    if (statusCode !== 200) {
      response.destroy()
      return no('incorrectResponse', `${hostname} answered ${String(statusCode)}.`)
    }
    const text = await textOf(response)
    return text === undefined
      ? no('incorrectResponse', `${hostname} sent too much.`)
      : ok(text.trimEnd())
  }

  return async (name, file) => {
    assertOutsideTransaction()
    const signal = AbortSignal.timeout(patience)
    const host = isIP(name) === 6 ? `[${name}]` : name
    const url = new URL(`http://${host}/.well-known/acme-challenge/${file}`)
    try {
      return await within(signal, fetchFrom(url, { of: url.hostname, signal }))
    } catch (fault) {
      return no('connection', `${name} was not reached: ${whyOf(fault)}.`)
    }
  }
}

const no = (kind: NoPublishedFile['kind'], detail: string): Result<never, NoPublishedFile> =>
  refuse({ kind, detail })

/** The checked address, or why the service does not connect. */
export async function addressToReach(
  addressOf: AddressOf,
  name: string,
): Promise<Result<string, NoPublishedFile>> {
  const address = await addressOf(name)
  if (address.ok) return address
  const { kind, isAddress } = address.refusal
  if (kind === 'no-address') return no('dns', `${name} has no address.`)
  return no(
    'rejectedIdentifier',
    isAddress
      ? `This service does not connect to ${name}.`
      : `${name} leads where this service does not connect.`,
  )
}

function get(
  protocol: 'http:' | 'https:',
  options: RequestOptions & { readonly servername: string },
): Promise<IncomingMessage> {
  const defaults = { ...options, method: 'GET', agent: false, maxHeaderSize: 8192 } as const
  return new Promise((resolve, reject) => {
    const request =
      protocol === 'http:'
        ? requestHttp(defaults, resolve)
        : // A server that orders its first certificate has no trusted one; the key authorization is proof enough.
          requestHttps({ ...defaults, rejectUnauthorized: false }, resolve)
    request.on('error', reject)
    request.end()
  })
}

/** Undefined when it is longer than a key authorization can be. */
async function textOf(response: IncomingMessage): Promise<string | undefined> {
  let bytes = Buffer.alloc(0)
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes = Buffer.concat([bytes, chunk])
    if (bytes.length > maxBytes) {
      response.destroy()
      return undefined
    }
  }
  return bytes.toString('utf8')
}
