import { ok, refuse } from '@sotevarmenne/kernel/result'
import { createTransport } from 'nodemailer'
import { assertOutsideTransaction } from '#platform/db.ts'
import { outboxTimeout } from '#platform/http-client.ts'
import type { MailRelay } from '../ports.ts'

export type SmtpAddress = {
  /** `smtp://` or `smtps://`, with port, and user name if the server needs one. */
  readonly url: string
  readonly password?: string
  /** Sender of the mails. */
  readonly from: string
  /** Envelope address for returned mail, with the mail's tag. Default: `from`. */
  readonly bounceAddress?: string
  /** `true`: no mail is sent to a server without TLS. */
  readonly requireTls: boolean
}

/**
 * The operator's own mail server, which relays mails (RFC 5321). A recipient that it rejects permanently (5yz
 * to RCPT) is a refusal; anything else is a fault. Mails are marked as automatic (RFC 3834), so that no
 * absence notice replies.
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
    connectionTimeout: outboxTimeout,
    greetingTimeout: outboxTimeout,
    socketTimeout: outboxTimeout,
    // No part of a mail is ever read from a file or a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '')
  return async ({ to, subject, text, html, language, id, tag, files = [] }) => {
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
        html,
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
      // Without its cause: the server's reply repeats the address.
      throw new Error(`mail server did not accept the mail: ${codeOf(fault)}`)
    }
  }
}

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
