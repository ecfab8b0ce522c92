import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type PlaceInTime } from '#platform/paging.ts'
import type { CodesTouched } from '#people/registers/contract.ts'
import type { ApplicationId, CodeChange, Overtaken, OvertakenId } from '../contract.ts'

/** The copy of the code service up to which certificates were compared with it; 0 before they ever were. */
export async function heardUpTo(tx: Tx): Promise<number> {
  const row = await tables(tx)
    .selectFrom('service_certificates.codes_heard')
    .select('copy_id')
    .executeTakeFirstOrThrow()
  return row.copy_id
}

/** Never back: of two that hear at once the later copy stays. */
export async function saveHeard(tx: Tx, copyId: number): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.codes_heard')
    .set({ copy_id: copyId })
    .where('copy_id', '<', copyId)
    .execute()
}

/**
 * Certificates in force that these codes concern: of the code itself; of all that stands under one that has ended; and those that
 * are listed or were left on account of one above them. An OID is followed by a dot, or by nothing: `/` comes next after the dot.
 */
export async function concernedBy(
  tx: Tx,
  codes: CodesTouched['codes'],
  now: Instant,
): Promise<readonly ApplicationId[]> {
  const oids = codes.map(({ oid }) => oid)
  const ended = codes.flatMap(({ oid, hasEnded }) => (hasEnded ? [oid] : []))
  const { rows } = await sql<{ application_id: ApplicationId }>`
    with concerned as (
      select application_id, standing from unnest(${oids}::text[]) as code(oid)
      join service_certificates.application on unit_oid collate "C" = oid and state = 'issued'
      union
      select application_id, standing from unnest(${ended}::text[]) as code(oid)
      join service_certificates.application
        on unit_oid collate "C" >= oid and unit_oid collate "C" < oid || '/' and state = 'issued'
    )
    select application_id from concerned where (standing ->> 'notAfter')::bigint > ${now}
    union
    select application_id from unnest(${oids}::text[]) as code(oid)
    join service_certificates.overtaken
      on unit_oid collate "C" >= oid and unit_oid collate "C" < oid || '/'
    where state in ('waiting', 'to-be-revoked', 'left') and not_after > ${timestamp(now)}
  `.execute(tx)
  return rows.map(({ application_id }) => application_id)
}

export async function insertOvertaken(tx: Tx, overtaken: Overtaken): Promise<void> {
  await tables(tx)
    .insertInto('service_certificates.overtaken')
    .values({
      overtaken_id: overtaken.overtakenId,
      application_id: overtaken.applicationId,
      unit_oid: overtaken.unitOid,
      not_after: timestamp(overtaken.notAfter),
      is_untold: overtaken.isUntold,
      ...columnsOf(overtaken),
    })
    .execute()
}

export async function saveOvertaken(tx: Tx, overtaken: Overtaken): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.overtaken')
    .set(columnsOf(overtaken))
    .where('overtaken_id', '=', overtaken.overtakenId)
    .execute()
}

export async function findOvertaken(tx: Tx, overtakenId: string): Promise<Overtaken | undefined> {
  const row = await overtaken(tx).where('overtaken_id', '=', overtakenId).executeTakeFirst()
  return row && overtakenOf(row)
}

/** What was found of it last, that waits, is to be revoked or was left. */
export async function overtakenOfApplication(
  tx: Tx,
  applicationId: ApplicationId,
): Promise<Overtaken | undefined> {
  const row = await overtaken(tx)
    .where('application_id', '=', applicationId)
    .where('state', 'in', live)
    .executeTakeFirst()
  return row && overtakenOf(row)
}

/** What waits for a handler or for its day, the oldest first. */
export async function overtakenOpen(
  tx: Tx,
  {
    behind,
    limit,
    now,
  }: {
    readonly behind: PlaceInTime | undefined
    readonly limit: number
    readonly now: Instant
  },
): Promise<readonly Overtaken[]> {
  const rows = await overtaken(tx)
    .where('state', 'in', ['waiting', 'to-be-revoked'])
    .where('not_after', '>', timestamp(now))
    .$call(inOrderOfTime({ at: 'found_at', id: 'overtaken_id', order: 'asc', behind, limit }))
    .execute()
  return rows.map(overtakenOf)
}

/** However it came to be revoked. */
export async function closeRevoked(tx: Tx, applicationId: ApplicationId): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.overtaken')
    .set({ state: 'revoked' })
    .where('application_id', '=', applicationId)
    .where('state', 'in', live)
    .execute()
}

/** What came to its own end waits for nobody. */
export async function closeRunOut(tx: Tx, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.overtaken')
    .set({ state: 'over' })
    .where('not_after', '<=', timestamp(now))
    .where('state', 'in', live)
    .execute()
}

const live: Overtaken['state'][] = ['waiting', 'to-be-revoked', 'left']

type OvertakenRow = {
  overtaken_id: string
  application_id: string
  unit_oid: string
  state: Overtaken['state']
  change: CodeChange
  found_at: Instant
  not_after: Instant
  revoke_on: LocalDate | null
  is_untold: boolean
}

type Tables = {
  'service_certificates.overtaken': OvertakenRow
  'service_certificates.codes_heard': { copy_id: number }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const overtaken = (tx: Tx) => tables(tx).selectFrom('service_certificates.overtaken').selectAll()

const columnsOf = ({ state, change, foundAt, revokeOn }: Overtaken) => ({
  state,
  change: json(change),
  found_at: timestamp(foundAt),
  revoke_on: revokeOn ?? null,
})

const overtakenOf = (row: OvertakenRow): Overtaken => ({
  overtakenId: row.overtaken_id as OvertakenId,
  applicationId: row.application_id as ApplicationId,
  unitOid: row.unit_oid as Oid,
  state: row.state,
  change: row.change,
  foundAt: row.found_at,
  notAfter: row.not_after,
  isUntold: row.is_untold,
  ...(row.revoke_on !== null && { revokeOn: row.revoke_on }),
})
