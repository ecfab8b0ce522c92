import { second } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createTransport } from 'nodemailer'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { MailRelay } from '../ports.ts'

export type SmtpAddress = {
  /** `smtp://` or `smtps://`, with the port, and the name that the server asks for, if any. */
  readonly url: string
  readonly password?: string
  /** Who the mails are from. */
  readonly from: string
  /** Where mails come back to that can't be delivered: of the envelope, with the mail's tag. `from` unless told. */
  readonly bounceAddress?: string
  /** `true`: a server that offers no TLS gets no mail. */
  readonly requireTls: boolean
}

/**
 * A mail server of the operator's own, which passes mails on (RFC 5321). A recipient that it refuses for good (5yz to RCPT)
 * is refused; all else is a fault. Mails say that a program wrote them (RFC 3834): nobody's absence notice answers.
 */
export function smtpRelay({
  url,
  password,
  from,
  bounceAddress,
  requireTls,
}: SmtpAddress): MailRelay {
  const { protocol, hostname, port, username } = new URL(url)
  const transport = createTransport({
    host: hostname,
    port: Number(port),
    secure: protocol === 'smtps:',
    ...(password !== undefined && { auth: { user: decodeURIComponent(username), pass: password } }),
    requireTLS: requireTls,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // Nothing of a mail is ever read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '')
  return async ({ to, subject, text, language, id, tag, files = [] }) => {
    assertOutsideTransaction()
    try {
      await transport.sendMail({
        from,
        ...(tag !== undefined &&
          bounceAddress !== undefined && {
            envelope: { from: bounceAddress.replace('@', `+${tag}@`), to },
          }),
        to: { name: '', address: to },
        subject,
        text,
        attachments: files.map(({ name, mediaType, content }) => ({
          ...{ filename: name, contentType: mediaType },
          content: Buffer.from(content),
        })),
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
      })
      return ok(undefined)
    } catch (fault) {
      if (isRefusedRecipient(fault)) return refuse({ kind: 'address-refused' })
      // Without its cause: what the server answered repeats the address.
      throw new Error(`the mail server did not take the mail: ${codeOf(fault)}`)
    }
  }
}

const timeout = 20 * second

const isRefusedRecipient = (fault: unknown): boolean =>
  isFault(fault) &&
  fault.command === 'RCPT TO' &&
  fault.responseCode !== undefined &&
  fault.responseCode >= 500

const codeOf = (fault: unknown): string => (isFault(fault) ? (fault.code ?? 'unknown') : 'unknown')

const isFault = (
  fault: unknown,
): fault is { readonly code?: string; readonly command?: string; readonly responseCode?: number } =>
  fault instanceof Error
