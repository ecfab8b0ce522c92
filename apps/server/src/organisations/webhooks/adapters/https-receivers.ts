import { request } from 'node:https'
import { isIP } from 'node:net'
import { second } from '@sotevarmenne/kernel/instant'
import type { IpAddressRule } from '@sotevarmenne/kernel/ip-address'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { checkedAddress, openResolver, type NoAddress } from '#platform/checked-address.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import { whyOf, within } from '#platform/dns-texts.ts'
import type { Attempt, Receivers } from '../deps.ts'

export type ReceiverSettings = {
  readonly mayConnect: IpAddressRule
  /** Names of the service itself, to which nothing is sent. */
  readonly ownHosts: readonly string[]
  readonly resolvers?: readonly string[]
  /** Instead of those of Node; in tests. */
  readonly trustedCas?: string
  /** Of the whole call, milliseconds. */
  readonly patience?: number
}

type Found = Result<string, Pick<NoAddress, 'kind'>>

/**
 * Posts to addresses that organisations have chosen (R520): by TLS with a certificate that is verified, to an address
 * that was checked, without following a redirect, and without reading the body of the response.
 */
export function httpsReceivers({
  mayConnect,
  ownHosts,
  resolvers = [],
  trustedCas,
  patience = 10 * second,
}: ReceiverSettings): Receivers {
  const resolveChecked = checkedAddress({ mayConnect, resolver: openResolver(resolvers) })
  const own = new Set(ownHosts.map(withoutDot))

  async function addressOf({ hostname }: URL): Promise<Found> {
    if (own.has(withoutDot(hostname))) return refuse({ kind: 'address-not-allowed' })
    return resolveChecked(withoutBrackets(hostname))
  }

  return {
    check: async (url) => {
      assertOutsideTransaction()
      try {
        const found = await within(AbortSignal.timeout(patience), addressOf(url))
        return found.ok ? undefined : found.refusal.kind
      } catch {
        return 'no-address'
      }
    },
    send: async ({ url, headers, body }) => {
      assertOutsideTransaction()
      const signal = AbortSignal.timeout(patience)
      try {
        const found = await within(signal, addressOf(url))
        if (!found.ok) return { fault: found.refusal.kind }
        return await within(
          signal,
          post({ url, address: found.value, headers, body, signal, trustedCas }),
        )
      } catch (fault) {
        return { fault: faultOf(fault, signal) }
      }
    },
  }
}

function post({
  url,
  address,
  headers,
  body,
  signal,
  trustedCas,
}: {
  readonly url: URL
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
  readonly trustedCas: string | undefined
}): Promise<Attempt> {
  const bytes = Buffer.from(body, 'utf8')
  const name = withoutBrackets(url.hostname)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: address, port: url.port === '' ? 443 : Number(url.port), method: 'POST' },
        ...{ path: `${url.pathname}${url.search}`, agent: false, maxHeaderSize: 8192, signal },
        headers: {
          ...headers,
          ...{ host: url.host, 'content-length': bytes.length, connection: 'close' },
        },
        // Server Name Indication has no addresses (RFC 6066 § 3): empty leaves it out.
        servername: isIP(name) === 0 ? name : '',
        ...(trustedCas !== undefined && { ca: trustedCas }),
      },
      (response) => {
        const { statusCode = 0 } = response
        response.destroy()
        resolve({ status: statusCode })
      },
    )
    sent.on('error', reject)
    sent.end(bytes)
  })
}

function faultOf(fault: unknown, signal: AbortSignal) {
  if (signal.aborted) return 'time-out'
  return /CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME|ALTNAME/.test(whyOf(fault))
    ? 'certificate'
    : 'no-connection'
}

const withoutDot = (host: string): string => host.toLowerCase().replace(/\.$/, '')
const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '')
