import type { ExpressionBuilder } from 'kysely'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { optionalTimestamp, readOne, there, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import { foundInPages } from '#organisations/employments/index.ts'
import type { ScimUser, ScimUserId, Standing } from './contract.ts'
import type { GivenUser } from './domain/attributes.ts'
import type { Filter } from './domain/filter.ts'

/** Returns whether it was inserted: not where the organisation has a user with the same names or code. */
export async function insertUser(tx: Tx, sealing: Sealing, user: ScimUser): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto('scim.directory_user')
    .values({ ...rowOf(user, sealing), created_at: timestamp(user.createdAt), deleted_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

/** All but its identifier and beginning. */
export async function saveUser(tx: Tx, sealing: Sealing, user: ScimUser): Promise<void> {
  await tables(tx)
    .updateTable('scim.directory_user')
    .set(rowOf(user, sealing))
    .where('user_id', '=', user.userId)
    .execute()
}

export async function saveDeleted(
  tx: Tx,
  sealing: Sealing,
  user: ScimUser,
  deletedAt: Instant,
): Promise<void> {
  await tables(tx)
    .updateTable('scim.directory_user')
    .set({ ...rowOf(user, sealing), deleted_at: timestamp(deletedAt) })
    .where('user_id', '=', user.userId)
    .execute()
}

const rowOf = (
  { userId, organisationId, given, standing, ...user }: ScimUser,
  sealing: Sealing,
) => ({
  ...{ user_id: userId, organisation_id: organisationId },
  user_name_fingerprint: userNamePrint(sealing, given.userName),
  external_id_fingerprint:
    given.externalId === undefined ? null : externalIdPrint(sealing, given.externalId),
  identity_fingerprint: identityPrint(sealing, given.identityCode),
  given_sealed: sealJson(sealing, given, `user ${userId}`),
  ...{ is_active: given.active, standing: standing.kind },
  prepared_id: 'preparedId' in standing ? standing.preparedId : null,
  end_id: standing.kind === 'end-planned' ? standing.endId : null,
  end_last_day: standing.kind === 'end-planned' ? standing.lastDay : null,
  moved_from: standing.kind === 'end-planned' ? (standing.movedFrom ?? null) : null,
  active_since: optionalTimestamp(user.activeSince),
  ...{ version: user.version, changed_at: timestamp(user.changedAt) },
})

/** `userName` is not case-exact, `externalId` is (RFC 7643 §§ 3.1, 4.1.1). */
const userNamePrint = (sealing: Sealing, userName: string) =>
  sealing.fingerprint(`user name ${userName.toLowerCase()}`)
const externalIdPrint = (sealing: Sealing, externalId: string) =>
  sealing.fingerprint(`external id ${externalId}`)
const identityPrint = (sealing: Sealing, identityCode: string) =>
  sealing.fingerprint(`identity code ${identityCode}`)

type Ids = { readonly organisationId: string; readonly userId: string }

export const findUser = (tx: Tx, sealing: Sealing, ids: Ids): Promise<ScimUser | undefined> =>
  readOne(oneUser(tx, ids), (row) => userOf(row, sealing))

export const lockUser = (tx: Tx, sealing: Sealing, ids: Ids): Promise<ScimUser | undefined> =>
  readOne(oneUser(tx, ids).forUpdate(), (row) => userOf(row, sealing))

const oneUser = (tx: Tx, { organisationId, userId }: Ids) =>
  users(tx, organisationId).where('user_id', '=', userId as ScimUserId)

/** Whether another user of the organisation has one of these already. */
export async function isTaken(
  tx: Tx,
  sealing: Sealing,
  { organisationId, userId, given }: Pick<ScimUser, 'organisationId' | 'userId' | 'given'>,
): Promise<boolean> {
  const { userName, externalId, identityCode } = given
  const found = await tables(tx)
    .selectFrom('scim.directory_user')
    .select('user_id')
    .where('organisation_id', '=', organisationId)
    .where('deleted_at', 'is', null)
    .where('user_id', '<>', userId)
    .where((is) =>
      is.or([
        is('user_name_fingerprint', '=', userNamePrint(sealing, userName)),
        is('identity_fingerprint', '=', identityPrint(sealing, identityCode)),
        ...(externalId === undefined
          ? []
          : [is('external_id_fingerprint', '=', externalIdPrint(sealing, externalId))]),
      ]),
    )
    .executeTakeFirst()
  return found !== undefined
}

/** The deleted users of a person whose ends may still be planned; the latest first. */
export async function deletedOf(
  tx: Tx,
  sealing: Sealing,
  { organisationId, identityCode }: { organisationId: string; identityCode: string },
): Promise<readonly ScimUser[]> {
  const rows = await tables(tx)
    .selectFrom('scim.directory_user')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('identity_fingerprint', '=', identityPrint(sealing, identityCode))
    .where('deleted_at', 'is not', null)
    .orderBy('deleted_at', 'desc')
    .limit(10)
    .execute()
  return rows.map((row) => userOf(row, sealing))
}

/** One page in order of creation, and how many there are. */
export async function findUsers(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    filter,
    offset,
    limit,
  }: {
    readonly organisationId: string
    readonly filter: Filter
    readonly offset: number
    readonly limit: number
  },
): Promise<{ readonly total: number; readonly page: readonly ScimUser[] }> {
  const { total } = await tables(tx)
    .selectFrom('scim.directory_user')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('organisation_id', '=', organisationId)
    .where('deleted_at', 'is', null)
    .where(matching(sealing, filter))
    .executeTakeFirstOrThrow()
  if (limit === 0 || total <= offset) return { total, page: [] }
  const rows = await users(tx, organisationId)
    .where(matching(sealing, filter))
    .orderBy('created_at')
    .orderBy('user_id')
    .offset(offset)
    .limit(limit)
    .execute()
  return { total, page: rows.map((row) => userOf(row, sealing)) }
}

const matching =
  (sealing: Sealing, { id, userName, externalId, active }: Filter) =>
  (is: ExpressionBuilder<Tables, 'scim.directory_user'>) =>
    is.and([
      // What is no UUID is nobody's.
      ...(id === undefined
        ? []
        : [uuid.test(id) ? is('user_id', '=', id.toLowerCase() as ScimUserId) : is.lit(false)]),
      ...(userName === undefined
        ? []
        : [is('user_name_fingerprint', '=', userNamePrint(sealing, userName))]),
      ...(externalId === undefined
        ? []
        : [is('external_id_fingerprint', '=', externalIdPrint(sealing, externalId))]),
      ...(active === undefined ? [] : [is('is_active', '=', active)]),
    ])

export const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Newest first. `isFound`: of what is sealed. */
export const usersOfOrganisation = (
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    isActive,
    isFound,
    ...sought
  }: RowsSought & {
    readonly organisationId: string
    readonly isActive?: boolean | undefined
    readonly isFound?: ((given: GivenUser) => boolean) | undefined
  },
): Promise<readonly ScimUser[]> =>
  foundInPages(sought, {
    isFound: isFound && (({ given }) => isFound(given)),
    placeOf: ({ createdAt, userId }) => ({ at: createdAt, id: userId }),
    page: async (behind, limit) => {
      const rows = await users(tx, organisationId)
        .$if(isActive !== undefined, (all) => all.where('is_active', '=', isActive === true))
        .$call(
          inOrderOfTime({
            ...{ at: 'created_at', id: 'user_id', order: 'desc' },
            ...{ ...sought, behind, limit },
          }),
        )
        .execute()
      return rows.map((row) => userOf(row, sealing))
    },
  })

export async function countUsers(
  tx: Tx,
  organisationId: string,
): Promise<{ readonly active: number; readonly inactive: number }> {
  const rows = await tables(tx)
    .selectFrom('scim.directory_user')
    .select(({ fn }) => ['is_active', fn.countAll<number>().as('count')])
    .where('organisation_id', '=', organisationId)
    .where('deleted_at', 'is', null)
    .groupBy('is_active')
    .execute()
  const countOf = (isActive: boolean) => rows.find((row) => row.is_active === isActive)?.count ?? 0
  return { active: countOf(true), inactive: countOf(false) }
}

/** The ends of inactive users whose last day has not passed, deleted users not counted. */
export async function endsFrom(
  tx: Tx,
  { organisationId, today }: { readonly organisationId: string; readonly today: LocalDate },
): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('scim.directory_user')
    .select('end_id')
    .where('organisation_id', '=', organisationId)
    .where('standing', '=', 'end-planned')
    .where('end_last_day', '>=', today)
    .where('deleted_at', 'is', null)
    .limit(100_000)
    .execute()
  return rows.flatMap(({ end_id: endId }) => endId ?? [])
}

