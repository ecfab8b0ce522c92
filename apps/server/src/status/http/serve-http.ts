import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
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
 * (docs/adr/2026-11-24-own-http-reader.md).
 */
export async function serveHttp(
  serving: Serving,
  { host, port }: { readonly host: string; readonly port: number },
  changed: Partial<HttpLimits> = {},
): Promise<RunningServer> {
  const limits = { ...usualLimits, ...changed }
  const connections = new Set<Connection>()
  // Half-open: a client that closes its side behind its question gets the answer all the same.
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    const connection = openConnection(socket, serving, limits)
    connections.add(connection)
    socket.on('close', () => connections.delete(connection))
  })
  server.maxConnections = limits.mostConnections
  // One timer for all: a timer for each request would cost more than its answer.
  const watch = setInterval(() => {
    const now = serving.now()
    for (const connection of connections) connection.endIfLate(now)
  }, limits.watchInterval)
  server.listen({ port, host, backlog: 4096 })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      clearInterval(watch)
      const closed = once(server, 'close')
      server.close()
      for (const { destroy } of connections) destroy()
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
