import { randomUUID } from 'node:crypto'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  DirectoryUserChanged,
  DirectoryUserCreated,
  DirectoryUserDeleted,
  ScimUser,
  ScimUserId,
  Standing,
} from './contract.ts'
import type { ScimDeps } from './deps.ts'
import { attributePaths, type Given, type GivenUser } from './domain/attributes.ts'
import { patch } from './domain/patch.ts'
import { readUser } from './domain/read-user.ts'
import { namesVersion } from './domain/version.ts'
import { activate, changeOrder, deactivate } from './follow-activity.ts'
import { forKey, type KeyNotValid } from './for-key.ts'
import { isAboutOrder, no, type ScimRefusal } from './scim-refusal.ts'
import {
  eraseFailures,
  insertUser,
  isTaken,
  lockUser,
  saveDeleted,
  saveFailure,
  saveUser,
  uuid,
} from './store.ts'

type Changing = Permit<'scim.changeUsers'>
export type Changed<Value> = Promise<Result<Value, ScimRefusal | KeyNotValid>>
type Acting = { readonly organisationId: string }

/** Creates a user (RFC 7644 § 3.3): an active one begins an employment (R510, R511). */
export const createUser =
  (deps: ScimDeps) =>
  (permit: Changing, body: unknown): Changed<ScimUser> => {
    const read = readUser(body)
    if (!read.ok) return Promise.resolve(no(read.refusal.kind, attributeOf(read.refusal)))
    const given = complete({ active: true, ...read.value })
    if (!given.ok) return Promise.resolve(given)
    return createOne(deps, permit, given.value)
  }

async function createOne(deps: ScimDeps, permit: Changing, given: GivenUser): Changed<ScimUser> {
  const result = await forKey<ScimUser, ScimRefusal>(deps, permit, (tx, { organisationId }) =>
    create(deps, tx, permit, { organisationId, given }),
  )
  return withFailure(deps, permit, { given, result })
}

const notYet: Standing = { kind: 'never-active' }

async function create(
  deps: ScimDeps,
  tx: Tx,
  permit: Changing,
  { organisationId, given }: Pick<ScimUser, 'organisationId' | 'given'>,
): Promise<Result<ScimUser, ScimRefusal>> {
  const now = deps.clock.now()
  const userId = randomUUID() as string as ScimUserId
  if (await isTaken(tx, deps.sealing, { organisationId, userId, given })) return no('user-exists')
  const standing = given.active
    ? await activate(deps, tx, permit, { organisationId, given, standing: notYet })
    : ok(notYet)
  if (!standing.ok) return standing
  const user: ScimUser = {
    ...{ userId, organisationId, given, standing: standing.value, version: 1 },
    ...(given.active && { activeSince: now }),
    ...{ createdAt: now, changedAt: now },
  }
  // A concurrent request created it.
  if (!(await insertUser(tx, deps.sealing, user))) return no('user-exists')
  await eraseFailures(tx, deps.sealing, { organisationId, userNames: [given.userName] })
  const event: DirectoryUserCreated = {
    ...{ type: 'DirectoryUserCreated', ...(await aboutUser(deps, tx, user)) },
  }
  await deps.record(tx, event, permit)
  return ok(user)
}

type Requested = { readonly userId: string; readonly ifMatch?: string | undefined }

/** Replaces what a user has (RFC 7644 § 3.5.1); the same again changes nothing. */
export const replaceUser =
  (deps: ScimDeps) =>
  (
    permit: Changing,
    { body, ...requested }: Requested & { readonly body: unknown },
  ): Changed<ScimUser> =>
    changing(deps, permit, requested, ({ given: { active, identityCode } }) => {
      const read = readUser(body)
      // Whether somebody is employed is never changed by an omission.
      return read.ok
        ? ok({ active, identityCode, ...read.value })
        : no(read.refusal.kind, attributeOf(read.refusal))
    })

/** Changes some of it (RFC 7644 § 3.5.2). */
export const patchUser =
  (deps: ScimDeps) =>
  (
    permit: Changing,
    { body, ...requested }: Requested & { readonly body: unknown },
  ): Changed<ScimUser> =>
    changing(deps, permit, requested, ({ given }) => {
      const patched = patch(given, body)
      if (!patched.ok) return no(patched.refusal.kind, attributeOf(patched.refusal))
      for (const path of ['userName', 'identityCode', 'active'] as const)
        if (patched.value[path] === undefined) return no('not-changeable', path)
      return patched
    })

/**
 * Deletes the user from the directory (RFC 7644 § 3.6): one who is active is deactivated with it. The row stays until
 * the cooling-off and the retention are over, for the undo and the members.
 */
export const deleteUser =
  (deps: ScimDeps) =>
  (permit: Changing, requested: Requested): Changed<undefined> =>
    forKey<undefined, ScimRefusal>(deps, permit, async (tx, acting) => {
      const found = await userFor(deps, tx, { ...acting, ...requested })
      if (!found.ok) return found
      const before = found.value
      const now = deps.clock.now()
      const { activeSince: _, ...others } = before
      const user: ScimUser = {
        ...others,
        given: { ...before.given, active: false },
        standing: before.given.active
          ? await deactivate(deps, tx, permit, before)
          : before.standing,
        ...{ version: before.version + 1, changedAt: now },
      }
      await saveDeleted(tx, deps.sealing, user, now)
      await eraseFailures(tx, deps.sealing, { ...acting, userNames: [user.given.userName] })
      const event: DirectoryUserDeleted = {
        ...{ type: 'DirectoryUserDeleted', ...(await aboutUser(deps, tx, user)) },
      }
      await deps.record(tx, event, permit)
      return ok(undefined)
    })