/** Deleted with their organisation. */
export async function deleteUsersOf(tx: Tx, organisationId: string, at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('scim.directory_user')
    .set({ deleted_at: timestamp(at) })
    .where('organisation_id', '=', organisationId)
    .where('deleted_at', 'is', null)
    .execute()
}

/** Erases users who were deleted, and failures that happened, before the instant. */
export async function forgetBefore(tx: Tx, before: Instant): Promise<void> {
  await tables(tx)
    .deleteFrom('scim.directory_user')
    .where('deleted_at', '<', timestamp(before) as unknown as Instant)
    .execute()
  await tables(tx)
    .deleteFrom('scim.failure')
    .where('failed_at', '<', timestamp(before) as unknown as Instant)
    .execute()
}

/** What could not be done for a user, in the place of what could not be done before. */
export type Failure = {
  readonly failureId: string
  readonly organisationId: string
  readonly facts: {
    readonly userName: string
    readonly kind: string
    readonly attribute?: string
  }
  readonly failedAt: Instant
}

export async function saveFailure(
  tx: Tx,
  sealing: Sealing,
  { failureId, organisationId, facts, failedAt }: Failure,
): Promise<void> {
  const row = {
    failure_id: failureId,
    facts_sealed: sealJson(sealing, facts, `failure ${failureId}`),
    failed_at: timestamp(failedAt),
  }
  await tables(tx)
    .insertInto('scim.failure')
    .values({
      ...{ organisation_id: organisationId, ...row },
      user_name_fingerprint: userNamePrint(sealing, facts.userName),
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'user_name_fingerprint']).doUpdateSet(row),
    )
    .execute()
}

