export type { Contact, Unconfirmed, Wants } from './domain/contact.ts'