async function changing(
  deps: ScimDeps,
  permit: Changing,
  requested: Requested,
  change: (user: ScimUser) => Result<Given, ScimRefusal>,
): Changed<ScimUser> {
  let given: GivenUser | undefined
  const result = await forKey<ScimUser, ScimRefusal>(deps, permit, async (tx, acting) => {
    const found = await userFor(deps, tx, { ...acting, ...requested })
    if (!found.ok) return found
    const before = found.value
    given = before.given
    const next = change(before)
    const completed = next.ok ? complete(next.value) : next
    if (!completed.ok) return completed
    const userNames = [before.given.userName, completed.value.userName]
    await eraseFailures(tx, deps.sealing, { ...acting, userNames })
    return save(deps, tx, permit, { before, given: completed.value })
  })
  return given === undefined ? result : withFailure(deps, permit, { given, result })
}

async function save(
  deps: ScimDeps,
  tx: Tx,
  permit: Changing,
  { before, given }: { readonly before: ScimUser; readonly given: GivenUser },
): Promise<Result<ScimUser, ScimRefusal>> {
  if (isSame(before.given, given)) return ok(before)
  if (given.identityCode !== before.given.identityCode) return no('not-changeable', 'identityCode')
  if (await isTaken(tx, deps.sealing, { ...before, given })) return no('user-exists')
  const standing = await standingAfter(deps, tx, permit, { before, given })
  if (!standing.ok) return standing
  const now = deps.clock.now()
  const { activeSince = now, ...others } = before
  const user: ScimUser = {
    ...{ ...others, given, standing: standing.value, version: before.version + 1, changedAt: now },
    ...(given.active && { activeSince }),
  }
  await saveUser(tx, deps.sealing, user)
  const event: DirectoryUserChanged = {
    ...{ type: 'DirectoryUserChanged', ...(await aboutUser(deps, tx, user)) },
  }
  await deps.record(tx, event, permit)
  return ok(user)
}

async function standingAfter(
  deps: ScimDeps,
  tx: Tx,
  permit: Changing,
  { before, given }: { readonly before: ScimUser; readonly given: GivenUser },
): Promise<Result<Standing, ScimRefusal>> {
  const user = { ...before, given }
  if (before.given.active && !given.active) return ok(await deactivate(deps, tx, permit, user))
  if (!before.given.active && given.active) return activate(deps, tx, permit, user)
  return given.active ? changeOrder(deps, tx, permit, user) : ok(before.standing)
}

const isSame = (one: Given, other: Given): boolean =>
  attributePaths.every((path) => one[path] === other[path])

/** The user, locked, in the version that the request is about. */
async function userFor(
  deps: ScimDeps,
  tx: Tx,
  { organisationId, userId, ifMatch }: Requested & Acting,
): Promise<Result<ScimUser, ScimRefusal>> {
  const user = uuid.test(userId)
    ? await lockUser(tx, deps.sealing, { organisationId, userId })
    : undefined
  if (user === undefined) return no('user-not-found')
  return ifMatch === undefined || namesVersion(ifMatch, user.version)
    ? ok(user)
    : no('version-changed')
}

/** What every user has. */
function complete(given: Given): Result<GivenUser, ScimRefusal> {
  const { userName, identityCode: typed, active } = given
  if (userName === undefined) return no('value-missing', 'userName')
  if (typed === undefined) return no('value-missing', 'identityCode')
  if (active === undefined) return no('value-missing', 'active')
  const identityCode = parseIdentityCode(typed)
  return identityCode.ok
    ? ok({ ...given, userName, active, identityCode: identityCode.value })
    : no('identity-code-wrong', 'identityCode')
}

const attributeOf = (fault: object): string | undefined =>
  'attribute' in fault && typeof fault.attribute === 'string' ? fault.attribute : undefined

async function aboutUser(
  { people }: ScimDeps,
  tx: Tx,
  { organisationId, userId, given, standing }: ScimUser,
) {
  const person = await people.findByIdentityCode(
    tx,
    given.identityCode as Parameters<typeof people.findByIdentityCode>[1],
  )
  return {
    ...{ organisationId, userId, isActive: given.active, standing: standing.kind },
    ...(person && { about: { personId: person.personId } }),
  }
}

/**
 * Stores for the members why a user could not become an order, until that is done. In a transaction of its own: a
 * refusal rolls that of the act back.
 */
async function withFailure(
  deps: ScimDeps,
  permit: Changing,
  { given, result }: { readonly given: GivenUser; readonly result: Awaited<Changed<ScimUser>> },
): Changed<ScimUser> {
  if (result.ok) return result
  const { refusal } = result
  if (refusal.kind === 'api-key-not-valid' || !isAboutOrder(refusal)) return result
  const { userName } = given
  const stored = await forKey<undefined, never>(deps, permit, async (tx, acting) => {
    await saveFailure(tx, deps.sealing, {
      ...{ ...acting, failureId: randomUUID(), failedAt: deps.clock.now() },
      facts: { userName, ...refusal },
    })
    return ok(undefined)
  })
  return stored.ok ? result : stored
}
