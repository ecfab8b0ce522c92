import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTlsServer, TLSSocket, type Server as TlsServer } from 'node:tls'
import { noAddress, peerOf, plainAddress, type AddressRule } from './addresses.ts'
import { readClientHello } from './client-hello.ts'
import { openConnection, type HttpRequest, type Serving } from './connection.ts'
import { createConnectionLimiter, type ConnectionLimiter } from './connection-limiter.ts'
import { readFirstBytes } from './first-bytes.ts'
import { backlog, defaultLimits, type HttpLimits } from './limits.ts'
import { readProxyHeader } from './proxy-protocol.ts'
import type { Reply } from './response.ts'
import { tlsPolicy } from './tls-policy.ts'

export type RunningServer = {
  readonly port: number
  /** Goes on serving, and ends each connection with its next response: clients go elsewhere. */
  readonly retire: () => void
  /** Accepts nothing more, responds to what it has begun to read, and ends. */
  readonly close: () => Promise<void>
}

/** Where a listener listens, and what it counts its connections by. */
export type ListenerAddress = {
  readonly host: string
  readonly port: number
  /** Of the process: without it the listener has a limiter of its own. */
  readonly limiter?: ConnectionLimiter | undefined
  /**
   * Layer-4 proxies, which must begin each connection with a header of the PROXY protocol, version 2. From
   * other addresses it is never read.
   */
  readonly proxies?: AddressRule | undefined
}

/**
 * HTTP/1.1 for many small requests, directly on TCP: about half the time per request that node:http takes
 * (docs/adr/2026-11-24-http1-server-for-public-endpoints.md).
 */
export const serveHttp = (
  serving: Serving,
  address: ListenerAddress,
  changed: Partial<HttpLimits> = {},
): Promise<RunningServer> =>
  listen(
    { ...address, now: serving.now, tls: undefined },
    { ...defaultLimits, ...changed },
    () => serving,
  )

/** The sender of a request by TLS. */
export type TlsClient = {
  readonly address: string
  /** In DER; undefined if the client sent none. */
  readonly certificate: Uint8Array | undefined
}

export type TlsServing = Omit<Serving, 'respond'> & {
  readonly respond: (request: HttpRequest, client: TlsClient) => Reply | Promise<Reply>
}

/**
 * The same on TLS. It requests a client certificate but does not require one; TLS proves possession of its
 * key, everything else about it is for `respond` to check.
 */
export function serveHttps(
  { respond, ...serving }: TlsServing,
  { tls, ...address }: ListenerAddress & { readonly tls: TlsFiles & TlsWishes },
  changed: Partial<HttpLimits> = {},
): Promise<RunningServer> {
  const limits = { ...defaultLimits, ...changed }
  const tlsServer = createTlsServer({
    ...{ ...tlsPolicy, ...tls, handshakeTimeout: limits.handshake },
    ...{ requestCert: true, rejectUnauthorized: false },
  })
  return listen({ ...address, now: serving.now, tls: tlsServer }, limits, (socket, address) => {
    const certificate =
      socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined
    return { ...serving, respond: (request) => respond(request, { address, certificate }) }
  })
}

/** PEM. */
export type TlsFiles = {
  readonly key: string
  readonly cert: string
}

/** The CAs of which client certificates are requested, if not any, and OpenSSL's options. */
type TlsWishes = { readonly ca?: string[]; readonly secureOptions?: number }

/** One connection, from accepting it to its end. */
type Accepted = {
  readonly socket: Socket
  address: string
  /** Ends it when it is beyond the time limit of what it does now. */
  endIfLate: (now: number) => void
  waitsSince: () => number | undefined
  retire: () => void
  finish: () => void
}

async function listen(
  address: ListenerAddress & { readonly now: () => number; readonly tls: TlsServer | undefined },
  limits: HttpLimits,
  servingFor: (socket: Socket, address: string) => Serving,
): Promise<RunningServer> {
  const { host, port, now, tls, proxies = noAddress } = address
  const limiter = address.limiter ?? createConnectionLimiter()
  const accepted = new Set<Accepted>()
  const inHandshake = new Map<string, Accepted>()
  let isRetiring = false

  /** Returns whether the connection may stay. */
  const admit = (one: Accepted): boolean => {
    const { socket, address } = one
    const release = limiter.admit(address, {
      waitsSince: () => one.waitsSince(),
      end: () => socket.destroy(),
    })
    if (release === undefined) socket.destroy()
    else socket.once('close', release)
    return release !== undefined
  }

  const serveOn = (one: Accepted, socket: Socket): void => {
    const connection = openConnection(socket, servingFor(socket, one.address), limits)
    one.endIfLate = connection.endIfLate
    one.waitsSince = connection.waitsSince
    one.retire = connection.retire
    one.finish = connection.finish
    if (isRetiring) one.retire()
  }

  const beginHandshake = (server: TlsServer, one: Accepted): void => {
    // The TLS server itself ends a handshake that takes too long.
    one.endIfLate = () => undefined
    const name = peerOf(one.socket)
    inHandshake.set(name, one)
    one.socket.once('close', () => inHandshake.delete(name))
    server.emit('connection', one.socket)
  }
  tls?.on('secureConnection', (socket) => {
    const one = inHandshake.get(peerOf(socket))
    if (one === undefined) socket.destroy()
    else serveOn(one, socket)
  })
  // A client without a version that we support, or that went away, is no fault of ours.
  tls?.on('tlsClientError', (_, socket) => socket.destroy())

  const begin = (one: Accepted): void => {
    if (!admit(one)) return
    if (tls === undefined) {
      serveOn(one, one.socket)
      one.socket.resume()
    } else
      readFirstBytes(one.socket, readClientHello, () => {
        beginHandshake(tls, one)
      })
  }

  const server = createServer(
    // Half-open: a client that closes its side after its request still gets the response. With TLS nobody would
    // hear of a client that goes away before the handshake.
    { noDelay: true, allowHalfOpen: tls === undefined },
    (socket) => {
      const address = plainAddress(socket.remoteAddress ?? '')
      const since = now()
      const one: Accepted = {
        ...{ socket, address },
        endIfLate: (at) => {
          if (at - since > limits.clientHello) socket.destroy()
        },
        waitsSince: () => since,
        retire: () => undefined,
        finish: () => socket.destroy(),
      }
      accepted.add(one)
      socket.on('close', () => accepted.delete(one))
      socket.on('error', () => socket.destroy())
      if (proxies(address))
        readFirstBytes(socket, readProxyHeader, (header) => {
          one.address = header.address ?? address
          begin(one)
        })
      else begin(one)
    },
  )
  // One timer for all: a timer per request would cost more than its response.
  const watch = setInterval(() => {
    const at = now()
    for (const one of accepted) one.endIfLate(at)
  }, limits.watchInterval)
  server.listen({ port, host, backlog })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    retire: () => {
      isRetiring = true
      for (const one of accepted) one.retire()
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const one of accepted) one.finish()
      const late = setTimeout(() => {
        for (const { socket } of accepted) socket.destroy()
      }, limits.finishing)
      await closed
      clearTimeout(late)
      clearInterval(watch)
    },
  }
}
