import type { Resolver } from 'node:dns/promises'
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { second } from '@sotevarmenne/kernel/instant'
import type { IpAddressRule } from '@sotevarmenne/kernel/ip-address'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { checkedAddress, openResolver } from '#platform/checked-address.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import { lookUpDnsTexts, whyOf, within } from '#platform/dns-texts.ts'
import { no, type AcmeRefusal } from '../acme-refusal.ts'
import type { NameProbe } from '../deps.ts'
import { serverNameOf } from '../domain/acme-certificate.ts'
import type { CaaRecord } from '../domain/caa.ts'

export type ProbeSettings = {
  readonly mayConnect: IpAddressRule
  /** `192.0.2.53` or `127.0.0.1:5353`; those of the machine by default. */
  readonly resolvers?: readonly string[]
  /** 80 except in tests. */
  readonly httpPort?: number
  /** 443 except in tests. */
  readonly httpsPort?: number
  /** Timeout of one whole probe, including redirects; milliseconds. */
  readonly patience?: number
}

type Fetching = {
  /** The name or address of the order, as URLs spell it: the only address to which a redirect may lead. */
  readonly of: string
  readonly signal: AbortSignal
  readonly redirects?: number
}

/** A key authorization has less than a hundred bytes. */
const maxBytes = 1024
const maxRedirects = 5

/**
 * Probes names from outside (R196). A name is resolved once, each of its addresses must be one to which the
 * service may connect, and the connection goes to a checked address, not to the name: a different DNS
 * response the second time changes nothing. Each redirect is a new name and is checked again.
 */
export function probeNames({
  mayConnect,
  resolvers,
  httpPort = 80,
  httpsPort = 443,
  patience = 10 * second,
}: ProbeSettings): NameProbe {
  const resolver = openResolver(resolvers)
  const resolveChecked = checkedAddress({ mayConnect, resolver })
  const lookUpTexts = lookUpDnsTexts({ ...(resolvers && { resolvers }), patience })
  const ports = { 'http:': httpPort, 'https:': httpsPort }

  async function addressOf(name: string): Promise<Result<string, AcmeRefusal>> {
    const address = await resolveChecked(name)
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

  async function fetchFrom(
    url: URL,
    { of, signal, redirects = 0 }: Fetching,
  ): Promise<Result<string, AcmeRefusal>> {
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
    const address = await addressOf(hostname.replace(/^\[|\]$/g, ''))
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

  return {
    fetchKeyAuthorization: async (name, token) => {
      assertOutsideTransaction()
      const signal = AbortSignal.timeout(patience)
      const host = isIP(name) === 6 ? `[${name}]` : name
      const url = new URL(`http://${host}/.well-known/acme-challenge/${token}`)
      try {
        return await within(signal, fetchFrom(url, { of: url.hostname, signal }))
      } catch (fault) {
        return no('connection', `${name} was not reached: ${whyOf(fault)}.`)
      }
    },
    fetchAcmeCertificate: async (name) => {
      assertOutsideTransaction()
      const signal = AbortSignal.timeout(patience)
      try {
        const address = await within(signal, addressOf(name))
        if (!address.ok) return address
        const to = { host: address.value, port: httpsPort, servername: serverNameOf(name) }
        const shown = await within(signal, certificateShown(to, signal))
        return shown === undefined
          ? no('incorrectResponse', `The server of ${name} does not speak acme-tls/1.`)
          : ok(shown)
      } catch (fault) {
        return no('connection', `${name} was not reached: ${whyOf(fault)}.`)
      }
    },
    lookUpTexts: async (name) => {
      const texts = await lookUpTexts(name)
      return texts.ok
        ? texts
        : no('dns', `The texts of ${name} were not found: ${texts.refusal.because}.`)
    },
    lookUpCaa: async (name) => {
      assertOutsideTransaction()
      const signal = AbortSignal.timeout(patience)
      // From the name up to, and without, the root: the first that has any decides.
      for (let at = name; at !== ''; at = at.includes('.') ? at.slice(at.indexOf('.') + 1) : '')
        try {
          const found = await within(signal, resolver.resolveCaa(at))
          if (found.length > 0) return ok(found.flatMap(recordsOf))
        } catch (fault) {
          if (!isNothingThere(fault))
            return no('dns', `The CAA records of ${at} were not found: ${whyOf(fault)}.`)
        }
      return ok([])
    },
  }
}

/** Node returns the tag as the member's name. */
const recordsOf = ({ critical, ...properties }: CaaOfNode): readonly CaaRecord[] =>
  Object.entries(properties)
    .filter(([tag, value]) => tag !== 'type' && typeof value === 'string')
    .map(([tag, value]) => ({
      ...{ isCritical: critical >= 128, tag: tag.toLowerCase(), value: String(value) },
    }))
type CaaOfNode = Awaited<ReturnType<Resolver['resolveCaa']>>[number]

/** No such name, or no such record: a parent domain may have records. Any other failure is not “none”. */
const isNothingThere = (fault: unknown): boolean =>
  fault instanceof Error &&
  'code' in fault &&
  (fault.code === 'ENOTFOUND' || fault.code === 'ENODATA')

/** Of a server that agrees to `acme-tls/1`, DER; nothing is sent (RFC 8737 § 3). */
function certificateShown(
  to: { readonly host: string; readonly port: number; readonly servername: string },
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      ...{ ...to, ALPNProtocols: ['acme-tls/1'], minVersion: 'TLSv1.2' },
      // Signed by itself; what it contains is the proof.
      rejectUnauthorized: false,
    })
    signal.addEventListener('abort', () => socket.destroy())
    socket.on('error', reject)
    socket.on('secureConnect', () => {
      const shown = socket.getPeerX509Certificate()
      const isAgreed = socket.alpnProtocol === 'acme-tls/1'
      socket.destroy()
      resolve(isAgreed && shown ? new Uint8Array(shown.raw) : undefined)
    })
  })
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
