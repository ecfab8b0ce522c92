import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import type { CodesTouched } from '#people/registers/contract.ts'
import type { ApplicationId, CodeChange, Outdated, OutdatedId } from '../contract.ts'

/** The last copy of the code service with which certificates were compared; 0 before the first comparison. */
export async function receivedUpTo(tx: Tx): Promise<number> {
  const row = await tables(tx)
    .selectFrom('service_certificates.codes_received')
    .select('copy_id')
    .executeTakeFirstOrThrow()
  return row.copy_id
}

/** Never decreases: of two concurrent runs the later copy stays. */
export async function saveReceived(tx: Tx, copyId: number): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.codes_received')
    .set({ copy_id: copyId })
    .where('copy_id', '<', copyId)
    .execute()
}

/**
 * Certificates in force that these codes concern: with the code itself; with any OID below an ended one; and
 * those listed or left because of a code above them. Within an OID a dot or nothing follows; `/` sorts next
 * after the dot.
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
    join service_certificates.outdated
      on unit_oid collate "C" >= oid and unit_oid collate "C" < oid || '/'
    where state in ('waiting', 'to-be-revoked', 'left') and not_after > ${timestamp(now)}
  `.execute(tx)
  return rows.map(({ application_id }) => application_id)
}

export async function insertOutdated(tx: Tx, outdated: Outdated): Promise<void> {
  await tables(tx)
    .insertInto('service_certificates.outdated')
    .values({
      outdated_id: outdated.outdatedId,
      application_id: outdated.applicationId,
      unit_oid: outdated.unitOid,
      not_after: timestamp(outdated.notAfter),
      is_not_notified: outdated.isNotNotified,
      ...columnsOf(outdated),
    })
    .execute()
}

export async function saveOutdated(tx: Tx, outdated: Outdated): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.outdated')
    .set(columnsOf(outdated))
    .where('outdated_id', '=', outdated.outdatedId)
    .execute()
}

export const findOutdated = (tx: Tx, outdatedId: string): Promise<Outdated | undefined> =>
  readOne(outdated(tx).where('outdated_id', '=', outdatedId), outdatedOf)

/** The last finding for it that waits, is to be revoked or was left. */
export const outdatedOfApplication = (
  tx: Tx,
  applicationId: ApplicationId,
): Promise<Outdated | undefined> =>
  readOne(
    outdated(tx).where('application_id', '=', applicationId).where('state', 'in', live),
    outdatedOf,
  )

/** Findings that wait for a case officer or for their day, oldest first. */
export async function outdatedOpen(
  tx: Tx,
  { behind, limit, now }: RowsSought & { readonly now: Instant },
): Promise<readonly Outdated[]> {
  const rows = await outdated(tx)
    .where('state', 'in', ['waiting', 'to-be-revoked'])
    .where('not_after', '>', timestamp(now))
    .$call(inOrderOfTime({ at: 'found_at', id: 'outdated_id', order: 'asc', behind, limit }))
    .execute()
  return rows.map(outdatedOf)
}

/** Closes findings after a revocation by any way. */
export async function closeRevoked(tx: Tx, applicationId: ApplicationId): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.outdated')
    .set({ state: 'revoked' })
    .where('application_id', '=', applicationId)
    .where('state', 'in', live)
    .execute()
}

/** Closes findings of expired certificates. */
export async function closeRunOut(tx: Tx, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('service_certificates.outdated')
    .set({ state: 'over' })
    .where('not_after', '<=', timestamp(now))
    .where('state', 'in', live)
    .execute()
}

const live: Outdated['state'][] = ['waiting', 'to-be-revoked', 'left']

type OutdatedRow = {
  outdated_id: string
  application_id: string
  unit_oid: string
  state: Outdated['state']
  change: CodeChange
  found_at: Instant
  not_after: Instant
  revoke_on: LocalDate | null
  is_not_notified: boolean
}

type Tables = {
  'service_certificates.outdated': OutdatedRow
  'service_certificates.codes_received': { copy_id: number }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const outdated = (tx: Tx) => tables(tx).selectFrom('service_certificates.outdated').selectAll()

const columnsOf = ({ state, change, foundAt, revokeOn }: Outdated) => ({
  state,
  change: json(change),
  found_at: timestamp(foundAt),
  revoke_on: revokeOn ?? null,
})

const outdatedOf = (row: OutdatedRow): Outdated => ({
  outdatedId: row.outdated_id as OutdatedId,
  applicationId: row.application_id as ApplicationId,
  unitOid: row.unit_oid as Oid,
  state: row.state,
  change: row.change,
  foundAt: row.found_at,
  notAfter: row.not_after,
  isNotNotified: row.is_not_notified,
  ...(row.revoke_on !== null && { revokeOn: row.revoke_on }),
})
