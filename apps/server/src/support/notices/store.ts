import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { NoticeKind, NoticeState } from '@sotevarmenne/api/notices'
import { sql, type Generated, type Selectable } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { PlaceInTime } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { NoticeId } from './contract.ts'
import { noContact, type Contact, type Unconfirmed, type Wants } from './domain/contact.ts'
import type { Notice, NoticeFacts } from './domain/notice.ts'

/** Addresses are sealed, each for its person: a copy of the database shows none. */
type Sealed = { readonly sealing: Sealing }

export async function findContact({ sealing }: Sealed, tx: Tx, personId: string): Promise<Contact> {
  const row = await tables(tx)
    .selectFrom('notices.contact')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const change = await tables(tx)
    .selectFrom('notices.address_change')
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

/** The person's contact, which nobody else changes until the transaction ends. */
export async function lockContact(deps: Sealed, tx: Tx, personId: string): Promise<Contact> {
  await sql`insert into notices.contact (person_id) values (${personId}) on conflict do nothing`.execute(
    tx,
  )
  await tables(tx)
    .selectFrom('notices.contact')
    .select('person_id')
    .where('person_id', '=', personId)
    .forUpdate()
    .execute()
  return findContact(deps, tx, personId)
}

/** `address`: no e-mail when it is absent. Of a locked contact. */
export async function setAddress(
  { sealing }: Sealed,
  tx: Tx,
  personId: string,
  address: string | undefined,
): Promise<void> {
  await tables(tx)
    .updateTable('notices.contact')
    .set({
      address_sealed: address === undefined ? null : sealAddress(sealing, address, personId),
      is_refused: false,
    })
    .where('person_id', '=', personId)
    .execute()
}

export async function setWants(tx: Tx, personId: string, wants: Wants): Promise<void> {
  await tables(tx)
    .updateTable('notices.contact')
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
    .updateTable('notices.contact')
    .set({ is_refused: true })
    .where('person_id', '=', personId)
    .execute()
}

export async function countChangesSince(
  tx: Tx,
  { personId, since }: { readonly personId: string; readonly since: Instant },
): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('notices.address_change')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('asked_at', '>', timestamp(since))
    .executeTakeFirstOrThrow()
  return count
}

/** Whether the person's address is a newer one than that. */
export async function wasConfirmedSince(
  tx: Tx,
  { personId, since }: { readonly personId: string; readonly since: Instant },
): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('notices.address_change')
    .select('change_id')
    .where('person_id', '=', personId)
    .where('confirmed_at', '>', timestamp(since))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

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
    .insertInto('notices.address_change')
    .values({
      change_id: changeId,
      person_id: personId,
      address_sealed: sealAddress(sealing, address, personId),
      asked_at: timestamp(now),
      until: timestamp(until),
    })
    .execute()
}

/** Whose change of address it is, and whether it was confirmed. */
export async function findChange(
  tx: Tx,
  changeId: string,
): Promise<{ readonly personId: string; readonly isConfirmed: boolean } | undefined> {
  const row = await tables(tx)
    .selectFrom('notices.address_change')
    .select(['person_id', 'confirmed_at'])
    .where('change_id', '=', changeId)
    .executeTakeFirst()
  return row && { personId: row.person_id, isConfirmed: row.confirmed_at !== null }
}

/** Its address stands in the contact from now on, and here no more. */
export async function markConfirmed(tx: Tx, changeId: string, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('notices.address_change')
    .set({ confirmed_at: timestamp(now), address_sealed: null })
    .where('change_id', '=', changeId)
    .execute()
}

/** Erases the addresses that were never confirmed. That they were asked for is still counted. */
export async function forgetChanges(tx: Tx, personId: string): Promise<void> {
  await tables(tx)
    .updateTable('notices.address_change')
    .set({ address_sealed: null })
    .where('person_id', '=', personId)
    .where('address_sealed', 'is not', null)
    .execute()
}

