import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import type { Clock } from '../world/clock.ts'
import type { Faults } from '../world/faults.ts'
import type { Mails } from './mails.ts'

export type SmtpDeps = {
  readonly clock: Clock
  readonly faults: Faults
  readonly mails: Mails
}

export type Smtp = {
  readonly listen: (port: number) => Promise<{ readonly port: number }>
  readonly close: () => Promise<void>
}

/** Octets of a mail that is taken. */
const mailLimit = 1024 * 1024

/** A stand-in of every mail server there is: it takes mail for everybody but those whose address begins with `nobody`. */
export function createSmtp({ clock, faults, mails }: SmtpDeps): Smtp {
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disabledCommands: ['AUTH'],
    size: mailLimit,
    onConnect: (_session, done) => {
      void behave(faults).then((fault) => {
        done(fault)
      })
    },
    onRcptTo: ({ address }, _session, done) => {
      done(address.startsWith('nobody') ? answer(550, 'no such mailbox') : undefined)
    },
    onData: (stream, _session, done) => {
      read(stream)
        .then((message) => mails.receive(message, clock.now()))
        .then(
          () => {
            done()
          },
          () => {
            done(answer(451, 'not kept'))
          },
        )
    },
  })
  return {
    listen: async (port) => {
      const listening = server.listen(port, 'localhost')
      await once(listening, 'listening')
      const address = listening.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      return { port: address.port }
    },
    close: () =>
      new Promise((closed) => {
        server.close(closed)
      }),
  }
}

/** What the greeting is spoilt by, if by anything. */
async function behave(faults: Faults): Promise<Error | undefined> {
  const fault = faults.of('mail')
  switch (fault.kind) {
    case 'none':
    case 'out-of-order':
    case 'malformed-event':
      return undefined
    case 'slow':
      await wait(fault.milliseconds)
      return undefined
    case 'down':
    case 'wrong':
      return answer(421, 'not now')
  }
}

const answer = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode })

async function read(stream: SMTPServerDataStream): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece as Uint8Array)
  return Buffer.concat(pieces)
}