export async function eraseFailures(
  tx: Tx,
  sealing: Sealing,
  { organisationId, userNames }: { organisationId: string; userNames: readonly string[] },
): Promise<void> {
  await tables(tx)
    .deleteFrom('scim.failure')
    .where('organisation_id', '=', organisationId)
    .where(
      'user_name_fingerprint',
      'in',
      userNames.map((userName) => userNamePrint(sealing, userName)),
    )
    .execute()
}

/** Newest first. */
export async function failuresOf(
  tx: Tx,
  sealing: Sealing,
  organisationId: string,
): Promise<{ readonly count: number; readonly newest: readonly Failure[] }> {
  const { count } = await tables(tx)
    .selectFrom('scim.failure')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow()
  const rows = await tables(tx)
    .selectFrom('scim.failure')
    .select(['failure_id', 'organisation_id', 'facts_sealed', 'failed_at'])
    .where('organisation_id', '=', organisationId)
    .orderBy('failed_at', 'desc')
    .limit(100)
    .execute()
  return {
    count,
    newest: rows.map((row) => ({
      ...{ failureId: row.failure_id, organisationId: row.organisation_id },
      facts: openJson(sealing, row.facts_sealed, `failure ${row.failure_id}`) as Failure['facts'],
      failedAt: row.failed_at,
    })),
  }
}

type Row = {
  user_id: ScimUserId
  organisation_id: string
  user_name_fingerprint: Uint8Array
  external_id_fingerprint: Uint8Array | null
  identity_fingerprint: Uint8Array
  given_sealed: Uint8Array
  is_active: boolean
  standing: Standing['kind']
  prepared_id: string | null
  end_id: string | null
  end_last_day: LocalDate | null
  moved_from: LocalDate | null
  active_since: Instant | null
  version: number
  created_at: Instant
  changed_at: Instant
  deleted_at: Instant | null
}

type FailureRow = {
  organisation_id: string
  user_name_fingerprint: Uint8Array
  failure_id: string
  facts_sealed: Uint8Array
  failed_at: Instant
}

type Tables = { 'scim.directory_user': Row; 'scim.failure': FailureRow }

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const columns = [
  ...(['user_id', 'organisation_id', 'given_sealed', 'standing', 'prepared_id'] as const),
  ...(['end_id', 'end_last_day', 'moved_from', 'active_since', 'version'] as const),
  ...(['created_at', 'changed_at'] as const),
]
type Shown = Pick<Row, (typeof columns)[number]>

const users = (tx: Tx, organisationId: string) =>
  tables(tx)
    .selectFrom('scim.directory_user')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('deleted_at', 'is', null)

const userOf = (row: Shown, sealing: Sealing): ScimUser => ({
  ...{ userId: row.user_id, organisationId: row.organisation_id },
  given: openJson(sealing, row.given_sealed, `user ${row.user_id}`) as GivenUser,
  standing: standingOf(row),
  ...(row.active_since !== null && { activeSince: row.active_since }),
  ...{ version: row.version, createdAt: row.created_at, changedAt: row.changed_at },
})

function standingOf(row: Shown): Standing {
  const prepared = row.prepared_id === null ? {} : { preparedId: row.prepared_id }
  switch (row.standing) {
    case 'order-prepared':
      return { kind: row.standing, preparedId: there(row, 'prepared_id') }
    case 'end-planned':
      return {
        ...{ kind: row.standing, endId: there(row, 'end_id'), ...prepared },
        lastDay: there(row, 'end_last_day'),
        ...(row.moved_from !== null && { movedFrom: row.moved_from }),
      }
    case 'end-there':
      return { kind: row.standing, ...prepared }
    case 'never-active':
    case 'order-there':
    case 'card-there':
    case 'professional':
      return { kind: row.standing }
  }
}
