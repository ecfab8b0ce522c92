export { createContacts, type Contacts } from './create-contacts.ts'
export {
  requestAddress,
  confirmAddress,
  noContact,
  type RequestAddressRefusal,
  type ConfirmRefusal,
} from './domain/contact.ts'
