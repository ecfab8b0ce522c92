import { Agent, request } from 'node:https'
import { Readable } from 'node:stream'

/** How to connect to another system, when not as any program would. */
export type ClientTls = {
  /** PEM: our certificate, with its chain, and its key. */
  readonly cert?: string
  readonly key?: string
  /** PEM: CAs of its server's certificate, instead of those that Node trusts. */
  readonly ca?: string
}

/** Another system, and how to connect to it. */
export type OtherSystem = {
  /** Without a slash at the end. */
  readonly url: string
  readonly tls?: ClientTls | undefined
}

export type Sent = {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly signal: AbortSignal
}

export type Fetch = (url: string, sent: Sent) => Promise<Response>

/**
 * `fetch` that shows our certificate and trusts the given CAs. A redirect is a fault: it could carry personal
 * data to an address that nobody configured.
 */
export function fetchWith(tls: ClientTls | undefined): Fetch {
  if (tls === undefined) return (url, sent) => fetch(url, { ...sent, redirect: 'error' })
  const agent = agentFor(tls)
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
          received(new Response(content, { status }))
        })
        .on('error', failed)
        .end(body)
    })
}

const withoutContent: ReadonlySet<number> = new Set([204, 205, 304])

/** One for each way to connect: its connections are used again. */
function agentFor(tls: ClientTls): Agent {
  const known = agents.get(tls)
  if (known) return known
  const agent = new Agent({ ...tls, keepAlive: true, minVersion: 'TLSv1.2' })
  agents.set(tls, agent)
  return agent
}

const agents = new WeakMap<ClientTls, Agent>()
