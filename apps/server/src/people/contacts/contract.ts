export type { Contact } from './domain/contact.ts'
