import { z } from 'zod'
import { caseState, caseSubject, caseText } from './cases.ts'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { emailAddress, id, instantText, language, personName } from './values.ts'

/** What somebody without a sign-in writes to the office. */
export const contactMessage = z.object({
  name: personName(),
  /** Confirmed by a link before anybody reads the message; replies are announced there. */
  email: emailAddress,
  subject: caseSubject,
  text: caseText,
  /** Of the reply, and of the mails. */
  language,
})
export type ContactMessage = z.infer<typeof contactMessage>

/** What the mailed link has behind its `#`: who has it may read the messages and write more. */
const link = z.string().max(100)

export const sendContactMessage = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/contact-messages',
  permission: definePermission('cases.sendContactMessage', {
    roles: 'everybody',
    label: {
      fi: 'Viestin lähettäminen kirjautumatta',
      sv: 'Att skicka ett meddelande utan inloggning',
      en: 'Sending a message without sign-in',
    },
  }),
  summary:
    'Sends a message to the office without sign-in. A link is mailed to the address; the office gets the message once it is confirmed there',
  input: z.object({
    messageId: id,
    ...contactMessage.shape,
    /** What a refused sign-in by Suomi.fi returned: the message then says that its writer was identified. */
    identified: z.string().max(1000).optional(),
  }),
  response: z.object({ confirmBy: instantText }),
})

/** A message to the office, as its writer sees it. */
const contactMessageView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unconfirmed'), confirmBy: instantText }),
  z.object({
    state: caseState,
    subject: z.string(),
    /** Oldest first. */
    messages: z.array(z.object({ isFromOffice: z.boolean(), at: instantText, text: z.string() })),
    /** The link works until then. */
    until: instantText,
  }),
])
export type ContactMessageView = z.infer<typeof contactMessageView>

export const viewContactMessage = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/contact-messages/view',
  permission: definePermission('cases.viewContactMessage', {
    roles: 'everybody',
    label: {
      fi: 'Viestin ja vastausten katselu linkillä',
      sv: 'Visning av meddelande och svar med länk',
      en: 'Viewing a message and its replies by link',
    },
  }),
  summary: 'The message of a link with its replies; or that its address is not confirmed yet',
  input: z.object({ link }),
  response: contactMessageView,
})

export const confirmContactMessagePermission = definePermission('cases.confirmContactMessage', {
  roles: 'everybody',
  label: {
    fi: 'Kirjautumatta lähetetyn viestin vahvistus',
    sv: 'Bekräftelse av meddelande utan inloggning',
    en: 'Confirming a message without sign-in',
  },
})

export const confirmContactMessage = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/contact-messages/confirmation',
  permission: confirmContactMessagePermission,
  summary: 'Confirms the address of a message, which the office gets now',
  input: z.object({ link }),
  response: contactMessageView,
})

export const continueContactMessage = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/contact-messages/steps',
  permission: definePermission('cases.continueContactMessage', {
    roles: 'everybody',
    label: {
      fi: 'Viestin jatkaminen linkillä',
      sv: 'Fortsättning av meddelande med länk',
      en: 'Writing more by link',
    },
  }),
  summary: 'Writes more to the office. A repeat with the same `stepId` returns the same response',
  input: z.object({ link, stepId: id, text: caseText }),
  response: contactMessageView,
})
