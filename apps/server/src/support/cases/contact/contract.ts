import type { ContactMessage } from '@sotevarmenne/api/contact-messages'
import type { Instant } from '@sotevarmenne/kernel/instant'

/** Who was identified by Suomi.fi, whose sign-in was refused because the service does not know the person. */
export type IdentifiedWriter = { readonly identityCode: string; readonly at: Instant }

/** Who wrote a contact message. */
export type Writer = Pick<ContactMessage, 'name' | 'email' | 'language'> & {
  readonly identified?: IdentifiedWriter
}
