import type { County, PointService, SpokenLanguage } from '@sotevarmenne/api/points'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, readOne, timestamp, type Tx } from '#platform/db.ts'
import type { PlaceByName } from '#platform/paging.ts'
import type { Point, PointFacts, PointId } from '../contract.ts'
import { soughtText } from '../domain/place-text.ts'

/** A point with the version number of its facts. */
export type VersionedPoint = Point & { readonly version: number }

export type EnteredVersion = {
  readonly version: number
  readonly facts: PointFacts
  readonly enteredAt: Instant
  readonly enteredBy?: string
}

export async function insertPoint(
  tx: Tx,
  { pointId, ...facts }: Point,
  entered: Omit<EnteredVersion, 'version' | 'facts'>,
): Promise<void> {
  await tables(tx)
    .insertInto('points.point')
    .values({
      point_id: pointId,
      ...columnsOf(facts),
      version: 1,
      added_at: timestamp(entered.enteredAt),
    })
    .execute()
  await insertVersion(tx, pointId, { version: 1, facts, ...entered })
}

/** Stores the facts as the present ones, and adds them to the history. */
export async function savePoint(
  tx: Tx,
  pointId: string,
  { facts, ...entered }: EnteredVersion,
): Promise<void> {
  await tables(tx)
    .updateTable('points.point')
    .set({ ...columnsOf(facts), version: entered.version })
    .where('point_id', '=', pointId)
    .execute()
  await insertVersion(tx, pointId, { facts, ...entered })
}

const columnsOf = (facts: PointFacts) => ({
  name: facts.name,
  address: json(facts.address),
  details: facts.details === undefined ? null : json(facts.details),
  sought: soughtText(`${facts.name} ${facts.address.street} ${facts.address.postOffice}`),
})

async function insertVersion(tx: Tx, pointId: string, entered: EnteredVersion): Promise<void> {
  await tables(tx)
    .insertInto('points.point_version')
    .values({
      point_id: pointId,
      version: entered.version,
      facts: json(entered.facts),
      entered_at: timestamp(entered.enteredAt),
      entered_by: entered.enteredBy ?? null,
    })
    .execute()
}

/** What was entered about the point at that time; undefined before it was entered. */
export const factsAt = (tx: Tx, pointId: string, at: Instant): Promise<PointFacts | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('points.point_version')
      .select('facts')
      .where('point_id', '=', pointId)
      .where('entered_at', '<=', timestamp(at))
      .orderBy('version', 'desc')
      .limit(1),
    ({ facts }) => facts,
  )

export async function versionsOf(tx: Tx, pointId: string): Promise<readonly EnteredVersion[]> {
  const rows = await tables(tx)
    .selectFrom('points.point_version')
    .selectAll()
    .where('point_id', '=', pointId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    version: row.version,
    facts: row.facts,
    enteredAt: row.entered_at,
    ...(row.entered_by !== null && { enteredBy: row.entered_by }),
  }))
}

export const pointById = (tx: Tx, pointId: string): Promise<VersionedPoint | undefined> =>
  readOne(points(tx).where('point_id', '=', pointId), pointOf)

/** By id; unknown ids are left out. */
export async function pointsByIds(
  tx: Tx,
  pointIds: readonly string[],
): Promise<ReadonlyMap<string, VersionedPoint>> {
  const rows = await points(tx)
    .where(sql<boolean>`point_id = any(${[...pointIds]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.point_id, pointOf(row)]))
}

export const pointByName = (tx: Tx, name: string): Promise<VersionedPoint | undefined> =>
  readOne(points(tx).where('name', '=', name), pointOf)

export const placeOfPoint = ({
  name,
  pointId,
}: {
  readonly name: string
  readonly pointId: string
}): PlaceByName => ({
  name,
  id: pointId,
})

export type SoughtPoints = {
  readonly place?: string | undefined
  readonly county?: County | undefined
  readonly service?: PointService | undefined
  readonly language?: SpokenLanguage | undefined
  /** Only those that are public on the day: with complete facts, and in service. */
  readonly publicOn?: LocalDate
  /** Only those with incomplete facts. */
  readonly isIncomplete?: boolean
  /** Only those whose last day was before this one. */
  readonly endedBefore?: LocalDate
  /** Only those with this operator. */
  readonly pointOperatorBusinessId?: string
  /** Only those with fewer registrars than this, at the instant. */
  readonly withFewerRegistrarsThan?: { readonly count: number; readonly at: Instant }
  readonly after?: PlaceByName | undefined
  readonly limit?: number
}

export async function pointsByName(
  tx: Tx,
  sought: SoughtPoints,
): Promise<readonly VersionedPoint[]> {
  const { place, county, service, language, after, limit } = sought
  const { publicOn, isIncomplete, endedBefore, pointOperatorBusinessId, withFewerRegistrarsThan } =
    sought
  const contains = (member: string, value: string) =>
    sql<boolean>`details->${member}::text @> ${JSON.stringify([value])}::jsonb`
  let query = points(tx).orderBy('name').orderBy('point_id')
  if (limit !== undefined) query = query.limit(limit)
  if (place !== undefined && place !== '')
    query = query.where('sought', 'like', `%${likeText(soughtText(place))}%`)
  if (county !== undefined) query = query.where(sql<boolean>`details->>'county' = ${county}`)
  if (service !== undefined) query = query.where(contains('services', service))
  if (language !== undefined) query = query.where(contains('languages', language))
  if (publicOn !== undefined)
    query = query.where(
      sql<boolean>`details is not null and coalesce(details->>'lastDay', '9999') >= ${publicOn}`,
    )
  if (pointOperatorBusinessId !== undefined)
    query = query.where(
      sql<boolean>`details->>'pointOperatorBusinessId' = ${pointOperatorBusinessId}`,
    )
  if (isIncomplete === true) query = query.where('details', 'is', null)
  if (endedBefore !== undefined)
    query = query.where(sql<boolean>`details->>'lastDay' < ${endedBefore}`)
  if (withFewerRegistrarsThan !== undefined) {
    const { count, at } = withFewerRegistrarsThan
    query = query.where(sql<boolean>`(
      select count(distinct person_id) from points.registrar
      where registrar.point_id = point.point_id
        and appointed_at <= ${timestamp(at)} and (ends_at is null or ends_at > ${timestamp(at)})
    ) < ${count}`)
  }
  if (after !== undefined)
    query = query.where(sql<boolean>`(name, point_id) > (${after.name}, ${after.id}::uuid)`)
  return (await query.execute()).map(pointOf)
}

/** Escapes the pattern characters of LIKE (PostgreSQL, § 9.7.1). */
const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

type Tables = {
  'points.point': {
    point_id: string
    name: string
    address: PointFacts['address']
    details: NonNullable<PointFacts['details']> | null
    version: number
    sought: string
    added_at: Instant
  }
  'points.point_version': {
    point_id: string
    version: number
    facts: PointFacts
    entered_at: Instant
    entered_by: string | null
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()

const points = (tx: Tx) => tables(tx).selectFrom('points.point').selectAll()

const pointOf = (row: Tables['points.point']): VersionedPoint => ({
  pointId: row.point_id as PointId,
  version: row.version,
  name: row.name,
  address: row.address,
  ...(row.details !== null && { details: row.details }),
})
