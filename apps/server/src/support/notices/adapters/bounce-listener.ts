import { once } from 'node:events'
import { second } from '@sotevarmenne/kernel/instant'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'

export type BounceListenerDeps = {
  /** Address for returned mail: `<local>+<tag>@<domain>`. */
  readonly address: string
  readonly isTag: (tag: string) => boolean
  readonly take: (tag: string, message: string) => Promise<unknown>
  readonly onFault: (fault: unknown) => void
}

/**
 * Receives returned mail (RFC 3464), which the operator's mail server forwards for the envelope address. It
 * accepts nothing else: the empty sender of bounces (RFC 5321 § 4.5.5), a tag of ours, and a small size.
 */
export async function openBounceListener(
  { address, isTag, take, onFault }: BounceListenerDeps,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const tagIn = (recipient: string): string | undefined => {
    const [local, domain] = partsOf(address)
    const [, tag] = /^(?:.+)\+([0-9a-f]+)$/i.exec(partsOf(recipient)[0]) ?? []
    const isOurs = recipient.toLowerCase() === `${local}+${tag ?? ''}@${domain}`.toLowerCase()
    return isOurs && tag !== undefined && isTag(tag) ? tag : undefined
  }
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    size: maxMailBytes,
    maxClients: 20,
    socketTimeout: 30 * second,
    closeTimeout: second,
    onMailFrom: ({ address: from }, _session, done) => {
      done(from === '' ? undefined : response(550, 'only mails that came back are taken here'))
    },
    onRcptTo: ({ address: to }, { envelope }, done) => {
      const refusal =
        envelope.rcptTo.length > 0
          ? response(452, 'one recipient at a time')
          : tagIn(to) === undefined
            ? response(550, 'no such mailbox')
            : undefined
      done(refusal)
    },
    onData: (stream, { envelope }, done) => {
      const tag = tagIn(envelope.rcptTo[0]?.address ?? '') ?? ''
      textOf(stream).then(
        async (message) => {
          if (message === undefined) {
            done(response(552, 'too long'))
            return
          }
          try {
            await take(tag, message)
            done()
          } catch (fault) {
            onFault(fault)
            done(response(451, 'not now'))
          }
        },
        () => {
          done(response(451, 'not now'))
        },
      )
    },
  })
  // A client that breaks the connection is not our fault.
  server.on('error', () => undefined)
  const listening = server.listen(port, host)
  await once(listening, 'listening')
  const bound = listening.address()
  if (bound === null || typeof bound === 'string') throw new Error('bounce listener has no port')
  return {
    port: bound.port,
    close: () =>
      new Promise((closed) => {
        server.close(closed)
      }),
  }
}

/** Bytes: a report repeats the header of our mail, or all of it. */
const maxMailBytes = 256 * 1024

const partsOf = (address: string): [string, string] => {
  const at = address.lastIndexOf('@')
  return [address.slice(0, at), address.slice(at + 1)]
}

/** Always read to the end, and stored up to the limit: undefined beyond it. */
async function textOf(stream: SMTPServerDataStream): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    length += (piece as Buffer).length
    if (length <= maxMailBytes) pieces.push(piece as Buffer)
  }
  return length <= maxMailBytes ? Buffer.concat(pieces).toString('latin1') : undefined
}

const response = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode })
