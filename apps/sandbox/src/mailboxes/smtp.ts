import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import type { Clock } from '../environment/clock.ts'
import type { Faults } from '../environment/faults.ts'
import type { Mails } from './mails.ts'

export type SmtpDeps = {
  readonly clock: Clock
  readonly faults: Faults
  readonly mails: Mails
  /** Port for bounced mails; without it none bounce. */
  readonly bouncesPort?: number
}

export type Smtp = {
  readonly listen: (port: number) => Promise<{ readonly port: number }>
  readonly close: () => Promise<void>
}

/** Maximum size of an accepted mail in bytes. */
const mailLimit = 1024 * 1024

/**
 * Simulator of every mail server: it accepts mail for all addresses except those that begin with `nobody`.
 * Mail to `gone.example` is accepted and bounces to the envelope's sender, with a report for each recipient
 * (RFC 3464).
 */
export function createSmtp({ clock, faults, mails, bouncesPort }: SmtpDeps): Smtp {
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
      done(address.startsWith('nobody') ? response(550, 'no such mailbox') : undefined)
    },
    onData: (stream, { envelope }, done) => {
      read(stream)
        .then(async (message) => {
          await mails.receive(message, clock.now())
          if (bouncesPort === undefined || envelope.mailFrom === false) return
          for (const { address: recipient } of envelope.rcptTo)
            if (recipient.endsWith('@gone.example'))
              sendBack({ to: envelope.mailFrom.address, recipient }, bouncesPort)
        })
        .then(
          () => {
            done()
          },
          () => {
            done(response(451, 'not kept'))
          },
        )
    },
  })
  return {
    listen: async (port) => {
      const listening = server.listen(port, 'localhost')
      await once(listening, 'listening')
      const address = listening.address()
      if (address === null || typeof address === 'string') throw new Error('server has no TCP port')
      return { port: address.port }
    },
    close: () =>
      new Promise((closed) => {
        server.close(closed)
      }),
  }
}

/** The error to send in place of the greeting, if a fault is set. */
async function behave(faults: Faults): Promise<Error | undefined> {
  const fault = faults.of('mail')
  switch (fault.kind) {
    case 'none':
    case 'busy':
    case 'response-lost':
    case 'out-of-order':
    case 'malformed-event':
      return undefined
    case 'slow':
      await wait(fault.milliseconds)
      return undefined
    case 'down':
    case 'wrong':
      return response(421, 'not now')
  }
}

const response = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode })

/** As a remote server does: later, over its own connection, without delaying the sender of the mail. */
function sendBack(
  { to, recipient }: { readonly to: string; readonly recipient: string },
  port: number,
): void {
  const transport = createTransport({ host: 'localhost', port, secure: false })
  const boundary = 'sandbox-report'
  const raw = [
    'From: Mail Delivery System <mailer-daemon@gone.example>',
    `To: ${to}`,
    'Subject: Undelivered mail returned to sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Nobody has this address any more.',
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.gone.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n')
  // A report that can't be delivered is dropped: the null sender gets no bounces.
  transport.sendMail({ envelope: { from: '', to }, raw }).catch(() => undefined)
}

async function read(stream: SMTPServerDataStream): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece as Uint8Array)
  return Buffer.concat(pieces)
}
