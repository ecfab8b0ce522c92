import * as contracts from '@sotevarmenne/api/accounts'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { recordAccess } from '#platform/record.ts'
import { operation } from '#platform/operation.ts'
import type { AccountPeopleViewed, AccountViewed, Member } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { actionsOf, standingOf, type MemberRefusal } from './domain/membership.ts'
import { confirmRight, checkMember } from './check-member.ts'
import { nameOf } from './name-of.ts'
import { membershipsOf, membersOf, openInvitations, requestsOf } from './store.ts'
import { memberProblems } from './problems.ts'

/** All memberships of the person in organisations. */
export const viewOwnAccounts = operation({
  contract: contracts.viewOwnAccounts,
  problems: {},
  handle:
    (deps: AccountsDeps) =>
    (permit): Promise<Result<ResponseOf<typeof contracts.viewOwnAccounts>, never>> =>
      deps.db.read(async (tx) => {
        const personId = personOf(permit)
        const accounts = []
        for (const membership of await membershipsOf(tx, personId)) {
          const { organisationId, memberId, role } = membership
          const { name, businessId } = await organisationOf(deps, tx, organisationId)
          const standing = standingOf(membership, dateInHelsinki(deps.clock.now()))
          accounts.push({ organisationId, name, businessId, memberId, role, standing })
        }
        const requests = await requestsOf(tx, personId, deps.clock.now())
        return ok({
          accounts,
          requests: requests.map(({ requestId, name, businessId, requestedAt, outcome }) => ({
            ...{ requestId, name, businessId, ...outcome },
            requestedAt: formatInstant(requestedAt),
          })),
        })
      }),
})

/** The base of every page of the organisation: it shows none of its people, only the contacts. */
export const viewAccount = operation({
  contract: contracts.viewAccount,
  problems: memberProblems,
  handle:
    (deps: AccountsDeps) =>
    async (permit, { organisationId }): Promise<Viewed> => {
      await confirmRight(deps, permit, organisationId)
      return deps.db.write(async (tx): Promise<Viewed> => {
        const member = await checkMember(deps)(tx, permit, { organisationId, action: 'view' })
        if (!member.ok) return member
        const looked: AccountViewed = { type: 'AccountViewed', organisationId }
        await deps.record(tx, looked, permit)
        return ok(await showAccount(deps, tx, permit, member.value))
      })
    },
})

type Viewed = Result<ResponseOf<typeof contracts.viewAccount>, MemberRefusal>

/** The organisation's page of its people. Recorded as access to each of them. */
export const viewAccountPeople = operation({
  contract: contracts.viewAccountPeople,
  problems: memberProblems,
  handle:
    (deps: AccountsDeps) =>
    async (permit, { organisationId }): Promise<PeopleViewed> => {
      await confirmRight(deps, permit, organisationId)
      return deps.db.write(async (tx): Promise<PeopleViewed> => {
        const member = await checkMember(deps)(tx, permit, { organisationId, action: 'view' })
        if (!member.ok) return member
        const looked: AccountPeopleViewed = { type: 'AccountPeopleViewed', organisationId }
        const members = await membersOf(tx, organisationId)
        const named = members.map(({ personId }) => personId)
        await recordAccess(deps, tx, permit, { looked, named })
        return ok(await showPeople(deps, tx, member.value))
      })
    },
})

type People = ResponseOf<typeof contracts.viewAccountPeople>
type PeopleViewed = Result<People, MemberRefusal>

/** The account as this member sees it. */
export async function showAccount(
  deps: AccountsDeps,
  tx: Tx,
  permit: Permit,
  { organisationId, role }: Member,
): Promise<ResponseOf<typeof contracts.viewAccount>> {
  const organisation = await organisationOf(deps, tx, organisationId)
  const on = dateInHelsinki(deps.clock.now())
  const members = await membersOf(tx, organisationId)
  return {
    organisation: await deps.organisations.showToMembers(tx, permit, organisation),
    role,
    actions: [...actionsOf[role]],
    hasSignatory: members.some(
      (member) => member.role === 'signatory' && standingOf(member, on) === 'holds',
    ),
  }
}

/** Its people as this member sees them. */
export async function showPeople(
  deps: AccountsDeps,
  tx: Tx,
  { organisationId, role, memberId: own }: Member,
): Promise<People> {
  const now = deps.clock.now()
  const members = []
  for (const member of await membersOf(tx, organisationId))
    members.push({
      memberId: member.memberId,
      name: await nameOf(deps, tx, member.personId),
      role: member.role,
      basis: member.basis,
      since: formatInstant(member.since),
      standing: standingOf(member, dateInHelsinki(now)),
      ...(member.validTo !== undefined && { validTo: member.validTo }),
      isOneself: member.memberId === own,
    })
  const invitations = actionsOf[role].includes('changePeople')
    ? await openInvitations(tx, deps.sealing, organisationId)
    : []
  return {
    members,
    invitations: invitations.map((invitation) => ({
      invitationId: invitation.invitationId,
      role: invitation.role,
      email: invitation.email,
      invitedAt: formatInstant(invitation.invitedAt),
      expiresAt: formatInstant(invitation.expiresAt),
      isExpired: invitation.expiresAt <= now,
    })),
  }
}

/** Who acts for the organisation today, by name, with the role. The caller records the access. */
export const membersInForce =
  (deps: Pick<AccountsDeps, 'people' | 'clock'>) => async (tx: Tx, organisationId: string) => {
    const on = dateInHelsinki(deps.clock.now())
    const members = []
    for (const member of await membersOf(tx, organisationId))
      if (standingOf(member, on) === 'holds') {
        const { personId, role } = member
        members.push({ personId, role, name: await nameOf(deps, tx, personId) })
      }
    return members
  }

export async function organisationOf(
  { organisations }: AccountsDeps,
  tx: Tx,
  organisationId: string,
) {
  const organisation = await organisations.organisationById(tx, organisationId)
  if (!organisation) throw new Error(`account of unknown organisation ${organisationId}`)
  return organisation
}
