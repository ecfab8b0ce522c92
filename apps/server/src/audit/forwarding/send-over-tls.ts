import { once } from 'node:events'
import { connect } from 'node:tls'
import { second } from '@sotevarmenne/kernel/instant'
import type { ClientTls } from '#platform/fetch-with.ts'

/** A syslog server, `siem.example:6514`. */
export type SyslogServer = {
  readonly host: string
  readonly port: number
  readonly tls?: ClientTls | undefined
}

/**
 * Sends framed messages over one TLS connection (RFC 5425). Syslog has no acknowledgement: this is one made of TLS. We
 * end our side, and the receiver ends its own only when it has read to our end; a receiver that breaks off before it
 * resets the connection. Throws when that does not come in time: what was sent may have arrived, and is sent again.
 */
export async function sendOverTls(
  { host, port, tls = {} }: SyslogServer,
  frames: string,
  timeoutMilliseconds = 20 * second,
): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMilliseconds)
  const socket = connect({ host, port, servername: host, ...tls, minVersion: 'TLSv1.2' })
  try {
    // Certificate and name are checked before a byte is sent.
    await once(socket, 'secureConnect', { signal })
    const ended = once(socket, 'end', { signal })
    const closed = once(socket, 'close', { signal }).then(() => {
      throw new Error('the server broke off')
    })
    socket.resume()
    socket.end(frames)
    await Promise.race([ended, closed])
  } catch (cause) {
    throw new Error(`the syslog server ${host}:${String(port)} did not take audit entries`, {
      cause,
    })
  } finally {
    socket.destroy()
  }
}
