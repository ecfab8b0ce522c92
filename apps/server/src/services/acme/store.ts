import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type PlaceInTime } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Language } from '#people/persons/contract.ts'
import type {
  ApprovalFacts,
  ApprovalId,
  ApprovalStanding,
  BindingKeyId,
  PastApprovalStep,
  StandingApproval,
} from './contract.ts'

export async function insertApproval(
  tx: Tx,
  sealing: Sealing,
  approval: StandingApproval,
  conformity: Uint8Array | undefined,
): Promise<void> {
  const { approvalId, organisationId, facts, standing, history, askedAt } = approval
  const { isTest, unitOid, names, language, technicalContact, mailbox } = facts
  const contacts: Contacts = { technicalContact, mailbox }
  await tables(tx)
    .insertInto('acme.approval')
    .values({
      approval_id: approvalId,
      organisation_id: organisationId,
      state: standing.state,
      standing: json(standing),
      is_test: isTest,
      unit_oid: unitOid,
      names: [...names],
      language,
      contacts_sealed: sealing.seal(Buffer.from(JSON.stringify(contacts)), approvalId),
      conformity_sealed: conformity ? sealing.seal(conformity, `conformity ${approvalId}`) : null,
      history: json(history),
      asked_at: timestamp(askedAt),
    })
    .execute()
}

/** Standing and history: what was asked for is never changed. */
export async function saveApproval(
  tx: Tx,
  { approvalId, standing, history }: StandingApproval,
): Promise<void> {
  await tables(tx)
    .updateTable('acme.approval')
    .set({ state: standing.state, standing: json(standing), history: json(history) })
    .where('approval_id', '=', approvalId)
    .execute()
}

export async function findApproval(
  tx: Tx,
  sealing: Sealing,
  approvalId: string,
): Promise<StandingApproval | undefined> {
  const row = await approvals(tx).where('approval_id', '=', approvalId).executeTakeFirst()
  return row && approvalOf(row, sealing)
}

export async function lockApproval(
  tx: Tx,
  sealing: Sealing,
  approvalId: string,
): Promise<StandingApproval | undefined> {
  const row = await approvals(tx)
    .where('approval_id', '=', approvalId)
    .forUpdate()
    .executeTakeFirst()
  return row && approvalOf(row, sealing)
}

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

type Page = { readonly behind?: PlaceInTime | undefined; readonly limit: number }

/** Of the organisation, the newest first. */
export async function approvalsOf(
  tx: Tx,
  sealing: Sealing,
  { organisationId, behind, limit }: Page & { readonly organisationId: string },
): Promise<readonly StandingApproval[]> {
  const rows = await approvals(tx)
    .where('organisation_id', '=', organisationId)
    .$call(inOrderOfTime({ at: 'asked_at', id: 'approval_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => approvalOf(row, sealing))
}

/** What waits for a handler, the oldest first. */
export async function approvalsInQueue(
  tx: Tx,
  sealing: Sealing,
  { behind, limit }: Page,
): Promise<readonly StandingApproval[]> {
  const rows = await approvals(tx)
    .where('state', 'in', ['asked', 'checked'])
    .$call(inOrderOfTime({ at: 'asked_at', id: 'approval_id', order: 'asc', behind, limit }))
    .execute()
  return rows.map((row) => approvalOf(row, sealing))
}

/** What holds now, the newest decision first; of one organisation or one unit where it is given. */
export async function approvalsInForce(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    unitOid,
    behind,
    limit,
  }: Page & {
    readonly organisationId?: string | undefined
    readonly unitOid?: string | undefined
  },
): Promise<readonly StandingApproval[]> {
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

/** A key that binds one account to its approval, for a while. */
export type BindingKey = {
  readonly keyId: BindingKeyId
  readonly approvalId: ApprovalId
  /** For HMAC-SHA-256. */
  readonly secret: Uint8Array
  readonly expiresAt: Instant
}

export async function insertBindingKey(
  tx: Tx,
  sealing: Sealing,
  { keyId, approvalId, secret, expiresAt }: BindingKey,
  given: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .insertInto('acme.binding_key')
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

export async function findBindingKey(
  tx: Tx,
  sealing: Sealing,
  keyId: string,
): Promise<BindingKey | undefined> {
  const row = await tables(tx)
    .selectFrom('acme.binding_key')
    .selectAll()
    .where('key_id', '=', keyId)
    .executeTakeFirst()
  return (
    row && {
      keyId: row.key_id as BindingKeyId,
      approvalId: row.approval_id as ApprovalId,
      secret: sealing.open(row.key_sealed, `binding key ${row.key_id}`),
      expiresAt: row.expires_at,
    }
  )
}

export async function bindingKeysSince(
  tx: Tx,
  approvalId: ApprovalId,
  since: Instant,
): Promise<number> {
  const row = await tables(tx)
    .selectFrom('acme.binding_key')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('approval_id', '=', approvalId)
    .where('given_at', '>=', timestamp(since))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Whether the nonce was used for the first time. */
export async function useNonce(tx: Tx, nonce: Uint8Array, expiresAt: Instant): Promise<boolean> {
  const row = await tables(tx)
    .insertInto('acme.used_nonce')
    .values({ nonce, expires_at: timestamp(expiresAt) })
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .returning('expires_at')
    .executeTakeFirst()
  return row !== undefined
}

/** Those that nobody could use any more. */
export async function forgetNonces(tx: Tx, over: Instant): Promise<void> {
  await tables(tx).deleteFrom('acme.used_nonce').where('expires_at', '<', timestamp(over)).execute()
}

type ApprovalRow = {
  approval_id: string
  organisation_id: string
  state: ApprovalStanding['state']
  standing: ApprovalStanding
  is_test: boolean
  unit_oid: string
  names: string[]
  language: Language
  contacts_sealed: Uint8Array
  conformity_sealed: Uint8Array | null
  history: readonly PastApprovalStep[]
  asked_at: Instant
}

type Tables = {
  'acme.approval': ApprovalRow
  'acme.binding_key': {
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
/** Without the certificate of conformity, which may be long. */
const approvals = (tx: Tx) =>
  tables(tx)
    .selectFrom('acme.approval')
    .select([
      ...(['approval_id', 'organisation_id', 'standing', 'is_test', 'unit_oid'] as const),
      ...(['names', 'language', 'contacts_sealed', 'history', 'asked_at'] as const),
      sql<boolean>`conformity_sealed is not null`.as('has_conformity'),
    ])

type Contacts = Pick<ApprovalFacts, 'technicalContact' | 'mailbox'>

/** The one place that reads rows: their values were written by `insertApproval` and `saveApproval`. */
function approvalOf(
  row: Omit<ApprovalRow, 'state' | 'conformity_sealed'> & { readonly has_conformity: boolean },
  sealing: Sealing,
): StandingApproval {
  const opened = Buffer.from(sealing.open(row.contacts_sealed, row.approval_id))
  const contacts = JSON.parse(opened.toString('utf8')) as Contacts
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
    standing: row.standing,
    history: row.history,
    askedAt: row.asked_at,
    hasConformity: row.has_conformity,
  }
}
