import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, optionalTimestamp, timestamp, type Tx } from '#platform/db.ts'
import type { PlaceInTime } from '#platform/paging.ts'
import type { Text } from '#platform/texts.ts'

export type Incident = {
  readonly incidentId: string
  readonly beganAt: Instant
  readonly endedAt?: Instant
  readonly title: Text
  /** Oldest first. */
  readonly updates: readonly Update[]
}

export type Update = { readonly updateId: string; readonly at: Instant; readonly text: Text }

/** Inserts it, or returns the stored one with its id. */
export async function insertIncident(
  tx: Tx,
  { incidentId, beganAt, title }: Omit<Incident, 'updates'>,
): Promise<void> {
  await sql`
    insert into incidents.incident (incident_id, began_at, title)
    values (${incidentId}, ${timestamp(beganAt)}, ${json(title)})`.execute(tx)
}

export async function insertUpdate(
  tx: Tx,
  {
    incidentId,
    position,
    updateId,
    at,
    text,
  }: Update & { readonly incidentId: string; readonly position: number },
): Promise<void> {
  await sql`
    insert into incidents.update (update_id, incident_id, position, at, text)
    values (${updateId}, ${incidentId}, ${position}, ${timestamp(at)}, ${json(text)})`.execute(tx)
}

export async function endIncident(
  tx: Tx,
  { incidentId, endedAt }: { readonly incidentId: string; readonly endedAt: Instant },
): Promise<void> {
  await sql`
    update incidents.incident set ended_at = ${optionalTimestamp(endedAt)}
    where incident_id = ${incidentId}`.execute(tx)
}

/** The incident, with its id locked until the transaction ends. */
export async function lockIncident(tx: Tx, incidentId: string): Promise<Incident | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`incident:${incidentId}`}, 0))`.execute(
    tx,
  )
  const { rows } = await sql<Row>`
    select ${columns} from incidents.incident where incident_id = ${incidentId}`.execute(tx)
  const [found] = await withUpdates(tx, rows)
  return found
}

/** An update, of any incident. */
export async function findUpdate(
  tx: Tx,
  updateId: string,
): Promise<{ readonly incidentId: string; readonly text: Text } | undefined> {
  const { rows } = await sql<{ incident_id: string; text: Text }>`
    select incident_id, text from incidents.update where update_id = ${updateId}`.execute(tx)
  const [row] = rows
  return row && { incidentId: row.incident_id, text: row.text }
}

/** Newest first, by their beginning. */
export async function incidentsBehind(
  tx: Tx,
  { behind, limit }: { readonly behind: PlaceInTime | undefined; readonly limit: number },
): Promise<readonly Incident[]> {
  const { rows } = await (
    behind === undefined
      ? sql<Row>`
          select ${columns} from incidents.incident
          order by began_at desc, incident_id desc limit ${limit}`
      : sql<Row>`
          select ${columns} from incidents.incident
          where (began_at, incident_id) < (${timestamp(behind.at)}, ${behind.id}::uuid)
          order by began_at desc, incident_id desc limit ${limit}`
  ).execute(tx)
  return withUpdates(tx, rows)
}

/** Those that have not ended. */
export async function openIncidents(tx: Tx): Promise<readonly Incident[]> {
  const { rows } = await sql<Row>`
    select ${columns} from incidents.incident where ended_at is null
    order by began_at desc`.execute(tx)
  return withUpdates(tx, rows)
}

type Row = { incident_id: string; began_at: Instant; ended_at: Instant | null; title: Text }
const columns = sql.raw('incident_id, began_at, ended_at, title')

/** All updates in one query. */
async function withUpdates(tx: Tx, incidents: readonly Row[]): Promise<readonly Incident[]> {
  if (incidents.length === 0) return []
  const ids = incidents.map(({ incident_id }) => incident_id)
  const { rows } = await sql<{ incident_id: string; update_id: string; at: Instant; text: Text }>`
    select incident_id, update_id, at, text from incidents.update
    where incident_id = any(${ids}::uuid[]) order by incident_id, position`.execute(tx)
  return incidents.map(({ incident_id, began_at, ended_at, title }) => ({
    incidentId: incident_id,
    beganAt: began_at,
    ...(ended_at !== null && { endedAt: ended_at }),
    title,
    updates: rows
      .filter((row) => row.incident_id === incident_id)
      .map(({ update_id, at, text }) => ({ updateId: update_id, at, text })),
  }))
}
