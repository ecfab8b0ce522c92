import { alike, type Alike } from '@sotevarmenne/api/appointments'
import { createHash } from 'node:crypto'
import type { Language } from '@sotevarmenne/api/values'
import type { PointService } from '@sotevarmenne/api/points'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { sql, type Generated, type Selectable } from 'kysely'
import { json, optionalTimestamp, there, timestamp, type Tx } from '#platform/db.ts'
import { waitsIn, type Period, type Waits } from '#platform/periods.ts'
import { inOrderOfTime, type PlaceInTime } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { Payer, Visit, VisitId, VisitIn } from './contract.ts'
import type { Slot } from './domain/slots.ts'

/** A time span: visits that overlap it are found. */
type Within = { readonly from: Instant; readonly to: Instant }

export async function insertVisit(
  tx: Tx,
  sealing: Sealing,
  visit: Visit,
  createdAt: Instant,
): Promise<void> {
  await tables(tx)
    .insertInto('appointments.visit')
    .values({
      visit_id: visit.visitId,
      point_id: visit.pointId,
      is_walk_in: visit.isWalkIn,
      services: json(visit.services),
      is_own_staff: visit.isOwnStaff,
      language: visit.language,
      created_at: timestamp(createdAt),
      ...changingColumns(visit, sealing),
    })
    .execute()
}

export async function saveVisit(tx: Tx, sealing: Sealing, visit: Visit): Promise<void> {
  await tables(tx)
    .updateTable('appointments.visit')
    .set(changingColumns(visit, sealing))
    .where('visit_id', '=', visit.visitId)
    .execute()
}

function changingColumns(visit: Visit, sealing: Sealing) {
  const { personal } = visit
  return {
    state: visit.state,
    starts_at: timestamp(visit.startsAt),
    ends_at: timestamp(visit.endsAt),
    fees: json(visit.fees),
    fee_cents: visit.feeCents,
    payer: 'payer' in visit ? json(visit.payer) : null,
    moves: visit.moves,
    arrived_at: optionalTimestamp('arrivedAt' in visit ? visit.arrivedAt : undefined),
    called_at: optionalTimestamp('calledAt' in visit ? visit.calledAt : undefined),
    called_by: 'calledBy' in visit ? visit.calledBy : null,
    ended_at: optionalTimestamp('endedAt' in visit ? visit.endedAt : undefined),
    personal: personal === undefined ? null : sealJson(sealing, personal, visit.visitId),
    held_until: optionalTimestamp('heldUntil' in visit ? visit.heldUntil : undefined),
    ...(visit.state === 'booked' && { is_confirmed: visit.isConfirmed === true }),
    secret_hash: personal?.secret === undefined ? null : hashSecret(personal.secret),
    email_fingerprint:
      personal?.contact.email === undefined
        ? null
        : fingerprintOf.email(sealing, personal.contact.email),
    phone_fingerprint:
      personal?.contact.phone === undefined
        ? null
        : fingerprintOf.phone(sealing, personal.contact.phone),
    network_fingerprint:
      personal?.network === undefined ? null : fingerprintOf.network(sealing, personal.network),
  }
}

export type BookedBy = keyof typeof fingerprintOf

/**
 * How many visits were booked for the e-mail address or telephone number, or from the network, since then, in
 * any state; of a network only those that were not confirmed.
 */
export async function countBookedFor(
  tx: Tx,
  sealing: Sealing,
  { by, value, since }: { readonly by: BookedBy; readonly value: string; readonly since: Instant },
): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('appointments.visit')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(`${by}_fingerprint`, '=', fingerprintOf[by](sealing, value))
    .where('created_at', '>', timestamp(since))
    .$if(by === 'network', (query) => query.where('is_confirmed', '=', false))
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Visits to come at the point that were booked for the same number, or from the same network and not
 * confirmed, locked.
 */
export async function bookedAlike(
  tx: Tx,
  sealing: Sealing,
  {
    by,
    value,
    pointId,
    after,
  }: {
    readonly by: BookedBy
    readonly value: string
    readonly pointId: string
    readonly after: Instant
  },
): Promise<readonly VisitIn<'booked'>[]> {
  const rows = await visits(tx)
    .where(`${by}_fingerprint`, '=', fingerprintOf[by](sealing, value))
    .where('point_id', '=', pointId)
    .where('state', '=', 'booked')
    .where('starts_at', '>', timestamp(after))
    .$if(by === 'network', (query) => query.where('is_confirmed', '=', false))
    .orderBy('visit_id')
    .forUpdate()
    .execute()
  return rows.map((row) => visitOf(row, sealing)).filter((visit) => visit.state === 'booked')
}

