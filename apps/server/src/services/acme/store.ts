import type { Language } from '@sotevarmenne/api/values'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { hasRow, json, readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import { openApproval, sealApproval } from '#services/service-certificates/index.ts'
import type {
  ApprovalFacts,
  ApprovalId,
  ApprovalStanding,
  EabKeyId,
  PastApprovalStep,
  EnrolmentApproval,
} from './contract.ts'

export async function insertApproval(
  tx: Tx,
  sealing: Sealing,
  approval: EnrolmentApproval,
  conformity: Uint8Array | undefined,
): Promise<void> {
  const { approvalId, organisationId, facts, standing, history, requestedAt } = approval
  const { isTest, unitOid, names, language, technicalContact, mailbox } = facts
  const contacts: Contacts = { technicalContact, mailbox }
  await tables(tx)
    .insertInto('acme.approval')
    .values({
      approval_id: approvalId,
      organisation_id: organisationId,
      state: standing.state,
      standing: json(standing),
      approval_sealed: null,
      is_test: isTest,
      unit_oid: unitOid,
      names: [...names],
      language,
      contacts_sealed: sealJson(sealing, contacts, approvalId),
      conformity_sealed: conformity ? sealing.seal(conformity, `conformity ${approvalId}`) : null,
      history: json(history),
      requested_at: timestamp(requestedAt),
    })
    .execute()
}

/** Saves state and history: the request itself never changes. */
export async function saveApproval(
  tx: Tx,
  sealing: Sealing,
  { approvalId, standing, history }: EnrolmentApproval,
): Promise<void> {
  const { approval, ...plain } = { approval: undefined, ...standing }
  await tables(tx)
    .updateTable('acme.approval')
    .set({
      ...{ state: standing.state, standing: json(plain), history: json(history) },
      approval_sealed: sealApproval(sealing, approval, approvalId),
    })
    .where('approval_id', '=', approvalId)
    .execute()
}

export const findApproval = (tx: Tx, sealing: Sealing, approvalId: string) =>
  readOne(approvals(tx).where('approval_id', '=', approvalId), (row) => approvalOf(row, sealing))

export const lockApproval = (tx: Tx, sealing: Sealing, approvalId: string) =>
  readOne(approvals(tx).where('approval_id', '=', approvalId).forUpdate(), (row) =>
    approvalOf(row, sealing),
  )

export async function conformityOf(
  tx: Tx,
  sealing: Sealing,
  approvalId: string,
): Promise<Uint8Array | undefined> {
  const row = await tables(tx)
    .selectFrom('acme.approval')
    .select('conformity_sealed')
    .where('approval_id', '=', approvalId)
    .executeTakeFirst()
  const sealed = row?.conformity_sealed ?? undefined
  return sealed && sealing.open(sealed, `conformity ${approvalId}`)
}

/** Approvals of the organisation, newest first. */
export async function approvalsOf(
  tx: Tx,
  sealing: Sealing,
  { organisationId, behind, limit }: RowsSought & { readonly organisationId: string },
): Promise<readonly EnrolmentApproval[]> {
  const rows = await approvals(tx)
    .where('organisation_id', '=', organisationId)
    .$call(inOrderOfTime({ at: 'requested_at', id: 'approval_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => approvalOf(row, sealing))
}

/** Approvals that wait for a case officer, oldest first. */
export async function approvalsInQueue(
  tx: Tx,
  sealing: Sealing,
  { behind, limit }: RowsSought,
): Promise<readonly EnrolmentApproval[]> {
  const rows = await approvals(tx)
    .where('state', 'in', ['requested', 'checked'])
    .$call(inOrderOfTime({ at: 'requested_at', id: 'approval_id', order: 'asc', behind, limit }))
    .execute()
  return rows.map((row) => approvalOf(row, sealing))
}

/** Approvals in force now, newest decision first; of one organisation or one unit where given. */
export async function approvalsInForce(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    unitOid,
    behind,
    limit,
  }: RowsSought & {
    readonly organisationId?: string | undefined
    readonly unitOid?: string | undefined
  },
): Promise<readonly EnrolmentApproval[]> {
  const since = sql<number>`(standing->>'approvedAt')::bigint`
  const rows = await approvals(tx)
    .where('state', '=', 'approved')
    .$if(organisationId !== undefined, (all) =>
      all.where('organisation_id', '=', organisationId ?? ''),
    )
    .$if(unitOid !== undefined, (all) => all.where('unit_oid', '=', unitOid ?? ''))
    .$if(behind !== undefined, (all) =>
      all.where(sql<boolean>`(${since}, approval_id) < (${behind?.at}, ${behind?.id}::uuid)`),
    )
    .orderBy(since, 'desc')
    .orderBy('approval_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => approvalOf(row, sealing))
}

/** A key that binds one account to its approval, for a limited time. */
export type EabKey = {
  readonly keyId: EabKeyId
  readonly approvalId: ApprovalId
  /** For HMAC-SHA-256. */
  readonly secret: Uint8Array
  readonly expiresAt: Instant
}

export async function insertEabKey(
  tx: Tx,
  sealing: Sealing,
  { keyId, approvalId, secret, expiresAt }: EabKey,
  given: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .insertInto('acme.eab_key')
    .values({
      key_id: keyId,
      approval_id: approvalId,
      key_sealed: sealing.seal(secret, `binding key ${keyId}`),
      given_by: given.by,
      given_at: timestamp(given.at),
      expires_at: timestamp(expiresAt),
    })
    .execute()
}

export const findEabKey = (tx: Tx, sealing: Sealing, keyId: string): Promise<EabKey | undefined> =>
  readOne(tables(tx).selectFrom('acme.eab_key').selectAll().where('key_id', '=', keyId), (row) => ({
    keyId: row.key_id as EabKeyId,
    approvalId: row.approval_id as ApprovalId,
    secret: sealing.open(row.key_sealed, `binding key ${row.key_id}`),
    expiresAt: row.expires_at,
  }))

export async function eabKeysSince(
  tx: Tx,
  approvalId: ApprovalId,
  since: Instant,
): Promise<number> {
  const row = await tables(tx)
    .selectFrom('acme.eab_key')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('approval_id', '=', approvalId)
    .where('given_at', '>=', timestamp(since))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Whether the nonce was used for the first time. */
export const useNonce = (tx: Tx, nonce: Uint8Array, expiresAt: Instant): Promise<boolean> =>
  hasRow(
    tables(tx)
      .insertInto('acme.used_nonce')
      .values({ nonce, expires_at: timestamp(expiresAt) })
      .onConflict((conflict) => conflict.column('nonce').doNothing())
      .returning('expires_at'),
  )

/** Deletes nonces that have expired. */
export async function forgetNonces(tx: Tx, over: Instant): Promise<void> {
  await tables(tx).deleteFrom('acme.used_nonce').where('expires_at', '<', timestamp(over)).execute()
}

type ApprovalRow = {
  approval_id: string
  organisation_id: string
  state: ApprovalStanding['state']
  standing: ApprovalStanding
  /** Of the standing; null when it has none. */
  approval_sealed: Uint8Array | null
  is_test: boolean
  unit_oid: string
  names: string[]
  language: Language
  contacts_sealed: Uint8Array
  conformity_sealed: Uint8Array | null
  history: readonly PastApprovalStep[]
  requested_at: Instant
}

type Tables = {
  'acme.approval': ApprovalRow
  'acme.eab_key': {
    key_id: string
    approval_id: string
    key_sealed: Uint8Array
    given_by: string
    given_at: Instant
    expires_at: Instant
  }
  'acme.used_nonce': { nonce: Uint8Array; expires_at: Instant }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
/** Without the certificate of conformity, which may be large. */
const approvals = (tx: Tx) =>
  tables(tx)
    .selectFrom('acme.approval')
    .select([
      ...(['approval_id', 'organisation_id', 'standing', 'is_test', 'unit_oid'] as const),
      ...(['names', 'language', 'contacts_sealed', 'history', 'requested_at'] as const),
      'approval_sealed',
      sql<boolean>`conformity_sealed is not null`.as('has_conformity'),
    ])

type Contacts = Pick<ApprovalFacts, 'technicalContact' | 'mailbox'>

/** The only reader of rows: their values were written by `insertApproval` and `saveApproval`. */
function approvalOf(
  row: Omit<ApprovalRow, 'state' | 'conformity_sealed'> & { readonly has_conformity: boolean },
  sealing: Sealing,
): EnrolmentApproval {
  const contacts = openJson(sealing, row.contacts_sealed, row.approval_id) as Contacts
  return {
    approvalId: row.approval_id as ApprovalId,
    organisationId: row.organisation_id,
    facts: {
      isTest: row.is_test,
      unitOid: row.unit_oid as Oid,
      names: row.names,
      language: row.language,
      ...contacts,
    },
    standing: withApproval(row, sealing),
    history: row.history,
    requestedAt: row.requested_at,
    hasConformity: row.has_conformity,
  }
}

function withApproval(
  {
    standing,
    approval_sealed,
    approval_id,
  }: Pick<ApprovalRow, 'standing' | 'approval_sealed' | 'approval_id'>,
  sealing: Sealing,
): ApprovalStanding {
  if (approval_sealed === null) return standing
  const approval = openApproval(sealing, approval_sealed, approval_id)
  return standing.state === 'checked' || standing.state === 'approved'
    ? { ...standing, approval }
    : standing
}
