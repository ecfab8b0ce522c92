import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, optionalTimestamp, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type PlaceInTime } from '#platform/paging.ts'
import type { Appointment, PointId, RegistrarId, Training } from '../contract.ts'

export async function saveAppointment(tx: Tx, appointment: Appointment): Promise<void> {
  const { endsAt, training } = appointment
  const row = {
    registrar_id: appointment.registrarId,
    person_id: appointment.personId,
    point_id: appointment.pointId,
    appointed_at: timestamp(appointment.appointedAt),
    ends_at: optionalTimestamp(endsAt),
    training: training === undefined ? null : json(training),
  }
  await tx
    .$extendTables<Tables>()
    .insertInto('points.registrar')
    .values(row)
    .onConflict((conflict) => conflict.column('registrar_id').doUpdateSet({ ends_at: row.ends_at }))
    .execute()
}

export async function appointmentById(
  tx: Tx,
  registrarId: string,
): Promise<Appointment | undefined> {
  const row = await appointments(tx).where('registrar_id', '=', registrarId).executeTakeFirst()
  return row && appointmentOf(row)
}

export async function lockAppointment(
  tx: Tx,
  registrarId: string,
): Promise<Appointment | undefined> {
  const row = await appointments(tx)
    .where('registrar_id', '=', registrarId)
    .forUpdate()
    .executeTakeFirst()
  return row && appointmentOf(row)
}

export async function appointmentsOf(tx: Tx, personId: string): Promise<readonly Appointment[]> {
  const rows = await appointments(tx).where('person_id', '=', personId).execute()
  return rows.map(appointmentOf)
}

/** Of the points, the newest first, those that have ended too. */
export async function appointmentsAt(
  tx: Tx,
  pointIds: readonly string[],
): Promise<readonly Appointment[]> {
  if (pointIds.length === 0) return []
  const rows = await appointments(tx)
    .where('point_id', 'in', pointIds)
    .orderBy('appointed_at', 'desc')
    .orderBy('registrar_id')
    .execute()
  return rows.map(appointmentOf)
}

/** Of which points, how they stand at the instant, and from where on. */
export type AppointmentsSought = {
  readonly pointIds: readonly string[]
  readonly standing?: { readonly isOver: boolean; readonly at: Instant } | undefined
  readonly behind?: PlaceInTime | undefined
  readonly limit: number
}

/** A page of the appointments at the points, the newest first. */
export async function appointmentsPage(
  tx: Tx,
  { pointIds, standing, behind, limit }: AppointmentsSought,
): Promise<readonly Appointment[]> {
  if (pointIds.length === 0) return []
  const isOver = standing && sql<boolean>`(ends_at <= ${timestamp(standing.at)}) is true`
  const rows = await appointments(tx)
    .where('point_id', 'in', [...pointIds])
    .$if(isOver !== undefined, (all) =>
      all.where(sql<boolean>`${isOver} = ${standing?.isOver ?? false}`),
    )
    .$call(inOrderOfTime({ at: 'appointed_at', id: 'registrar_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map(appointmentOf)
}

type Tables = {
  'points.registrar': {
    registrar_id: string
    person_id: string
    point_id: string
    appointed_at: Instant
    ends_at: Instant | null
    training: Training | null
  }
}

const appointments = (tx: Tx) =>
  tx.$extendTables<Tables>().selectFrom('points.registrar').selectAll()

const appointmentOf = (row: Tables['points.registrar']): Appointment => ({
  registrarId: row.registrar_id as RegistrarId,
  personId: row.person_id,
  pointId: row.point_id as PointId,
  appointedAt: row.appointed_at,
  ...(row.ends_at !== null && { endsAt: row.ends_at }),
  ...(row.training !== null && { training: row.training }),
})
