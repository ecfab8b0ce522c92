import type { Tx } from '#platform/db.ts'
import { createSealing } from '#platform/sealing.ts'
import type { Contact } from './domain/contact.ts'
import * as store from './store.ts'

export type Contacts = ReturnType<typeof createContacts>

/** `secret`: at least 32 bytes, or it throws. */
export function createContacts({ secret }: { readonly secret: Uint8Array }) {
  // Addresses were sealed under this name from the start: it cannot change.
  const sealed = { sealing: createSealing(secret, 'notices') }
  const findContact = (tx: Tx, personId: string): Promise<Contact> =>
    store.findContact(sealed, tx, personId)
  return {
    findContact,
    /** Whether the person has a confirmed address that accepts mail. */
    canBeMailed: async (tx: Tx, personId: string): Promise<boolean> => {
      const { address, isRefused } = await findContact(tx, personId)
      return address !== undefined && !isRefused
    },
    /** The person's contact, locked until the transaction ends. */
    lockContact: (tx: Tx, personId: string): Promise<Contact> =>
      store.lockContact(sealed, tx, personId),
    /** `address`: absent for no e-mail. The contact must be locked. */
    setAddress: (tx: Tx, personId: string, address: string | undefined): Promise<void> =>
      store.setAddress(sealed, tx, personId, address),
    setWants: store.setWants,
    markRefused: store.markRefused,
    insertChange: (tx: Tx, change: Parameters<typeof store.insertChange>[2]): Promise<void> =>
      store.insertChange(sealed, tx, change),
    countChangesSince: store.countChangesSince,
    wasConfirmedSince: store.wasConfirmedSince,
    findChange: store.findChange,
    markConfirmed: store.markConfirmed,
    forgetChanges: store.forgetChanges,
  }
}
