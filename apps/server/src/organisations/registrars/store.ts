import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type {
  RegistrarApplication,
  RegistrarApplicationId,
  RegistrarFacts,
  RegistrarPastStep,
  RegistrarStanding,
  TrainingProof,
} from './contract.ts'

export async function insertApplication(
  tx: Tx,
  sealing: Sealing,
  application: RegistrarApplication,
): Promise<void> {
  await tables(tx)
    .insertInto('registrars.application')
    .values({
      application_id: application.applicationId,
      organisation_id: application.organisationId,
      ...columnsOf(application, sealing),
      drafted_at: timestamp(application.draftedAt),
      changed_at: timestamp(application.draftedAt),
      ...{ proof_sealed: null, proof_type: null, proof_digest: null },
    })
    .execute()
}

/** Its content, state and history. The proof is stored separately. */
export async function saveApplication(
  tx: Tx,
  sealing: Sealing,
  { at, ...application }: RegistrarApplication & { readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('registrars.application')
    .set({ ...columnsOf(application, sealing), changed_at: timestamp(at) })
    .where('application_id', '=', application.applicationId)
    .execute()
}

const columnsOf = (
  { applicationId, facts, standing, history }: RegistrarApplication,
  sealing: Sealing,
) => ({
  state: standing.state,
  standing: json(standing),
  facts_sealed: sealJson(sealing, facts, `facts ${applicationId}`),
  history: json(history),
})

export async function keepProof(
  tx: Tx,
  sealing: Sealing,
  {
    applicationId,
    bytes,
    mediaType,
    digest,
    at,
  }: TrainingProof & { readonly applicationId: RegistrarApplicationId; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('registrars.application')
    .set({
      proof_sealed: sealing.seal(bytes, `proof ${applicationId}`),
      ...{ proof_type: mediaType, proof_digest: digest, changed_at: timestamp(at) },
    })
    .where('application_id', '=', applicationId)
    .execute()
}

/** Its digest stays, by which the file could be recognised. */
export async function forgetProof(tx: Tx, applicationId: RegistrarApplicationId): Promise<void> {
  await tables(tx)
    .updateTable('registrars.application')
    .set({ proof_sealed: null, proof_type: null })
    .where('application_id', '=', applicationId)
    .execute()
}

export async function proofOf(
  tx: Tx,
  sealing: Sealing,
  applicationId: string,
): Promise<Omit<TrainingProof, 'digest'> | undefined> {
  const row = await tables(tx)
    .selectFrom('registrars.application')
    .select(['proof_sealed', 'proof_type'])
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
  return row?.proof_sealed && row.proof_type !== null
    ? {
        bytes: sealing.open(row.proof_sealed, `proof ${applicationId}`),
        mediaType: row.proof_type,
      }
    : undefined
}

export const findApplication = (tx: Tx, sealing: Sealing, applicationId: string) =>
  readOne(applications(tx).where('application_id', '=', applicationId), (row) =>
    applicationOf(row, sealing),
  )

export const lockApplication = (tx: Tx, sealing: Sealing, applicationId: string) =>
  readOne(applications(tx).where('application_id', '=', applicationId).forUpdate(), (row) =>
    applicationOf(row, sealing),
  )

/** Applications of the organisation, newest first. */
export async function applicationsOf(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    filter,
    state,
    behind,
    limit,
  }: RowsSought & {
    readonly organisationId: string
    readonly filter?: 'waits-for-us' | undefined
    readonly state?: RegistrarStanding['state'] | undefined
  },
): Promise<readonly RegistrarApplication[]> {
  const rows = await applications(tx)
    .where('organisation_id', '=', organisationId)
    .$if(state !== undefined, (all) => all.where('state', '=', state ?? 'draft'))
    .$if(filter !== undefined, (all) => all.where('state', 'in', ['draft', 'returned']))
    .$call(inOrderOfTime({ at: 'drafted_at', id: 'application_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => applicationOf(row, sealing))
}

export type InQueue = {
  readonly application: RegistrarApplication
  /** When it was sent, returned, decided or withdrawn. */
  readonly changedAt: Instant
}

/** Applications in one state: waiting ones oldest first, settled ones newest first. */
export async function applicationsIn(
  tx: Tx,
  sealing: Sealing,
  {
    state,
    organisationId,
    behind,
    limit,
  }: RowsSought & {
    readonly state: RegistrarStanding['state']
    readonly organisationId?: string | undefined
  },
): Promise<readonly InQueue[]> {
  const order = state === 'sent' ? 'asc' : 'desc'
  const rows = await applications(tx)
    .where('state', '=', state)
    .$if(organisationId !== undefined, (all) =>
      all.where('organisation_id', '=', organisationId ?? ''),
    )
    .$call(inOrderOfTime({ at: 'changed_at', id: 'application_id', order, behind, limit }))
    .execute()
  return rows.map((row) => ({
    application: applicationOf(row, sealing),
    changedAt: row.changed_at,
  }))
}

/**
 * Erases what was last changed before then: proofs of decided applications, and abandoned applications.
 * Returns how many.
 */
export async function forgetBefore(
  tx: Tx,
  before: Instant,
): Promise<{ readonly proofs: number; readonly applications: number }> {
  const at = timestamp(before)
  const gone = await sql`
    delete from registrars.application
    where state in ('draft', 'returned', 'refused', 'withdrawn') and changed_at < ${at}`.execute(tx)
  const proofs = await sql`
    update registrars.application set proof_sealed = null, proof_type = null
    where proof_sealed is not null and state = 'approved' and changed_at < ${at}`.execute(tx)
  return {
    proofs: Number(proofs.numAffectedRows ?? 0n),
    applications: Number(gone.numAffectedRows ?? 0n),
  }
}

/** The agreement on which a registrar role is based. */
export type RegistrarBasis = {
  readonly registrarId: string
  readonly organisationId: string
  readonly pointId: string
  readonly agreementId: string
}

export async function saveBasis(tx: Tx, basis: RegistrarBasis): Promise<void> {
  const { registrarId, organisationId, pointId, agreementId } = basis
  await tables(tx)
    .insertInto('registrars.basis')
    .values({
      ...{ registrar_id: registrarId, organisation_id: organisationId },
      ...{ point_id: pointId, agreement_id: agreementId },
    })
    .onConflict((conflict) =>
      conflict.column('registrar_id').doUpdateSet({ agreement_id: agreementId }),
    )
    .execute()
}

export async function deleteBasis(tx: Tx, registrarId: string): Promise<void> {
  await tables(tx).deleteFrom('registrars.basis').where('registrar_id', '=', registrarId).execute()
}

export async function basesOn(tx: Tx, agreementId: string): Promise<readonly RegistrarBasis[]> {
  const rows = await tables(tx)
    .selectFrom('registrars.basis')
    .selectAll()
    .where('agreement_id', '=', agreementId)
    .execute()
  return rows.map((row) => ({
    ...{ registrarId: row.registrar_id, organisationId: row.organisation_id },
    ...{ pointId: row.point_id, agreementId: row.agreement_id },
  }))
}

/** The organisation that applied for each registrar role at the point. */
export async function organisationsAt(
  tx: Tx,
  pointId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tables(tx)
    .selectFrom('registrars.basis')
    .select(['registrar_id', 'organisation_id'])
    .where('point_id', '=', pointId)
    .execute()
  return new Map(rows.map((row) => [row.registrar_id, row.organisation_id]))
}

type Row = {
  application_id: string
  organisation_id: string
  state: RegistrarStanding['state']
  standing: RegistrarStanding
  facts_sealed: Uint8Array
  history: readonly RegistrarPastStep[]
  drafted_at: Instant
  changed_at: Instant
  proof_sealed: Uint8Array | null
  proof_type: string | null
  proof_digest: string | null
}

const tables = (tx: Tx) =>
  tx.$extendTables<{
    'registrars.application': Row
    'registrars.basis': {
      registrar_id: string
      organisation_id: string
      point_id: string
      agreement_id: string
    }
  }>()

/** Without the proof: it has megabytes, and is seldom requested. */
const applications = (tx: Tx) => tables(tx).selectFrom('registrars.application').select(columns)
const columns = [
  ...(['application_id', 'organisation_id', 'standing', 'facts_sealed', 'history'] as const),
  ...(['drafted_at', 'changed_at', 'proof_type', 'proof_digest'] as const),
] as const
type Shown = Pick<Row, (typeof columns)[number]>

const applicationOf = (row: Shown, sealing: Sealing): RegistrarApplication => ({
  applicationId: row.application_id as RegistrarApplicationId,
  organisationId: row.organisation_id,
  facts: openJson(sealing, row.facts_sealed, `facts ${row.application_id}`) as RegistrarFacts,
  standing: row.standing,
  history: row.history,
  draftedAt: row.drafted_at,
  ...(row.proof_digest !== null && { proofDigest: row.proof_digest }),
  hasProof: row.proof_type !== null,
})
