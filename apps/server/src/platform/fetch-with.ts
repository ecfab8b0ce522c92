import { mutualTlsFetch, type ClientTls } from '@sotevarmenne/client/mutual-tls'
import { beginSpan, traceparent } from './tracing.ts'
import type { Fetch } from '@sotevarmenne/client/client'

export type { ClientTls, Fetch }

/** Another system, and how to connect to it. */
export type OtherSystem = {
  /** Without a slash at the end. */
  readonly url: string
  readonly tls?: ClientTls | undefined
}

/**
 * `fetch` that shows our certificate and trusts the given CAs. A redirect is a fault: it could carry personal
 * data to an address that nobody configured.
 */
export function fetchWith(tls: ClientTls | undefined): Fetch {
  const fetchIt = connectBy(tls)
  return async (url, sent) => {
    const { method } = sent
    const { host, hostname } = new URL(url)
    const attributes = { 'http.request.method': method, 'server.address': hostname }
    const span = beginSpan(`${method} ${host}`, 'client', { attributes })
    if (span === undefined) return fetchIt(url, sent)
    try {
      const response = await span.run(() =>
        fetchIt(url, { ...sent, headers: { ...sent.headers, traceparent: traceparent() ?? '' } }),
      )
      const { status } = response
      span.end({ attributes: { 'http.response.status_code': status }, isFault: status >= 500 })
      return response
    } catch (fault) {
      span.end({ isFault: true })
      throw fault
    }
  }
}

function connectBy(tls: ClientTls | undefined): Fetch {
  if (tls === undefined) return (url, sent) => fetch(url, { ...sent, redirect: 'error' })
  const fetchByTls = byTls.get(tls) ?? mutualTlsFetch(tls)
  byTls.set(tls, fetchByTls)
  return fetchByTls
}

/** One for each way to connect: its connections are used again. */
const byTls = new WeakMap<ClientTls, Fetch>()
