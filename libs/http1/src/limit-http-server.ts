import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server, Socket } from 'node:net'
import { peerOf, plainAddress } from './addresses.ts'
import type { ConnectionLimiter } from './connection-limiter.ts'

/**
 * Counts the connections of a server of node:http or node:https with those of the process's other listeners.
 */
export function limitHttpServer(server: Server, limiter: ConnectionLimiter): void {
  // By their peers: with TLS, a request has another socket than the connection.
  const states = new Map<string, { since: number; current?: IncomingMessage }>()
  server.on('connection', (socket: Socket) => {
    const state: { since: number; current?: IncomingMessage } = { since: performance.now() }
    const release = limiter.admit(plainAddress(socket.remoteAddress ?? ''), {
      // A client that has not sent its whole request lets us wait.
      waitsSince: () => (state.current?.complete === true ? undefined : state.since),
      end: () => socket.destroy(),
    })
    if (release === undefined) {
      socket.destroy()
      return
    }
    const peer = peerOf(socket)
    states.set(peer, state)
    socket.once('close', () => {
      states.delete(peer)
      release()
    })
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const state = states.get(peerOf(request.socket))
    if (state === undefined) return
    state.current = request
    response.once('close', () => {
      delete state.current
      state.since = performance.now()
    })
  })
}
