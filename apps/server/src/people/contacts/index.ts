export { createContacts, type Contacts } from './create-contacts.ts'
export {
  askAddress,
  confirmAddress,
  noContact,
  type AskAddressRefusal,
  type ConfirmRefusal,
} from './domain/contact.ts'