/** A family books two; more of a stranger may be worth cancelling together. */
const severalAlike = 3

/** Of the appointments to come at the point, by what several of the same stranger are alike. */
export async function findAlike(
  tx: Tx,
  { pointId, after }: { readonly pointId: string; readonly after: Instant },
): Promise<ReadonlyMap<string, readonly Alike[]>> {
  const { rows } = await sql<{ visitId: string } & Readonly<Record<Alike, number>>>`
    select visit_id as "visitId",
      count(phone_fingerprint) over (partition by phone_fingerprint) as phone,
      case when is_confirmed then 0 else count(network_fingerprint)
        filter (where not is_confirmed) over (partition by network_fingerprint) end as network
    from appointments.visit
    where point_id = ${pointId} and state = 'booked' and starts_at > ${timestamp(after)}`.execute(
    tx,
  )
  return new Map(
    rows.map(({ visitId, ...counts }) => [
      visitId,
      alike.options.filter((by) => counts[by] >= severalAlike),
    ]),
  )
}

/** Addresses that differ in case only count as one, and numbers however they are written. */
const fingerprintOf = {
  email: (sealing: Sealing, email: string) => sealing.fingerprint(email.toLowerCase()),
  phone: (sealing: Sealing, phone: string) => sealing.fingerprint(`tel:${digitsOf(phone)}`),
  network: (sealing: Sealing, network: string) => sealing.fingerprint(`net:${network}`),
}

/** With the country: a number without one is of Finland. */
const digitsOf = (phone: string): string => {
  const digits = phone.replaceAll(/[^\d+]/g, '')
  return digits.replace(/^00/, '+').replace(/^0/, '+358')
}

/** The visit that the registrar has called at the point since then, and that has not ended: the last one. */
export async function calledVisit(
  tx: Tx,
  {
    registrar,
    pointId,
    since,
  }: { readonly registrar: string; readonly pointId: string; readonly since: Instant },
): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('appointments.visit')
    .select('visit_id')
    .where('point_id', '=', pointId)
    .where('state', '=', 'called')
    .where('called_by', '=', registrar)
    .where('called_at', '>=', timestamp(since))
    .orderBy('called_at', 'desc')
    .executeTakeFirst()
  return row?.visit_id
}

/** The visit, locked until the transaction ends. */
export const lockVisit = async (
  tx: Tx,
  sealing: Sealing,
  visitId: string,
): Promise<Visit | undefined> =>
  openRow(sealing, await visits(tx).where('visit_id', '=', visitId).forUpdate().executeTakeFirst())

export const visitById = async (
  tx: Tx,
  sealing: Sealing,
  visitId: string,
): Promise<Visit | undefined> =>
  openRow(sealing, await visits(tx).where('visit_id', '=', visitId).executeTakeFirst())

/** The visit of a link. */
export const visitOfSecret = async (
  tx: Tx,
  sealing: Sealing,
  secret: string,
): Promise<Visit | undefined> =>
  openRow(
    sealing,
    await visits(tx).where('secret_hash', '=', hashSecret(secret)).executeTakeFirst(),
  )

/** Visits of the point that begin within the span, in order of time. */
export async function visitsOf(
  tx: Tx,
  sealing: Sealing,
  { pointId, from, to }: Within & { readonly pointId: string },
): Promise<readonly Visit[]> {
  const rows = await visits(tx)
    .where('point_id', '=', pointId)
    .where('starts_at', '>=', timestamp(from))
    .where('starts_at', '<', timestamp(to))
    .orderBy('starts_at')
    .orderBy('visit_id')
    .execute()
  return rows.map((row) => visitOf(row, sealing))
}

/** Served at the point within the span, a page at a time in the order of their beginning. */
export async function servedVisits(
  tx: Tx,
  sealing: Sealing,
  {
    pointIds,
    from,
    to,
    behind,
    limit,
  }: Within & {
    readonly pointIds: readonly string[]
    readonly behind: PlaceInTime | undefined
    readonly limit: number
  },
): Promise<readonly VisitIn<'served'>[]> {
  if (pointIds.length === 0) return []
  const rows = await visits(tx)
    .where('point_id', 'in', pointIds)
    .where('starts_at', '>=', timestamp(from))
    .where('starts_at', '<', timestamp(to))
    .where('state', '=', 'served')
    .$call(inOrderOfTime({ at: 'starts_at', id: 'visit_id', order: 'asc', behind, limit }))
    .execute()
  return rows.map((row) => visitOf(row, sealing)).filter((visit) => visit.state === 'served')
}

/**
 * Times at which desks of the points are taken by appointments. A walk-in waits for a desk, and takes no
 * slot.
 */
