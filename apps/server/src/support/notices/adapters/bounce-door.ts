import { once } from 'node:events'
import { second } from '@sotevarmenne/kernel/instant'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'

export type BounceDoorDeps = {
  /** To which mails come back: `<local>+<tag>@<domain>`. */
  readonly address: string
  readonly isTag: (tag: string) => boolean
  readonly take: (tag: string, message: string) => Promise<unknown>
  readonly onFault: (fault: unknown) => void
}

/**
 * Hears of mails that came back (RFC 3464): the operator's mail server passes on here what comes for the address of the
 * envelopes. It takes nothing else: from nobody, as bounces are (RFC 5321 § 4.5.5), for a tag of ours, and small.
 */
export async function openBounceDoor(
  { address, isTag, take, onFault }: BounceDoorDeps,
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
    size: longestMail,
    maxClients: 20,
    socketTimeout: 30 * second,
    closeTimeout: second,
    onMailFrom: ({ address: from }, _session, done) => {
      done(from === '' ? undefined : answer(550, 'only mails that came back are taken here'))
    },
    onRcptTo: ({ address: to }, { envelope }, done) => {
      const refusal =
        envelope.rcptTo.length > 0
          ? answer(452, 'one recipient at a time')
          : tagIn(to) === undefined
            ? answer(550, 'no such mailbox')
            : undefined
      done(refusal)
    },
    onData: (stream, { envelope }, done) => {
      const tag = tagIn(envelope.rcptTo[0]?.address ?? '') ?? ''
      textOf(stream).then(
        async (message) => {
          if (message === undefined) {
            done(answer(552, 'too long'))
            return
          }
          try {
            await take(tag, message)
            done()
          } catch (fault) {
            onFault(fault)
            done(answer(451, 'not now'))
          }
        },
        () => {
          done(answer(451, 'not now'))
        },
      )
    },
  })
  // A client that breaks off is no fault of ours.
  server.on('error', () => undefined)
  const listening = server.listen(port, host)
  await once(listening, 'listening')
  const bound = listening.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port')
  return {
    port: bound.port,
    close: () =>
      new Promise((closed) => {
        server.close(closed)
      }),
  }
}

/** Octets: a report repeats the head of a mail of ours, or all of it. */
const longestMail = 256 * 1024

const partsOf = (address: string): [string, string] => {
  const at = address.lastIndexOf('@')
  return [address.slice(0, at), address.slice(at + 1)]
}

/** Read to the end in any case, and kept up to the limit: undefined beyond it. */
async function textOf(stream: SMTPServerDataStream): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    length += (piece as Buffer).length
    if (length <= longestMail) pieces.push(piece as Buffer)
  }
  return length <= longestMail ? Buffer.concat(pieces).toString('latin1') : undefined
}

const answer = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode })
