import { listDirectoryUsers, type DirectoryUserView } from '@sotevarmenne/api/scim'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import { memberProblems, type MemberRefusal } from '#organisations/accounts/index.ts'
import { factsFilter, type Employee } from '#organisations/employments/index.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import { basePath } from './base-path.ts'
import type { ScimUser } from './contract.ts'
import type { ScimDeps } from './deps.ts'
import { nameOf, type GivenUser } from './domain/attributes.ts'
import { recordUsersShown } from './read-users.ts'
import { orderProblemOf } from './scim-refusal.ts'
import { countUsers, endsFrom, failuresOf, usersOfOrganisation } from './store.ts'

type Response = ResponseOf<typeof listDirectoryUsers>
type Refused = MemberRefusal | CursorRefusal

/** What the directory has sent, and what could not be done (R519). Recorded as access to each person shown. */
export const viewDirectory = operation({
  contract: listDirectoryUsers,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: ScimDeps) =>
    (
      permit,
      { organisationId, isActive, search, ...requested },
    ): Promise<Result<Response, Refused>> =>
      deps.db.write(async (tx): Promise<Result<Response, Refused>> => {
        const viewing = { organisationId, action: 'view', at: 'read' } as const
        const member = await deps.accounts.checkMember(tx, permit, viewing)
        if (!member.ok) return member
        return showPage(requested, {
          find: (sought) =>
            usersOfOrganisation(tx, deps.sealing, {
              ...{ ...sought, organisationId, isActive, isFound: filterOf(search) },
            }),
          placeOf: ({ createdAt, userId }) => ({ at: createdAt, id: userId }),
          show: async (page) => {
            await recordUsersShown(deps, tx, permit, page)
            return {
              ...(await factsOf(deps, tx, organisationId)),
              users: await showUsers(deps, tx, page),
            }
          },
        })
      }),
})

/** By the user name too. */
function filterOf(search: string | undefined): ((given: GivenUser) => boolean) | undefined {
  const isFound = factsFilter({ search })
  return (
    isFound &&
    ((given) =>
      isFound({
        identityCode: given.identityCode as IdentityCode,
        name: [nameOf(given), given.userName, given.externalId].join(' '),
        title: given.title ?? '',
        reference: given.reference ?? '',
      }))
  )
}

async function factsOf(
  { sealing, clock, publicUrl, apiKeys, employments }: ScimDeps,
  tx: Tx,
  organisationId: string,
): Promise<Omit<Response, 'users' | 'nextCursor'>> {
  const today = dateInHelsinki(clock.now())
  const lastRequestAt = await apiKeys.lastUseOf(tx, organisationId, 'directory:write')
  const { count: failed, newest } = await failuresOf(tx, sealing, organisationId)
  const ends = await endsFrom(tx, { organisationId, today })
  return {
    baseAddress: `${publicUrl}${basePath}`,
    ...(lastRequestAt !== undefined && { lastRequestAt: formatInstant(lastRequestAt) }),
    counts: {
      ...(await countUsers(tx, organisationId)),
      ...{ ending: await employments.countPlanned(tx, ends), failed },
    },
    failures: newest.flatMap(({ facts: { userName, kind, attribute }, failedAt }) => {
      const problem = orderProblemOf(kind)
      if (problem === undefined) return []
      const { title, advice } = problem
      return [
        {
          ...{ userName, at: formatInstant(failedAt) },
          ...(attribute !== undefined && { attribute }),
          reason: { kind, title, ...(advice && { advice }) },
        },
      ]
    }),
  }
}

async function showUsers(
  { employments, clock }: ScimDeps,
  tx: Tx,
  page: readonly ScimUser[],
): Promise<DirectoryUserView[]> {
  const [first] = page
  if (first === undefined) return []
  const identityCodes = page.map(({ given }) => given.identityCode as IdentityCode)
  const requested = { organisationId: first.organisationId, identityCodes }
  const employees = await employments.employeesOf(tx, requested)
  const professionals = await employments.professionalsAmong(tx, identityCodes)
  const today = dateInHelsinki(clock.now())
  return page.map((user) => {
    const { userId, given, createdAt, changedAt } = user
    const identityCode = given.identityCode as IdentityCode
    const name = nameOf(given)
    return {
      ...{ userId, userName: given.userName, ...(name !== undefined && { name }) },
      ...stateOf(user, {
        ...{ employee: employees(identityCode), today },
        isProfessional: professionals.has(identityCode),
      }),
      ...{ createdAt: formatInstant(createdAt), changedAt: formatInstant(changedAt) },
    }
  })
}

function stateOf(
  { given }: ScimUser,
  {
    employee: { cards, prepared, planned },
    isProfessional,
    today,
  }: { readonly employee: Employee; readonly isProfessional: boolean; readonly today: LocalDate },
): Pick<DirectoryUserView, 'state' | 'lastDay'> {
  if (!given.active)
    return planned !== undefined && planned.lastDay >= today
      ? { state: 'ending', lastDay: planned.lastDay }
      : { state: 'inactive' }
  const end = planned === undefined ? {} : { lastDay: planned.lastDay }
  if (cards.length > 0) return { state: 'card', ...end }
  if (prepared.length > 0) return { state: 'pending-order', ...end }
  return { state: isProfessional ? 'professional' : 'nothing', ...end }
}
