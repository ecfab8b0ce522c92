import { clientNetwork, noAddress, type AddressRule } from './addresses.ts'
import { connectionLimits } from './limits.ts'

/** An admitted connection, as the limiter sees it. */
export type LimitedConnection = {
  /**
   * Since when it has waited for its client (milliseconds of `performance.now`); undefined while the client
   * waits for us.
   */
  readonly waitsSince: () => number | undefined
  readonly end: () => void
}

export type ConnectionFigures = {
  readonly open: number
  /** Since the start: connections refused at once, and waiting ones closed to make room. */
  readonly refused: number
  readonly closedForRoom: number
}

export type ConnectionLimiter = {
  /** Counts a connection; undefined when it is refused. The function ends its counting. */
  readonly admit: (address: string, connection: LimitedConnection) => (() => void) | undefined
  readonly figures: () => ConnectionFigures
}

/**
 * Bounds the connections of one process, over all its listeners, and those of one client. A full process
 * closes some of those that wait for their clients, of the clients with the most connections first, the
 * longest-waiting first among these: who connects and sends nothing makes room for who requests something.
 */
export function createConnectionLimiter({
  maxConnections = connectionLimits.maxConnections,
  maxPerClient = connectionLimits.maxPerClient,
  isProxy = noAddress,
}: {
  readonly maxConnections?: number
  readonly maxPerClient?: number
  /** Proxies connect for many clients: theirs are not counted by address. */
  readonly isProxy?: AddressRule
} = {}): ConnectionLimiter {
  const admitted = new Map<LimitedConnection, string | undefined>()
  const ofClient = new Map<string, number>()
  let refused = 0
  let closedForRoom = 0

  const countOf = (client: string | undefined): number =>
    client === undefined ? 0 : (ofClient.get(client) ?? 0)

  const forget = (connection: LimitedConnection): void => {
    const client = admitted.get(connection)
    if (!admitted.delete(connection) || client === undefined) return
    const count = countOf(client) - 1
    if (count > 0) ofClient.set(client, count)
    else ofClient.delete(client)
  }

  /** Closes a batch: to look at all connections for each new one would be too expensive in a flood. */
  const makeRoom = (): void => {
    const waiting = [...admitted].flatMap(([connection, client]) => {
      const since = connection.waitsSince()
      return since === undefined ? [] : [{ connection, since, count: countOf(client) }]
    })
    waiting.sort((one, other) => other.count - one.count || one.since - other.since)
    for (const { connection } of waiting.slice(0, Math.ceil(maxConnections / 50))) {
      forget(connection)
      closedForRoom += 1
      connection.end()
    }
  }

  return {
    admit: (address, connection) => {
      const client = isProxy(address) ? undefined : clientNetwork(address)
      if (countOf(client) >= maxPerClient) {
        refused += 1
        return undefined
      }
      if (admitted.size >= maxConnections) makeRoom()
      if (admitted.size >= maxConnections) {
        refused += 1
        return undefined
      }
      admitted.set(connection, client)
      if (client !== undefined) ofClient.set(client, countOf(client) + 1)
      return () => {
        forget(connection)
      }
    },
    figures: () => ({ open: admitted.size, refused, closedForRoom }),
  }
}
