import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { NoticeKind, NoticeState } from '@sotevarmenne/api/notices'
import type { Generated, Selectable } from 'kysely'
import { json, readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { NoticeId } from './contract.ts'
import type { Notice, NoticeFacts } from './domain/notice.ts'

/** Addresses are sealed, each bound to its person: unreadable in a copy of the database. */
type Sealed = { readonly sealing: Sealing }

/** Returns whether it is new: each cause has one notice. */
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

export const findNotice = (
  { sealing }: Sealed,
  tx: Tx,
  noticeId: string,
): Promise<Notice | undefined> =>
  readOne(
    tables(tx).selectFrom('notices.notice').selectAll().where('notice_id', '=', noticeId),
    (row) => noticeOf(sealing, row),
  )

/** Ends a planned notice; returns whether it was planned until now. */
export async function settleNotice(
  tx: Tx,
  {
    noticeId,
    state,
    now,
  }: {
    readonly noticeId: NoticeId
    readonly state: Exclude<NoticeState, 'planned' | 'by-suomi-fi'>
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

/** A notice that was sent came back; returns whether this call recorded it. */
export async function settleReturned(tx: Tx, noticeId: NoticeId): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('notices.notice')
    .set({ state: 'refused', sent_at: null })
    .where('notice_id', '=', noticeId)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A notice that no e-mail reached went to Suomi.fi Messages instead. */
export async function settleBySuomiFi(tx: Tx, noticeId: NoticeId): Promise<void> {
  await tables(tx)
    .updateTable('notices.notice')
    .set({ state: 'by-suomi-fi' })
    .where('notice_id', '=', noticeId)
    .execute()
}

/** Suomi.fi Messages could not deliver it; returns whether this call recorded it. */
export async function settleUndelivered(tx: Tx, noticeId: NoticeId): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('notices.notice')
    .set({ state: 'refused' })
    .where('notice_id', '=', noticeId)
    .where('state', '=', 'by-suomi-fi')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Newest first. */
export async function noticesOf(
  { sealing }: Sealed,
  tx: Tx,
  { personId, ...sought }: RowsSought & { readonly personId: string },
): Promise<readonly Notice[]> {
  const rows = await tables(tx)
    .selectFrom('notices.notice')
    .selectAll()
    .where('person_id', '=', personId)
    .$call(inOrderOfTime({ at: 'at', id: 'notice_id', order: 'desc', ...sought }))
    .execute()
  return rows.map((row) => noticeOf(sealing, row))
}

/** The last day with all its reminders planned. */
export async function lastRemindedDay(tx: Tx): Promise<LocalDate | undefined> {
  const row = await tables(tx).selectFrom('notices.reminded_day').select('day').executeTakeFirst()
  return row?.day
}

/** Only the last one is stored. */
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
