import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import {
  openConnection,
  type Connection,
  type ConnectionLimits,
  type Serving,
} from './connection.ts'

export type HttpLimits = ConnectionLimits & { readonly mostConnections: number }

export type RunningServer = { readonly port: number; readonly close: () => Promise<void> }

/**
 * HTTP/1.1 for many small questions, straight on TCP: about half the time a question that node:http takes
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

/**
 * The same on TLS. It asks for a client's certificate but does not demand one; TLS proves the certificate's key, all else
 * of it is for `servingOf` to judge.
 */
export const serveHttps = (
  servingOf: (socket: TLSSocket) => Serving,
  { tls, ...address }: Address & { readonly tls: TlsFiles & TlsWishes; readonly now: () => number },
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
          open(socket, servingOf(socket))
        },
      )
      // Who speaks no TLS, or none that we do, is no fault of ours.
      return server.on('tlsClientError', (_, socket) => socket.destroy())
    },
    address,
    changed,
  )

/** PEM. */
export type TlsFiles = {
  readonly key: string
  readonly cert: string
}

/** Whose certificates clients are asked for, where it is not anybody's, and OpenSSL's options. */
type TlsWishes = { readonly ca?: string[]; readonly secureOptions?: number }

type Address = { readonly host: string; readonly port: number }

/** Half-open: a client that closes its side behind its question gets the answer all the same. */
const socketOptions = { noDelay: true, allowHalfOpen: true }

async function serve(
  createServerOf: (open: (socket: Socket, serving: Serving) => void, limits: HttpLimits) => Server,
  { host, port, now }: Address & { readonly now: () => number },
  changed: Partial<HttpLimits>,
): Promise<RunningServer> {
  const limits = { ...usualLimits, ...changed }
  const connections = new Set<Connection>()
  const server = createServerOf((socket, serving) => {
    const connection = openConnection(socket, serving, limits)
    connections.add(connection)
    socket.on('close', () => connections.delete(connection))
  }, limits)
  server.maxConnections = limits.mostConnections
  // Also those whose TLS is not open yet.
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  // One timer for all: a timer for each request would cost more than its answer.
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

const usualLimits: HttpLimits = {
  request: 10_000,
  idle: 30_000,
  answer: 30_000,
  lingering: 2_000,
  connection: 3_600_000,
  watchInterval: 500,
  longestBody: 8 * 1024,
  mostConnections: 20_000,
}