export async function takenSlots(
  tx: Tx,
  {
    pointIds,
    from,
    to,
    now,
  }: Within & { readonly pointIds: readonly string[]; readonly now: Instant },
): Promise<readonly (Slot & { readonly visitId: string; readonly pointId: string })[]> {
  if (pointIds.length === 0) return []
  const rows = await tables(tx)
    .selectFrom('appointments.visit')
    .select(['visit_id', 'point_id', 'starts_at', 'ends_at'])
    .where('point_id', 'in', pointIds)
    // No slot is as long as a day: the index skips everything earlier.
    .where('starts_at', '>', timestamp(plus(from, -day)))
    .where('starts_at', '<', timestamp(to))
    .where('ends_at', '>', timestamp(from))
    .where('state', 'in', ['booked', 'waiting', 'called', 'served'])
    .where('is_walk_in', '=', false)
    .where((row) => row.or([row('held_until', 'is', null), row('held_until', '>', timestamp(now))]))
    .execute()
  return rows.map((row) => ({
    visitId: row.visit_id,
    pointId: row.point_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  }))
}

/**
 * The wait until the call, from when the visitor had arrived and the time of the appointment had come, for
 * the visits of the period. Where no arrival was recorded, the time of the appointment counts.
 */
export const waitsForCalls = (tx: Tx, period: Period): Promise<readonly Waits[]> =>
  waitsIn(tx, period, {
    to: 'minute',
    rows: sql`
      select starts_at as at, greatest(arrived_at, starts_at) as began, called_at as ended
      from appointments.visit
      where called_at is not null
        and starts_at >= ${timestamp(period.from)} and starts_at < ${timestamp(period.to)}`,
  })

const hashSecret = (secret: string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(secret).digest())

type Tables = {
  'appointments.visit': {
    visit_id: string
    point_id: string
    state: Visit['state']
    is_walk_in: boolean
    starts_at: Instant
    ends_at: Instant
    services: readonly PointService[]
    is_own_staff: boolean
    fees: Visit['fees']
    fee_cents: number
    payer: Payer | null
    language: Language
    moves: number
    personal: Uint8Array | null
    secret_hash: Uint8Array | null
    email_fingerprint: Uint8Array | null
    phone_fingerprint: Uint8Array | null
    network_fingerprint: Uint8Array | null
    held_until: Instant | null
    is_confirmed: Generated<boolean>
    arrived_at: Instant | null
    called_at: Instant | null
    called_by: string | null
    ended_at: Instant | null
    created_at: Instant
  }
}

type Row = Selectable<Tables['appointments.visit']>

const tables = (tx: Tx) => tx.$extendTables<Tables>()

const visits = (tx: Tx) => tables(tx).selectFrom('appointments.visit').selectAll()

const openRow = (sealing: Sealing, row: Row | undefined): Visit | undefined =>
  row && visitOf(row, sealing)

function visitOf(row: Row, sealing: Sealing): Visit {
  const every = {
    visitId: row.visit_id as VisitId,
    pointId: row.point_id,
    isWalkIn: row.is_walk_in,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    services: row.services,
    isOwnStaff: row.is_own_staff,
    fees: row.fees,
    feeCents: row.fee_cents,
    language: row.language,
    moves: row.moves,
    ...(row.personal !== null && { personal: openPersonal(row.personal, row.visit_id, sealing) }),
  }
  switch (row.state) {
    case 'booked':
      return {
        ...{ ...every, state: 'booked' },
        ...(row.held_until !== null && { heldUntil: row.held_until }),
        ...(row.is_confirmed && { isConfirmed: true }),
      }
    case 'waiting':
      return { ...every, state: 'waiting', arrivedAt: there(row, 'arrived_at') }
    case 'called':
      return {
        ...{ ...every, state: 'called' },
        ...(row.arrived_at !== null && { arrivedAt: row.arrived_at }),
        ...{ calledAt: there(row, 'called_at'), calledBy: there(row, 'called_by') },
      }
    case 'served':
      return {
        ...{ ...every, state: 'served', endedAt: there(row, 'ended_at') },
        ...{ calledAt: there(row, 'called_at'), calledBy: there(row, 'called_by') },
        ...(row.payer !== null && { payer: row.payer }),
      }
    case 'missed':
    case 'cancelled':
      return { ...every, state: row.state, endedAt: there(row, 'ended_at') }
  }
}

const openPersonal = (
  sealed: Uint8Array,
  visitId: string,
  sealing: Sealing,
): NonNullable<Visit['personal']> =>
  openJson(sealing, sealed, visitId) as NonNullable<Visit['personal']>