/** Answers whether it is new: what has one cause is told once. */
export async function insertNotice(
  { sealing }: Sealed,
  tx: Tx,
  { cause, ...notice }: Omit<Notice, 'state' | 'sentAt'> & { readonly cause: string },
): Promise<boolean> {
  const { personId, fixedAddress } = notice
  const inserted = await tables(tx)
    .insertInto('notices.notice')
    .values({
      notice_id: notice.noticeId,
      person_id: personId,
      kind: notice.kind,
      facts: json(notice.facts),
      cause,
      at: timestamp(notice.at),
      state: 'planned',
      ...(fixedAddress !== undefined && {
        fixed_address_sealed: sealAddress(sealing, fixedAddress, personId),
      }),
    })
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .returning('notice_id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function findNotice(
  { sealing }: Sealed,
  tx: Tx,
  noticeId: string,
): Promise<Notice | undefined> {
  const row = await tables(tx)
    .selectFrom('notices.notice')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .executeTakeFirst()
  return row && noticeOf(sealing, row)
}

/** Ends a planned notice; answers whether it was planned until now. */
export async function settleNotice(
  tx: Tx,
  {
    noticeId,
    state,
    now,
  }: {
    readonly noticeId: NoticeId
    readonly state: Exclude<NoticeState, 'planned'>
    readonly now: Instant
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('notices.notice')
    .set({
      state,
      sent_at: state === 'sent' ? timestamp(now) : null,
      fixed_address_sealed: null,
    })
    .where('notice_id', '=', noticeId)
    .where('state', '=', 'planned')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A notice that was sent came back; answers whether it was this call that noted it. */
export async function settleReturned(tx: Tx, noticeId: NoticeId): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('notices.notice')
    .set({ state: 'refused', sent_at: null })
    .where('notice_id', '=', noticeId)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The newest first. */
export async function noticesOf(
  { sealing }: Sealed,
  tx: Tx,
  {
    personId,
    behind,
    limit,
  }: {
    readonly personId: string
    readonly behind: PlaceInTime<NoticeId> | undefined
    readonly limit: number
  },
): Promise<readonly Notice[]> {
  let query = tables(tx).selectFrom('notices.notice').selectAll().where('person_id', '=', personId)
  if (behind !== undefined)
    query = query.where(
      sql<boolean>`(at, notice_id) < (${timestamp(behind.at)}, ${behind.id}::uuid)`,
    )
  const rows = await query.orderBy('at', 'desc').orderBy('notice_id', 'desc').limit(limit).execute()
  return rows.map((row) => noticeOf(sealing, row))
}

/** The last day whose reminders are all planned. */
export async function lastRemindedDay(tx: Tx): Promise<LocalDate | undefined> {
  const row = await tables(tx).selectFrom('notices.reminded_day').select('day').executeTakeFirst()
  return row?.day
}

/** Only the last one is kept. */
export async function setRemindedDay(tx: Tx, day: LocalDate): Promise<void> {
  await tables(tx).deleteFrom('notices.reminded_day').execute()
  await tables(tx).insertInto('notices.reminded_day').values({ day }).execute()
}

const sealAddress = (sealing: Sealing, address: string, personId: string): Uint8Array =>
  sealing.seal(Buffer.from(address, 'utf8'), personId)

const openAddress = (sealing: Sealing, sealed: Uint8Array, personId: string): string =>
  Buffer.from(sealing.open(sealed, personId)).toString('utf8')

const noticeOf = (sealing: Sealing, row: Selectable<Tables['notices.notice']>): Notice => ({
  noticeId: row.notice_id as NoticeId,
  personId: row.person_id,
  kind: row.kind,
  facts: row.facts,
  at: row.at,
  state: row.state,
  ...(row.sent_at && { sentAt: row.sent_at }),
  ...(row.fixed_address_sealed && {
    fixedAddress: openAddress(sealing, row.fixed_address_sealed, row.person_id),
  }),
})

type Tables = {
  'notices.contact': {
    person_id: string
    address_sealed: Uint8Array | null
    is_refused: Generated<boolean>
    wants_progress: Generated<boolean>
    wants_reminders: Generated<boolean>
    wants_work: Generated<boolean>
  }
  'notices.address_change': {
    change_id: string
    person_id: string
    address_sealed: Uint8Array | null
    asked_at: Instant
    until: Instant
    confirmed_at: Generated<Instant | null>
  }
  'notices.notice': {
    notice_id: string
    person_id: string
    kind: NoticeKind
    facts: NoticeFacts
    cause: string
    at: Instant
    state: NoticeState
    sent_at: Generated<Instant | null>
    fixed_address_sealed: Generated<Uint8Array | null>
  }
  'notices.reminded_day': { day: LocalDate }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
