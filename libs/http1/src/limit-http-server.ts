import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { plainAddress } from './addresses.ts'
import type { ConnectionLimiter } from './connection-limiter.ts'

/** Counts the connections of a server of node:http with those of the process's other listeners. */
export function limitHttpServer(server: Server, limiter: ConnectionLimiter): void {
  const states = new WeakMap<Socket, { since: number; current?: IncomingMessage }>()
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
    states.set(socket, state)
    socket.once('close', release)
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const state = states.get(request.socket)
    if (state === undefined) return
    state.current = request
    response.once('close', () => {
      delete state.current
      state.since = performance.now()
    })
  })
}
