import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { checkDnsName, identityCodeInName } from './dns-name.ts'

/** A mailbox as a certificate names it: its domain is in lower case. */
export type Mailbox = { readonly address: string; readonly domain: string }

export type MailboxNotAcceptable =
  | { readonly kind: 'mailbox-malformed' }
  /** Letters beyond ASCII before the @ need SmtpUTF8Mailbox (RFC 9598), which few programs read. */
  | { readonly kind: 'mailbox-not-ascii' }
  | { readonly kind: 'mailbox-like-identity-code' }

/** Reads `local@domain` (RFC 5321 § 4.1.2, Dot-string; RFC 5280 § 4.2.1.6), without quoted local parts. */
export function parseMailbox(text: string): Result<Mailbox, MailboxNotAcceptable> {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1).toLowerCase()]
  if (at < 1) return refuse({ kind: 'mailbox-malformed' })
  if (/[^\u0000-\u007f]/.test(local)) return refuse({ kind: 'mailbox-not-ascii' })
  if (identityCodeInName.test(text)) return refuse({ kind: 'mailbox-like-identity-code' })
  const isMailbox =
    local.length <= 64 && text.length <= 254 && dotString.test(local) && checkDnsName(domain).ok
  return isMailbox
    ? ok({ address: `${local}@${domain}`, domain })
    : refuse({ kind: 'mailbox-malformed' })
}

const dotString = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
