import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { DirectoryUsersListed, ScimUser } from './contract.ts'
import type { ScimDeps } from './deps.ts'
import { readFilter, type Filter } from './domain/filter.ts'
import { forKey, type KeyNotValid } from './for-key.ts'
import { no, type ScimRefusal } from './scim-refusal.ts'
import { findUser, findUsers, uuid } from './store.ts'

type Viewing = Permit<'scim.viewUsers'>
type Read<Value> = Promise<Result<Value, ScimRefusal | KeyNotValid>>

/** One user of the key's organisation (RFC 7644 § 3.4.1); another organisation's is not found (R510). */
export const getUser =
  (deps: ScimDeps) =>
  (permit: Viewing, userId: string): Read<ScimUser> =>
    forKey<ScimUser, ScimRefusal>(deps, permit, async (tx, acting) => {
      const user = uuid.test(userId)
        ? await findUser(tx, deps.sealing, { ...acting, userId })
        : undefined
      if (user === undefined) return no('user-not-found')
      await recordUsersShown(deps, tx, permit, [user])
      return ok(user)
    })

/** Users in a page. */
export const maxPage = 200
const defaultPage = 100

export type ListRequest = {
  readonly filter?: string | undefined
  readonly startIndex?: number | undefined
  readonly count?: number | undefined
}

export type UserList = {
  readonly total: number
  /** From 1. */
  readonly startIndex: number
  readonly users: readonly ScimUser[]
}

/** The users that the filter matches, from an index on (RFC 7644 § 3.4.2). */
export const listUsers =
  (deps: ScimDeps) =>
  (permit: Viewing, { filter: text, ...requested }: ListRequest): Read<UserList> => {
    const filter = text === undefined ? ok<Filter>({}) : readFilter(text)
    if (!filter.ok) return Promise.resolve(no(filter.refusal.kind))
    // § 3.4.2.4: less than 1 is 1; a negative count is 0.
    const startIndex = Math.min(Math.max(requested.startIndex ?? 1, 1), 10_000_000)
    const limit = Math.min(Math.max(requested.count ?? defaultPage, 0), maxPage)
    return forKey<UserList, ScimRefusal>(deps, permit, async (tx, acting) => {
      const { total, page } = await findUsers(tx, deps.sealing, {
        ...{ ...acting, filter: filter.value, offset: startIndex - 1, limit },
      })
      await recordUsersShown(deps, tx, permit, page)
      return ok({ total, startIndex, users: page })
    })
  }

/** The access records of the users that are shown: one for each person whom the service knows (R290). */
export async function recordUsersShown(
  { people, recordAll }: Pick<ScimDeps, 'people' | 'recordAll'>,
  tx: Tx,
  permit: Permit,
  users: readonly ScimUser[],
): Promise<void> {
  const [first] = users
  if (first === undefined) return
  const codes = users.map(({ given }) => given.identityCode as IdentityCode)
  const named = new Set<string>((await people.knownAmong(tx, codes)).values())
  if (permit.actor.kind === 'person') named.delete(permit.actor.personId)
  const { organisationId } = first
  const listed: DirectoryUsersListed = { type: 'DirectoryUsersListed', organisationId }
  const events: readonly DirectoryUsersListed[] =
    named.size === 0 ? [listed] : [...named].map((personId) => ({ ...listed, about: { personId } }))
  await recordAll(
    tx,
    events.map((event) => ({ event, permit })),
  )
}
