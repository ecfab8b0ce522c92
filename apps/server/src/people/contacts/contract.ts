export type { Contact, Wants } from './domain/contact.ts'
