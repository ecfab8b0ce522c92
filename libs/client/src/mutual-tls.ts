import { lookup } from 'node:dns'
import { Agent, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import type { Fetch } from './client.ts'

export type ClientTls = {
  /** PEM: the program's certificate, with its chain, and its key. */
  readonly cert?: string
  readonly key?: string
  /** PEM: CAs of the server's certificate, instead of those that Node trusts. */
  readonly ca?: string
}

/**
 * `fetch` that shows a certificate and trusts the given CAs. Its connections are used again. A redirect is a fault: it
 * could carry personal data to an address that nobody configured.
 */
export function mutualTlsFetch(tls: ClientTls): Fetch {
  const agent = new Agent({ ...tls, keepAlive: true, minVersion: 'TLSv1.2', lookup: resolve })
  return (url, { body, ...sent }) =>
    new Promise((received, failed) => {
      request(url, { ...sent, agent })
        .on('response', (response) => {
          const status = response.statusCode ?? 0
          if (status >= 300 && status < 400) {
            response.destroy()
            failed(new Error(`redirected by status ${String(status)}`))
            return
          }
          const content = withoutContent.has(status) ? null : Readable.toWeb(response)
          if (content === null) response.resume()
          const { 'retry-after': retryAfter } = response.headers
          received(
            new Response(content, {
              status,
              ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
            }),
          )
        })
        .on('error', failed)
        .end(body)
    })
}

const withoutContent: ReadonlySet<number> = new Set([204, 205, 304])

/** Every name under `localhost` is this very machine (RFC 6761 § 6.3); not every resolver supports this. */
const resolve: LookupFunction = (hostname, options, callback) => {
  lookup(hostname.endsWith('.localhost') ? '127.0.0.1' : hostname, options, callback)
}
