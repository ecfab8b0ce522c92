import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { openConnection, type Connection, type HttpRequest, type Serving } from './connection.ts'
import { defaultLimits, type HttpLimits } from './limits.ts'
import type { Reply } from './response.ts'

export type RunningServer = { readonly port: number; readonly close: () => Promise<void> }

/**
 * HTTP/1.1 for many small requests, directly on TCP: about half the time per request that node:http takes
 * (docs/adr/2026-11-24-http1-server-for-public-endpoints.md).
 */
export const serveHttp = (
  serving: Serving,
  address: Address,
  changed: Partial<HttpLimits> = {},
): Promise<RunningServer> =>
  serve(
    (open) =>
      createServer(socketOptions, (socket) => {
        open(socket, serving)
      }),
    { ...address, now: serving.now },
    changed,
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
export const serveHttps = (
  { respond, ...serving }: TlsServing,
  { tls, ...address }: Address & { readonly tls: TlsFiles & TlsWishes },
  changed: Partial<HttpLimits> = {},
): Promise<RunningServer> =>
  serve(
    (open, { request }) => {
      const server = createTlsServer(
        {
          ...{ ...socketOptions, ...tls, handshakeTimeout: request },
          ...{ requestCert: true, rejectUnauthorized: false },
        },
        (socket) => {
          const client = clientOf(socket)
          open(socket, { ...serving, respond: (request) => respond(request, client) })
        },
      )
      // A client without TLS, or without a version that we support, is no fault of ours.
      return server.on('tlsClientError', (_, socket) => socket.destroy())
    },
    { ...address, now: serving.now },
    changed,
  )

const clientOf = (socket: TLSSocket): TlsClient => ({
  address: socket.remoteAddress ?? '',
  certificate: socket.getPeerX509Certificate()?.raw,
})

/** PEM. */
export type TlsFiles = {
  readonly key: string
  readonly cert: string
}

/** The CAs of which client certificates are requested, if not any, and OpenSSL's options. */
type TlsWishes = { readonly ca?: string[]; readonly secureOptions?: number }

type Address = { readonly host: string; readonly port: number }

/** Half-open: a client that closes its side after its request still gets the response. */
const socketOptions = { noDelay: true, allowHalfOpen: true }

async function serve(
  createServerOf: (open: (socket: Socket, serving: Serving) => void, limits: HttpLimits) => Server,
  { host, port, now }: Address & { readonly now: () => number },
  changed: Partial<HttpLimits>,
): Promise<RunningServer> {
  const limits = { ...defaultLimits, ...changed }
  const connections = new Set<Connection>()
  const server = createServerOf((socket, serving) => {
    const connection = openConnection(socket, serving, limits)
    connections.add(connection)
    socket.on('close', () => connections.delete(connection))
  }, limits)
  server.maxConnections = limits.maxConnections
  // Also those with an unfinished TLS handshake.
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  // One timer for all: a timer per request would cost more than its response.
  const watch = setInterval(() => {
    const at = now()
    for (const connection of connections) connection.endIfLate(at)
  }, limits.watchInterval)
  server.listen({ port, host, backlog: 4096 })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      clearInterval(watch)
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
