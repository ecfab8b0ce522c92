import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { dateText, id, instantText } from './values.ts'

/** What a notice is about. Those about security are sent always; the others as the person chose. `work`: of the office and the desk. */
export const noticeTopic = z.enum(['security', 'progress', 'reminders', 'work'])
export type NoticeTopic = z.infer<typeof noticeTopic>

export const noticeKind = z.enum([
  'order-placed',
  'renewal-decided',
  'order-cancelled',
  'card-made',
  'card-posted',
  'card-not-made',
  'letter-sent',
  'card-handed-over',
  'card-activated',
  'card-unlocked',
  'new-code-ordered',
  'card-closed',
  'card-superseded',
  'card-unused',
  'card-waits',
  'card-ends',
  'replacement-offered',
  'spare-card-handed-over',
  'spare-card-overdue',
  'spare-card-closed',
  'closed-by-caller',
  'office-wrote',
  'registrar-appointed',
  'registrar-ended',
  'registrar-term-ends',
  'signatory-joined',
  'mandate-ends',
  'inquiry-raised',
  'inquiry-decided',
  'mass-held',
  'password-set',
  'password-removed',
  'password-turned-off',
  'confirm-address',
  'address-changed',
])
export type NoticeKind = z.infer<typeof noticeKind>

/** `refused`: the mail server of the address takes no mail for it. */
export const noticeState = z.enum(['planned', 'sent', 'refused', 'no-address', 'not-wanted'])
export type NoticeState = z.infer<typeof noticeState>

/** An e-mail address (RFC 5321 § 4.5.3.1.3: 254 octets at most, without its brackets). */
const emailAddress = z.email().max(254)

/** `work` matters to those who have a role only. */
const wants = z.object({ progress: z.boolean(), reminders: z.boolean(), work: z.boolean() })

export const contact = z.object({
  /** Where notices go. */
  address: z.string().optional(),
  /** Its mail server refused the last notice. */
  isRefused: z.boolean(),
  /** An address that waits for the person to open the link in the mail that went there. */
  unconfirmed: z.object({ address: z.string(), until: instantText }).optional(),
  wants,
})
export type Contact = z.infer<typeof contact>

export const notice = z.object({
  noticeId: id,
  kind: noticeKind,
  topic: noticeTopic,
  state: noticeState,
  at: instantText,
  sentAt: instantText.optional(),
  /** A day that the notice tells: the end of the card, the return of the spare card. */
  day: dateText.optional(),
})
export type Notice = z.infer<typeof notice>

export const viewOwnContact = defineEndpoint({
  method: 'GET',
  path: '/own/contact',
  summary: 'Where the notices of the one who signed in go, and which are wanted',
  input: z.object({}),
  answer: contact,
})

export const askAddress = defineEndpoint({
  method: 'POST',
  path: '/own/contact/address',
  summary:
    'Another e-mail address: it is used when the link in the mail that goes there has been opened',
  input: z.object({ address: emailAddress }),
  answer: contact,
})

export const removeAddress = defineEndpoint({
  method: 'DELETE',
  path: '/own/contact/address',
  summary: 'No e-mail any more; the address is erased',
  input: z.object({}),
  answer: contact,
})

export const chooseNotices = defineEndpoint({
  method: 'POST',
  path: '/own/contact/wants',
  summary: 'Which notices are wanted by e-mail, beside those about security',
  input: wants,
  answer: contact,
})

export const confirmAddress = defineEndpoint({
  method: 'POST',
  path: '/contact-confirmations',
  summary: 'Confirms an e-mail address by what the mail that went there says',
  open: true,
  input: z.object({ token: z.string().max(100) }),
  answer: z.object({}),
})

export const viewOwnNotices = defineEndpoint({
  method: 'GET',
  path: '/own/notices',
  summary: 'What the one who signed in was told, newest first, and what became of it',
  input: z.object({
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ notices: z.array(notice), nextCursor: z.string().optional() }),
})
