import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { dateText, emailAddress, id, instantText, pageLimit, pageCursor } from './values.ts'
import { definePermission } from './permission.ts'

/**
 * Topic of a notice. `security` is always sent; others as the person chose. `work`: for the office and the
 * desk.
 */
export const noticeTopic = z.enum(['security', 'progress', 'reminders', 'work'])
export type NoticeTopic = z.infer<typeof noticeTopic>

export const noticeKind = z.enum([
  'order-placed',
  'renewal-decided',
  'order-cancelled',
  'card-produced',
  'card-posted',
  'card-not-produced',
  'letter-sent',
  'card-handed-over',
  'card-activated',
  'card-unlocked',
  'new-code-ordered',
  'card-cancelled',
  'card-superseded',
  'card-unused',
  'card-waits',
  'card-ends',
  'replacement-offered',
  'spare-card-handed-over',
  'spare-card-overdue',
  'spare-card-cancelled',
  'cancelled-by-caller',
  'office-wrote',
  'registrar-appointed',
  'registrar-ended',
  'registrar-term-ends',
  'signatory-joined',
  'power-of-attorney-ends',
  'inquiry-raised',
  'inquiry-decided',
  'blanks-ordered',
  'blank-order-handled',
  'mass-revocation-paused',
  'inbox-waits',
  'password-set',
  'password-removed',
  'password-turned-off',
  'confirm-address',
  'address-changed',
])
export type NoticeKind = z.infer<typeof noticeKind>

/**
 * `refused`: the mail server of the address rejected the mail. `by-suomi-fi`: no e-mail reached the person, and
 * the notice went to Suomi.fi Messages, which sends it on paper when the mailbox is not in use.
 */
export const noticeState = z.enum([
  'planned',
  'sent',
  'by-suomi-fi',
  'refused',
  'no-address',
  'not-wanted',
])
export type NoticeState = z.infer<typeof noticeState>

/** `work` is only for people with a role. */
const wants = z.object({ progress: z.boolean(), reminders: z.boolean(), work: z.boolean() })

export const contactView = z.object({
  /** The address to which notices are sent. */
  address: z.string().optional(),
  /** Its mail server rejected the last notice. */
  isRefused: z.boolean(),
  /** An unconfirmed address: the person must open the link in the mail sent there. */
  unconfirmed: z.object({ address: z.string(), until: instantText }).optional(),
  wants,
})
export type ContactView = z.infer<typeof contactView>

export const noticeView = z.object({
  noticeId: id,
  kind: noticeKind,
  topic: noticeTopic,
  state: noticeState,
  at: instantText,
  sentAt: instantText.optional(),
  /** A day in the notice: the end of the card, the return of the spare card. */
  day: dateText.optional(),
})
export type NoticeView = z.infer<typeof noticeView>

export const viewOwnContact = defineEndpoint({
  method: 'GET',
  path: '/own/contact',
  permission: definePermission('notices.viewOwnContact', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Omien yhteystietojen katselu',
      sv: 'Visning av egna kontaktuppgifter',
      en: 'Viewing own contact data',
    },
  }),
  summary: 'Where the notices of the signed-in holder are sent, and which are wanted',
  input: z.object({}),
  response: contactView,
})

export const changeOwnContactPermission = definePermission('notices.changeOwnContact', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Omien yhteystietojen muuttaminen',
    sv: 'Ändring av egna kontaktuppgifter',
    en: 'Changing own contact data',
  },
})

export const requestAddress = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/own/contact/address',
  permission: changeOwnContactPermission,
  summary:
    'Changes the e-mail address: the new one is used after the link in the mail sent to it has been opened',
  input: z.object({ address: emailAddress }),
  response: contactView,
})

export const removeAddress = defineEndpoint({
  method: 'DELETE',
  path: '/own/contact/address',
  permission: changeOwnContactPermission,
  summary: 'Stops notices by e-mail; the address is erased',
  input: z.object({}),
  response: contactView,
})

export const chooseNotices = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/own/contact/wants',
  permission: changeOwnContactPermission,
  summary: 'Chooses which notices are wanted by e-mail, in addition to those about security',
  input: wants,
  response: contactView,
})

export const confirmAddress = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/contact-confirmations',
  permission: definePermission('notices.confirmAddress', {
    roles: 'everybody',
    label: {
      fi: 'Sähköpostiosoitteen vahvistaminen',
      sv: 'Bekräftelse av e-postadress',
      en: 'Confirming an e-mail address',
    },
  }),
  summary: 'Confirms an e-mail address by the link in the mail that was sent to it',
  input: z.object({ token: z.string().max(100) }),
  response: z.object({}),
})

export const viewOwnNotices = defineEndpoint({
  method: 'GET',
  path: '/own/notices',
  permission: definePermission('notices.viewOwnNotices', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Omien ilmoitusten katselu',
      sv: 'Visning av egna aviseringar',
      en: 'Viewing own messages',
    },
  }),
  summary: 'Notices to the signed-in holder, newest first, with the result of sending them',
  input: z.object({
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({ notices: z.array(noticeView), nextCursor: z.string().optional() }),
})

export const notifyPermission = definePermission('notices.notify', {
  roles: 'service',
  label: { fi: 'Viestin lähettäminen', sv: 'Avsändande av meddelande', en: 'Sending a message' },
})
