import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, optionalTimestamp, readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type PlaceInTime } from '#platform/paging.ts'
import type { RegistrarRole, PointId, RegistrarId, Training } from '../contract.ts'

export async function insertRegistrarRole(tx: Tx, registrarRole: RegistrarRole): Promise<void> {
  const { endsAt, training } = registrarRole
  const row = {
    registrar_id: registrarRole.registrarId,
    person_id: registrarRole.personId,
    point_id: registrarRole.pointId,
    appointed_at: timestamp(registrarRole.appointedAt),
    ends_at: optionalTimestamp(endsAt),
    training: training === undefined ? null : json(training),
  }
  await tx.$extendTables<Tables>().insertInto('points.registrar').values(row).execute()
}

/** Jobs ends registrar roles, and may not give any. */
export async function saveEndOfRegistrarRole(
  tx: Tx,
  { registrarId, endsAt }: RegistrarRole,
): Promise<void> {
  await tx
    .$extendTables<Tables>()
    .updateTable('points.registrar')
    .set({ ends_at: optionalTimestamp(endsAt) })
    .where('registrar_id', '=', registrarId)
    .execute()
}

export const registrarRoleById = (
  tx: Tx,
  registrarId: string,
): Promise<RegistrarRole | undefined> =>
  readOne(registrarRoles(tx).where('registrar_id', '=', registrarId), registrarRoleOf)

export const lockRegistrarRole = (
  tx: Tx,
  registrarId: string,
): Promise<RegistrarRole | undefined> =>
  readOne(registrarRoles(tx).where('registrar_id', '=', registrarId).forUpdate(), registrarRoleOf)

export async function registrarRolesOf(
  tx: Tx,
  personId: string,
): Promise<readonly RegistrarRole[]> {
  const rows = await registrarRoles(tx).where('person_id', '=', personId).execute()
  return rows.map(registrarRoleOf)
}

/** Of the points, the newest first, including those that have ended. */
export async function registrarRolesAt(
  tx: Tx,
  pointIds: readonly string[],
): Promise<readonly RegistrarRole[]> {
  if (pointIds.length === 0) return []
  const rows = await registrarRoles(tx)
    .where('point_id', 'in', pointIds)
    .orderBy('appointed_at', 'desc')
    .orderBy('registrar_id')
    .execute()
  return rows.map(registrarRoleOf)
}

/** The points, the status at the instant, and the place to continue from. */
export type RegistrarRolesSought = {
  readonly pointIds: readonly string[] | 'all'
  readonly standing?: { readonly isOver: boolean; readonly at: Instant } | undefined
  readonly behind?: PlaceInTime | undefined
  readonly limit: number
}

/** A page of the registrar roles at the points, the newest first. */
export async function registrarRolesPage(
  tx: Tx,
  { pointIds, standing, behind, limit }: RegistrarRolesSought,
): Promise<readonly RegistrarRole[]> {
  if (pointIds.length === 0) return []
  const isOver = standing && sql<boolean>`(ends_at <= ${timestamp(standing.at)}) is true`
  const rows = await registrarRoles(tx)
    .$if(pointIds !== 'all', (all) => all.where(isAmong('point_id', Array.from(pointIds))))
    .$if(isOver !== undefined, (all) =>
      all.where(sql<boolean>`${isOver} = ${standing?.isOver ?? false}`),
    )
    .$call(inOrderOfTime({ at: 'appointed_at', id: 'registrar_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map(registrarRoleOf)
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

const registrarRoles = (tx: Tx) =>
  tx.$extendTables<Tables>().selectFrom('points.registrar').selectAll()

const registrarRoleOf = (row: Tables['points.registrar']): RegistrarRole => ({
  registrarId: row.registrar_id as RegistrarId,
  personId: row.person_id,
  pointId: row.point_id as PointId,
  appointedAt: row.appointed_at,
  ...(row.ends_at !== null && { endsAt: row.ends_at }),
  ...(row.training !== null && { training: row.training }),
})
