import type { CardProduct } from '@sotevarmenne/api/cards'
import type { ComplaintGrounds, Fault, FaultyCardState } from '@sotevarmenne/api/complaints'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { there, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type RowsSought } from '#platform/paging.ts'
import { firstDayOf, unitIn, type Period } from '#platform/periods.ts'
import type { ComplaintId, FreeReplacement } from './contract.ts'
import type { Complaint } from './domain/complaint.ts'

export async function insertComplaint(tx: Tx, complaint: Complaint): Promise<void> {
  await tables(tx)
    .insertInto('complaints.complaint')
    .values({
      complaint_id: complaint.complaintId,
      card_id: complaint.cardId,
      holder: complaint.holder,
      product: complaint.product,
      last_digits: complaint.lastDigits,
      point_id: complaint.pointId,
      created_at: timestamp(complaint.createdAt),
      chip_serial: complaint.chipSerial,
      batch_id: complaint.batchId ?? null,
      fault: complaint.fault,
      damaged_in_use: complaint.damagedInUse,
      is_free: complaint.replacement.isFree,
      because: complaint.replacement.because,
      state: complaint.state,
      first_signed: null,
    })
    .execute()
}

export async function saveState(tx: Tx, complaint: Complaint): Promise<void> {
  await tables(tx)
    .updateTable('complaints.complaint')
    .set({
      state: complaint.state,
      point_id: complaint.pointId,
      first_signed: complaint.state === 'destroying' ? complaint.firstSigned : null,
    })
    .where('complaint_id', '=', complaint.complaintId)
    .execute()
}

export const findComplaint = (tx: Tx, complaintId: string): Promise<Complaint | undefined> =>
  readOne(complaints(tx).where('complaint_id', '=', complaintId), complaintOf)

export const findComplaintOfCard = (tx: Tx, cardId: string): Promise<Complaint | undefined> =>
  readOne(complaints(tx).where('card_id', '=', cardId), complaintOf)

/** The complaint, locked until the transaction ends. */
export const lockComplaint = (tx: Tx, complaintId: string): Promise<Complaint | undefined> =>
  readOne(complaints(tx).where('complaint_id', '=', complaintId).forUpdate(), complaintOf)

/** Complaints about the cards that made the new card free. */
export async function freeReplacementsOf(
  tx: Tx,
  cardIds: readonly string[],
): Promise<readonly FreeReplacement[]> {
  if (cardIds.length === 0) return []
  const rows = await complaints(tx)
    .where('card_id', 'in', cardIds)
    .where('is_free', '=', true)
    .execute()
  return rows.map(({ complaint_id: complaintId, created_at: createdAt }) => ({
    complaintId,
    createdAt,
  }))
}

/** Newest first. */
export async function complaintsOfPoint(
  tx: Tx,
  page: RowsSought & {
    readonly pointId: string
    readonly toDestroy: boolean
    /** Only complaints of these holders. */
    readonly holders?: readonly string[] | undefined
  },
): Promise<readonly Complaint[]> {
  let query = complaints(tx).where('point_id', '=', page.pointId)
  if (page.toDestroy) query = query.where('state', 'in', ['returned', 'destroying'])
  if (page.holders !== undefined) query = query.where(isAmong('holder', page.holders))
  const rows = await query
    .$call(inOrderOfTime({ at: 'created_at', id: 'complaint_id', order: 'desc', ...page }))
    .execute()
  return rows.map(complaintOf)
}

/** `from` inclusive, `to` exclusive. */
export async function complaintsBetween(
  tx: Tx,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<readonly Complaint[]> {
  const rows = await complaints(tx)
    .where('created_at', '>=', timestamp(from))
    .where('created_at', '<', timestamp(to))
    .orderBy('created_at')
    .execute()
  return rows.map(complaintOf)
}

type ComplaintsFiled = {
  readonly from: string
  readonly fault: Fault
  readonly isFree: boolean
  readonly count: number
}

export async function complaintsFiled(tx: Tx, period: Period): Promise<readonly ComplaintsFiled[]> {
  const { rows } = await sql<ComplaintsFiled>`
    select ${firstDayOf(sql`unit`, period)} as "from", fault, "isFree", count
    from (
      select ${unitIn(sql`created_at`, period)} as unit, fault, is_free as "isFree",
        count(*)::integer as count
      from complaints.complaint
      where created_at >= ${timestamp(period.from)} and created_at < ${timestamp(period.to)}
      group by 1, 2, 3
    ) as counted
    order by 1, 2, 3`.execute(tx)
  return rows
}

type ComplaintRow = {
  complaint_id: string
  card_id: string
  holder: string
  product: CardProduct
  last_digits: string
  point_id: string
  created_at: Instant
  chip_serial: string
  batch_id: string | null
  fault: Fault
  damaged_in_use: boolean
  is_free: boolean
  because: ComplaintGrounds
  state: FaultyCardState
  first_signed: string | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'complaints.complaint': ComplaintRow }>()
const complaints = (tx: Tx) => tables(tx).selectFrom('complaints.complaint').selectAll()

const complaintOf = (row: ComplaintRow): Complaint => ({
  complaintId: row.complaint_id as ComplaintId,
  cardId: row.card_id,
  holder: row.holder,
  product: row.product,
  lastDigits: row.last_digits,
  pointId: row.point_id,
  createdAt: row.created_at,
  chipSerial: row.chip_serial,
  ...(row.batch_id !== null && { batchId: row.batch_id }),
  fault: row.fault,
  damagedInUse: row.damaged_in_use,
  replacement: { isFree: row.is_free, because: row.because },
  ...(row.state === 'destroying'
    ? { state: row.state, firstSigned: there(row, 'first_signed') }
    : { state: row.state }),
})
