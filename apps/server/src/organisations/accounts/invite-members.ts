import { randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/accounts'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { day, formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { idOfLinkToken } from '#platform/link-token.ts'
import { personOf } from '#platform/permit.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import { operation } from '#platform/operation.ts'
import { settingOn } from '#settings/index.ts'
import type {
  Invitation,
  InvitationId,
  InvitationWithdrawn,
  Member,
  MemberEnded,
  MemberId,
  MemberInvited,
  MemberJoined,
} from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { endsAbove, checkAction, checkEnd, type EndRefusal } from './domain/membership.ts'
import {
  aboutMember,
  requestSigning,
  checkMember,
  prepareAction,
  type MemberRefusal,
} from './check-member.ts'
import {
  closeExpired,
  closeInvitation,
  countInvited,
  endMember,
  findInvitation,
  insertInvitation,
  insertMember,
  lockAccount,
  lockInvitation,
  memberIn,
  membersOf,
} from './store.ts'
import { showPeople } from './view-accounts.ts'
import { texts } from './texts.ts'
import { memberProblems, invitationNotFound, invitationProblems } from './problems.ts'

/** Rate limit for one address, per minute: a person opens one link. */
const accessesPerMinute = 30

type Shown = ResponseOf<typeof contracts.viewAccountPeople>

/** Rate limit: more than any organisation needs at the start, and little for a spammer. */
const invitationsADay = 50

export type InviteRefusal =
  | MemberRefusal
  | RegisterUnavailable
  | { readonly kind: 'invited-already' }
  | { readonly kind: 'too-many-invitations' }

/** Invites a person to act for the organisation. Nothing is granted before they accept. */
export const inviteMember = operation({
  contract: contracts.inviteMember,
  problems: {
    ...memberProblems,
    ...unavailableProblems,
    'invited-already': { status: 409, ...texts.invitedAlready },
    'too-many-invitations': { status: 429, ...texts.tooManyInvitations },
  },
  handle:
    (deps: AccountsDeps) =>
    async (
      permit,
      { organisationId, email, role, language },
    ): Promise<Result<Shown, InviteRefusal>> => {
      const prepared = await prepareAction(deps)(permit, { organisationId, action: 'changePeople' })
      if (!prepared.ok) return prepared
      return deps.db.write(async (tx): Promise<Result<Shown, InviteRefusal>> => {
        const member = await checkMember(deps)(tx, permit, prepared.value)
        if (!member.ok) return member
        await lockAccount(tx, organisationId)
        const now = deps.clock.now()
        const open = await showPeople(deps, tx, member.value)
        if (open.invitations.some((one) => !one.isExpired && isSame(one.email, email)))
          return refuse({ kind: 'invited-already' })
        const invited = await countInvited(tx, { organisationId, since: plus(now, -day) })
        if (invited >= invitationsADay) return refuse({ kind: 'too-many-invitations' })

        const life = await settingOn(tx, 'invitation-validity', dateInHelsinki(now))
        const invitation: Invitation = {
          invitationId: randomUUID() as string as InvitationId,
          ...{ organisationId, role, email, language },
          invitedBy: member.value.memberId,
          invitedAt: now,
          expiresAt: plus(now, life.value * day),
        }
        await insertInvitation(tx, deps.sealing, invitation)
        const event: MemberInvited = {
          ...{ type: 'MemberInvited', ...aboutInvitation(invitation) },
          settings: { 'invitation-validity': life.version },
        }
        await deps.record(tx, event, permit)
        return ok(await showPeople(deps, tx, member.value))
      })
    },
})

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

type InvitationNotFound = { readonly kind: 'invitation-not-found' }

export type WithdrawRefusal = MemberRefusal | RegisterUnavailable | InvitationNotFound

/** Withdraws an invitation; for members who manage the people. */
export const withdrawInvitation = operation({
  contract: contracts.withdrawInvitation,
  problems: {
    ...memberProblems,
    ...unavailableProblems,
    ...invitationNotFound,
  },
  handle:
    (deps: AccountsDeps) =>
    async (permit, { organisationId, invitationId }): Promise<Result<Shown, WithdrawRefusal>> => {
      const prepared = await prepareAction(deps)(permit, { organisationId, action: 'changePeople' })
      if (!prepared.ok) return prepared
      return deps.db.write(async (tx): Promise<Result<Shown, WithdrawRefusal>> => {
        const member = await checkMember(deps)(tx, permit, prepared.value)
        if (!member.ok) return member
        const invitation = await lockInvitation(tx, deps.sealing, invitationId)
        if (invitation?.organisationId !== organisationId)
          return refuse({ kind: 'invitation-not-found' })
        await closeInvitation(tx, invitation.invitationId, deps.clock.now())
        const event: InvitationWithdrawn = {
          type: 'InvitationWithdrawn',
          ...aboutInvitation(invitation),
        }
        await deps.record(tx, event, permit)
        return ok(await showPeople(deps, tx, member.value))
      })
    },
})

export type InvitationRefusal = InvitationNotFound | { readonly kind: 'invitation-expired' }

/** Erases the addresses of invitations that were not accepted (R261). Called every minute. */
export const forgetExpired =
  ({ db, clock }: Pick<AccountsDeps, 'db' | 'clock'>) =>
  async (): Promise<void> => {
    await db.write(async (tx) => {
      const at = clock.now()
      const retention = await settingOn(tx, 'invitation-retention', dateInHelsinki(at))
      await closeExpired(tx, { before: plus(at, -retention.value * day), at })
      return ok(undefined)
    })
  }

/** What the link shows before sign-in: the organisation and the role. */
export const viewInvitation = operation({
  contract: contracts.viewInvitation,
  problems: invitationProblems,
  requestsPerMinute: accessesPerMinute,
  handle:
    (deps: AccountsDeps) =>
    (
      _permit,
      { token },
    ): Promise<Result<ResponseOf<typeof contracts.viewInvitation>, InvitationRefusal>> =>
      deps.db.read(
        async (
          tx,
        ): Promise<Result<ResponseOf<typeof contracts.viewInvitation>, InvitationRefusal>> => {
          const invitationId = idOfLinkToken(deps.sealing, token)
          const invitation = invitationId && (await findInvitation(tx, deps.sealing, invitationId))
          const valid = checkInvitation(invitation || undefined, deps.clock.now())
          if (!valid.ok) return valid
          const { organisationId, role, expiresAt } = valid.value
          const organisation = await deps.organisations.organisationById(tx, organisationId)
          if (!organisation) return refuse({ kind: 'invitation-not-found' })
          return ok({ organisation: organisation.name, role, expiresAt: formatInstant(expiresAt) })
        },
      ),
})

export type AcceptRefusal =
  | InvitationRefusal
  | RegisterUnavailable
  | { readonly kind: 'member-already' }
  /** The inviter may no longer invite. */
  | { readonly kind: 'inviter-gone' }

/**
 * Makes the signed-in person a member, once, if the inviter could invite now: the register is requested again
 * too (R174).
 */
export const acceptInvitation = operation({
  contract: contracts.acceptInvitation,
  problems: {
    ...invitationProblems,
    ...unavailableProblems,
    'member-already': { status: 409, ...texts.memberAlready },
    'inviter-gone': { status: 410, ...texts.inviterGone },
  },
  handle:
    (deps: AccountsDeps) =>
    async (
      permit,
      { token },
    ): Promise<Result<ResponseOf<typeof contracts.acceptInvitation>, AcceptRefusal>> => {
      const invitationId = idOfLinkToken(deps.sealing, token)
      if (invitationId === undefined) return refuse({ kind: 'invitation-not-found' })
      const found = await deps.db.read(async (tx) =>
        checkInvitation(await findInvitation(tx, deps.sealing, invitationId), deps.clock.now()),
      )
      if (!found.ok) return found
      const signing = await requestSigning(
        deps,
        await deps.db.read((tx) => inviterOf(tx, found.value)),
      )
      if (!signing.ok) return signing

      type Accepted = Result<ResponseOf<typeof contracts.acceptInvitation>, AcceptRefusal>
      return deps.db.write(async (tx): Promise<Accepted> => {
        const now = deps.clock.now()
        const valid = checkInvitation(await lockInvitation(tx, deps.sealing, invitationId), now)
        if (!valid.ok) return valid
        const { organisationId, role } = valid.value
        const personId = personOf(permit)
        await lockAccount(tx, organisationId)
        if (await memberIn(tx, { personId, organisationId }))
          return refuse({ kind: 'member-already' })
        const inviter = await inviterOf(tx, valid.value)
        const on = dateInHelsinki(now)
        if (!checkAction(inviter, 'changePeople', { signing: signing.value, on }).ok)
          return refuse({ kind: 'inviter-gone' })

        const joined: Member = {
          memberId: randomUUID() as string as MemberId,
          ...{ organisationId, personId, role, basis: 'invitation', since: now },
        }
        await closeInvitation(tx, valid.value.invitationId, now)
        await insertMember(tx, joined)
        const event: MemberJoined = { type: 'MemberJoined', ...aboutMember(joined) }
        await deps.record(tx, event, permit)
        return ok({ organisationId })
      })
    },
})

async function inviterOf(tx: Tx, invitation: Invitation): Promise<Member | undefined> {
  const members = await membersOf(tx, invitation.organisationId)
  return members.find(({ memberId }) => memberId === invitation.invitedBy)
}

function checkInvitation(
  invitation: Invitation | undefined,
  now: Instant,
): Result<Invitation, InvitationRefusal> {
  if (!invitation) return refuse({ kind: 'invitation-not-found' })
  return invitation.expiresAt <= now ? refuse({ kind: 'invitation-expired' }) : ok(invitation)
}

export type EndMembershipRefusal = MemberRefusal | RegisterUnavailable | EndRefusal

/** Ends a membership at once: one's own, or another's by a member who manages the people. */
export const endMembership = operation({
  contract: contracts.endMembership,
  problems: {
    ...memberProblems,
    ...unavailableProblems,
    'member-not-found': { status: 404, ...texts.memberNotFound },
    'signatory-stays': { status: 403, ...texts.signatoryStays },
    'last-who-invites': { status: 409, ...texts.lastWhoInvites },
  },
  handle:
    (deps: AccountsDeps) =>
    async (
      permit,
      { organisationId, memberId },
    ): Promise<Result<ResponseOf<typeof contracts.endMembership>, EndMembershipRefusal>> => {
      const { own, other } = await deps.db.read(async (tx) => {
        const members = await membersOf(tx, organisationId)
        return {
          own: members.find(({ personId }) => personId === personOf(permit)),
          other: members.find((one) => one.memberId === memberId),
        }
      })
      const isOwn = own?.memberId === memberId
      // Everybody may leave, also without any right left.
      const prepared = isOwn
        ? ok(undefined)
        : await prepareAction(deps)(permit, { organisationId, action: 'changePeople' })
      if (!prepared.ok) return prepared
      const signing =
        own && other && endsAbove(own, other)
          ? await requestSigning(deps, other)
          : ok('not-requested' as const)
      if (!signing.ok) return signing

      type Ended = Result<ResponseOf<typeof contracts.endMembership>, EndMembershipRefusal>
      return deps.db.write(async (tx): Promise<Ended> => {
        await lockAccount(tx, organisationId)
        const members = await membersOf(tx, organisationId)
        const own = members.find(({ personId }) => personId === personOf(permit))
        const member = prepared.value
          ? await checkMember(deps)(tx, permit, prepared.value)
          : own
            ? ok(own)
            : refuse({ kind: 'account-not-found' } as const)
        if (!member.ok) return member
        const ending = checkEnd(memberId, members, {
          ...{ by: member.value, signing: signing.value, on: dateInHelsinki(deps.clock.now()) },
        })
        if (!ending.ok) return ending
        await endMember(tx, ending.value.memberId, deps.clock.now())
        const event: MemberEnded = { type: 'MemberEnded', ...aboutMember(ending.value) }
        await deps.record(tx, event, permit)
        return ok(isOwn ? {} : { people: await showPeople(deps, tx, member.value) })
      })
    },
})

const aboutInvitation = ({ invitationId, organisationId, role }: Invitation) => ({
  invitationId,
  organisationId,
  role,
})
