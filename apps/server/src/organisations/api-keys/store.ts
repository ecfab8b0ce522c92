import type { ApiKeyScope } from '@sotevarmenne/api/permission'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { json, readOne, timestamp, type Tx } from '#platform/db.ts'
import type { ApiKey, ApiKeyId } from './contract.ts'

export async function insertKey(
  tx: Tx,
  { digest, ...key }: ApiKey & { readonly digest: Uint8Array },
): Promise<void> {
  await tables(tx)
    .insertInto('api_keys.key')
    .values({
      ...{ key_id: key.keyId, organisation_id: key.organisationId, name: key.name, digest },
      scopes: json(key.scopes) as unknown as readonly ApiKeyScope[],
      ...{ created_at: timestamp(key.createdAt), last_day: key.lastDay },
      ...{ last_used_at: null, revoked_at: null },
    })
    .execute()
}

/** Newest first. */
export async function keysOf(tx: Tx, organisationId: string): Promise<readonly ApiKey[]> {
  const rows = await keys(tx)
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('key_id', 'desc')
    .limit(500)
    .execute()
  return rows.map(keyOf)
}

/** What the organisation calls its keys. */
export const keyNamesOf = async (
  tx: Tx,
  organisationId: string,
): Promise<ReadonlyMap<string, string>> =>
  new Map((await keysOf(tx, organisationId)).map(({ keyId, name }) => [keyId, name]))

/** The latest use of the organisation's keys with the scope. */
export async function lastUseOf(
  tx: Tx,
  organisationId: string,
  scope: ApiKeyScope,
): Promise<Instant | undefined> {
  const keysWithScope = (await keysOf(tx, organisationId)).filter(({ scopes }) =>
    scopes.includes(scope),
  )
  return keysWithScope
    .flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
    .toSorted((one, other) => other - one)
    .at(0)
}

export const findByDigest = (tx: Tx, digest: Uint8Array): Promise<ApiKey | undefined> =>
  readOne(keys(tx).where('digest', '=', digest), keyOf)

export const findKey = (tx: Tx, keyId: string): Promise<ApiKey | undefined> =>
  readOne(keys(tx).where('key_id', '=', keyId as ApiKeyId), keyOf)

export const lockKey = (
  tx: Tx,
  { organisationId, keyId }: { readonly organisationId: string; readonly keyId: string },
): Promise<ApiKey | undefined> =>
  readOne(
    keys(tx)
      .where('organisation_id', '=', organisationId)
      .where('key_id', '=', keyId as ApiKeyId)
      .forUpdate(),
    keyOf,
  )

export async function saveUse(tx: Tx, keyId: ApiKeyId, at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('api_keys.key')
    .set({ last_used_at: timestamp(at) })
    .where('key_id', '=', keyId)
    .execute()
}

export async function saveRevoked(tx: Tx, keyId: ApiKeyId, at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('api_keys.key')
    .set({ revoked_at: timestamp(at) })
    .where('key_id', '=', keyId)
    .execute()
}

type Row = {
  key_id: ApiKeyId
  organisation_id: string
  name: string
  scopes: readonly ApiKeyScope[]
  digest: Uint8Array
  created_at: Instant
  last_day: LocalDate
  last_used_at: Instant | null
  revoked_at: Instant | null
}

const keyOf = (row: Omit<Row, 'digest'>): ApiKey => ({
  keyId: row.key_id,
  organisationId: row.organisation_id,
  ...{ name: row.name, scopes: row.scopes, createdAt: row.created_at, lastDay: row.last_day },
  ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
  ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
})

const tables = (tx: Tx) => tx.$extendTables<{ 'api_keys.key': Row }>()
const keys = (tx: Tx) => tables(tx).selectFrom('api_keys.key').select(columns)
const columns = [
  ...(['key_id', 'organisation_id', 'name', 'scopes'] as const),
  ...(['created_at', 'last_day', 'last_used_at', 'revoked_at'] as const),
]
