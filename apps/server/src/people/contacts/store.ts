import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql, type Generated } from 'kysely'
import { hasRow, timestamp, readOne, type Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import { type Contact, noContact, type Unconfirmed, type Wants } from './domain/contact.ts'

/** Addresses are sealed, each for its person: a copy of the database reveals none. */
type Sealed = { readonly sealing: Sealing }

export async function findContact({ sealing }: Sealed, tx: Tx, personId: string): Promise<Contact> {
  const row = await tables(tx)
    .selectFrom('contacts.contact')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const change = await tables(tx)
    .selectFrom('contacts.address_change')
    .select(['change_id', 'address_sealed', 'until'])
    .where('person_id', '=', personId)
    .where('address_sealed', 'is not', null)
    .executeTakeFirst()
  const open = (sealed: Uint8Array) => openAddress(sealing, sealed, personId)
  return {
    ...(row === undefined
      ? noContact
      : {
          isRefused: row.is_refused,
          wants: {
            progress: row.wants_progress,
            reminders: row.wants_reminders,
            work: row.wants_work,
          },
          ...(row.address_sealed && { address: open(row.address_sealed) }),
        }),
    ...(change?.address_sealed && {
      unconfirmed: {
        changeId: change.change_id,
        address: open(change.address_sealed),
        until: change.until,
      },
    }),
  }
}

/** The person's contact, locked until the transaction ends. */
export async function lockContact(deps: Sealed, tx: Tx, personId: string): Promise<Contact> {
  await sql`insert into contacts.contact (person_id) values (${personId}) on conflict do nothing`.execute(
    tx,
  )
  await tables(tx)
    .selectFrom('contacts.contact')
    .select('person_id')
    .where('person_id', '=', personId)
    .forUpdate()
    .execute()
  return findContact(deps, tx, personId)
}

/** `address`: absent for no e-mail. The contact must be locked. */
export async function setAddress(
  { sealing }: Sealed,
  tx: Tx,
  personId: string,
  address: string | undefined,
): Promise<void> {
  await tables(tx)
    .updateTable('contacts.contact')
    .set({
      address_sealed: address === undefined ? null : sealAddress(sealing, address, personId),
      is_refused: false,
    })
    .where('person_id', '=', personId)
    .execute()
}

export async function setWants(tx: Tx, personId: string, wants: Wants): Promise<void> {
  await tables(tx)
    .updateTable('contacts.contact')
    .set({
      wants_progress: wants.progress,
      wants_reminders: wants.reminders,
      wants_work: wants.work,
    })
    .where('person_id', '=', personId)
    .execute()
}

export async function markRefused(tx: Tx, personId: string): Promise<void> {
  await tables(tx)
    .updateTable('contacts.contact')
    .set({ is_refused: true })
    .where('person_id', '=', personId)
    .execute()
}

export async function countChangesSince(
  tx: Tx,
  { personId, since }: { readonly personId: string; readonly since: Instant },
): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('contacts.address_change')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('requested_at', '>', timestamp(since))
    .executeTakeFirstOrThrow()
  return count
}

/** Whether the person's address was confirmed after that. */
export const wasConfirmedSince = (
  tx: Tx,
  { personId, since }: { readonly personId: string; readonly since: Instant },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('contacts.address_change')
      .select('change_id')
      .where('person_id', '=', personId)
      .where('confirmed_at', '>', timestamp(since))
      .limit(1),
  )

export async function insertChange(
  { sealing }: Sealed,
  tx: Tx,
  {
    personId,
    unconfirmed,
    now,
  }: { readonly personId: string; readonly unconfirmed: Unconfirmed; readonly now: Instant },
): Promise<void> {
  const { changeId, address, until } = unconfirmed
  await forgetChanges(tx, personId)
  await tables(tx)
    .insertInto('contacts.address_change')
    .values({
      change_id: changeId,
      person_id: personId,
      address_sealed: sealAddress(sealing, address, personId),
      requested_at: timestamp(now),
      until: timestamp(until),
    })
    .execute()
}

/** The person of the change of address, and whether it was confirmed. */
export const findChange = (
  tx: Tx,
  changeId: string,
): Promise<{ readonly personId: string; readonly isConfirmed: boolean } | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('contacts.address_change')
      .select(['person_id', 'confirmed_at'])
      .where('change_id', '=', changeId),
    (row) => ({ personId: row.person_id, isConfirmed: row.confirmed_at !== null }),
  )

/** Its address moves to the contact, and is deleted here. */
export async function markConfirmed(tx: Tx, changeId: string, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('contacts.address_change')
    .set({ confirmed_at: timestamp(now), address_sealed: null })
    .where('change_id', '=', changeId)
    .execute()
}

/** Erases addresses that were never confirmed. The requests are still counted. */
export async function forgetChanges(tx: Tx, personId: string): Promise<void> {
  await tables(tx)
    .updateTable('contacts.address_change')
    .set({ address_sealed: null })
    .where('person_id', '=', personId)
    .where('address_sealed', 'is not', null)
    .execute()
}

const sealAddress = (sealing: Sealing, address: string, personId: string): Uint8Array =>
  sealing.seal(Buffer.from(address, 'utf8'), personId)

const openAddress = (sealing: Sealing, sealed: Uint8Array, personId: string): string =>
  Buffer.from(sealing.open(sealed, personId)).toString('utf8')

type Tables = {
  'contacts.contact': {
    person_id: string
    address_sealed: Uint8Array | null
    is_refused: Generated<boolean>
    wants_progress: Generated<boolean>
    wants_reminders: Generated<boolean>
    wants_work: Generated<boolean>
  }
  'contacts.address_change': {
    change_id: string
    person_id: string
    address_sealed: Uint8Array | null
    requested_at: Instant
    until: Instant
    confirmed_at: Generated<Instant | null>
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
