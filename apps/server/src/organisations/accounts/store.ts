import type { ProposalDecision } from '@sotevarmenne/api/values'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { textArray } from '#platform/arrays.ts'
import { hasRow, readOne, there, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type {
  AccountRequest,
  AccountRequestId,
  Invitation,
  InvitationId,
  Member,
  MemberId,
  RequestedContact,
} from './contract.ts'

/** Returns whether it was opened: an organisation has one account. */
export async function insertAccount(
  tx: Tx,
  organisationId: string,
  openedAt: Instant,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('accounts.account')
    .values({ organisation_id: organisationId, opened_at: timestamp(openedAt) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export const hasAccount = (tx: Tx, organisationId: string): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('accounts.account')
      .select('organisation_id')
      .where('organisation_id', '=', organisationId),
  )

/** Locks the members of the account against other changes until the transaction ends. */
export async function lockAccount(tx: Tx, organisationId: string): Promise<void> {
  await tables(tx)
    .selectFrom('accounts.account')
    .select('organisation_id')
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .execute()
}

export async function insertMember(tx: Tx, member: Member): Promise<void> {
  await tables(tx)
    .insertInto('accounts.member')
    .values({
      member_id: member.memberId,
      organisation_id: member.organisationId,
      person_id: member.personId,
      role: member.role,
      basis: member.basis,
      since: timestamp(member.since),
      valid_to: member.validTo ?? null,
    })
    .execute()
}

/** Gives the member another role, on another basis, from an instant. */
export async function changeMember(
  tx: Tx,
  { memberId, role, basis, since, validTo }: Member,
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.member')
    .set({
      ...{ role, basis, since: timestamp(since), valid_to: validTo ?? null },
      ...{ reminded_days: null, right_requested_at: null, right_lost_at: null },
    })
    .where('member_id', '=', memberId)
    .execute()
}

/** Stores the register's response about the member's right to sign, and since when it is lost. */
export async function saveRight(
  tx: Tx,
  {
    memberId,
    requestedAt,
    lostAt,
  }: {
    readonly memberId: MemberId
    readonly requestedAt: Instant
    readonly lostAt: Instant | undefined
  },
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.member')
    .set({
      right_requested_at: timestamp(requestedAt),
      right_lost_at: lostAt === undefined ? null : timestamp(lostAt),
    })
    .where('member_id', '=', memberId)
    .execute()
}

/** Stores that the register was requested about the member's right, whatever the response. */
export async function saveRequested(
  tx: Tx,
  memberId: MemberId,
  requestedAt: Instant,
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.member')
    .set({ right_requested_at: timestamp(requestedAt) })
    .where('member_id', '=', memberId)
    .execute()
}

/** The member, if by the right to sign, and not checked with the register since the instant. */
export const memberToQuery = (
  tx: Tx,
  {
    personId,
    organisationId,
    before,
  }: Pick<Member, 'personId' | 'organisationId'> & { readonly before: Instant },
): Promise<Member | undefined> =>
  readOne(
    toQuery(tx, before)
      .where('person_id', '=', personId)
      .where('organisation_id', '=', organisationId),
    memberOf,
  )

/** All members whose right was not checked with the register since the instant, the longest ago first. */
export async function membersToQuery(
  tx: Tx,
  { before, limit }: { readonly before: Instant; readonly limit: number },
): Promise<readonly Member[]> {
  const rows = await toQuery(tx, before)
    .orderBy('right_requested_at', (order) => order.asc().nullsFirst())
    .limit(limit)
    .execute()
  return rows.map(memberOf)
}

/**
 * Marks and returns members whose power of attorney ends within so many days and who were not reminded yet.
 */
export async function takePowersOfAttorneyEnding(
  tx: Tx,
  { days, on, limit }: { readonly days: number; readonly on: LocalDate; readonly limit: number },
): Promise<readonly Member[]> {
  const { rows } = await sql<MemberRow>`
    update accounts.member set reminded_days = ${days}
    where member_id in (
      select member_id from accounts.member
      where ended_at is null and basis = 'power-of-attorney'
        and valid_to >= ${on} and valid_to <= ${addDays(on, days)}
        and (reminded_days is null or reminded_days > ${days})
      limit ${limit} for update skip locked
    )
    returning *`.execute(tx)
  return rows.map(memberOf)
}

export async function endMember(tx: Tx, memberId: MemberId, at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('accounts.member')
    .set({ ended_at: timestamp(at) })
    .where('member_id', '=', memberId)
    .execute()
}

/** The person's membership in this account, unless it has ended. */
export const memberIn = (
  tx: Tx,
  { personId, organisationId }: Pick<Member, 'personId' | 'organisationId'>,
): Promise<Member | undefined> =>
  readOne(
    members(tx).where('person_id', '=', personId).where('organisation_id', '=', organisationId),
    memberOf,
  )

/** All members of the account, the longest first. */
export async function membersOf(tx: Tx, organisationId: string): Promise<readonly Member[]> {
  const rows = await members(tx)
    .where('organisation_id', '=', organisationId)
    .orderBy('since')
    .orderBy('member_id')
    .execute()
  return rows.map(memberOf)
}

/** Those of the persons who are or were members of the account. */
export async function everMembersAmong(
  tx: Tx,
  {
    organisationId,
    personIds,
  }: { readonly organisationId: string; readonly personIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await tables(tx)
    .selectFrom('accounts.member')
    .select('person_id')
    .where('organisation_id', '=', organisationId)
    .where(sql`person_id::text`, '=', sql`any(${textArray(personIds)}::text[])`)
    .execute()
  return new Set(rows.map(({ person_id: personId }) => personId))
}

/** All memberships of the person. */
export async function membershipsOf(tx: Tx, personId: string): Promise<readonly Member[]> {
  const rows = await members(tx).where('person_id', '=', personId).orderBy('since').execute()
  return rows.map(memberOf)
}

export async function insertInvitation(
  tx: Tx,
  sealing: Sealing,
  invitation: Invitation,
): Promise<void> {
  await tables(tx)
    .insertInto('accounts.invitation')
    .values({
      invitation_id: invitation.invitationId,
      organisation_id: invitation.organisationId,
      role: invitation.role,
      email_sealed: sealing.seal(Buffer.from(invitation.email), invitation.invitationId),
      language: invitation.language,
      invited_by: invitation.invitedBy,
      invited_at: timestamp(invitation.invitedAt),
      expires_at: timestamp(invitation.expiresAt),
    })
    .execute()
}

/** Invitations that were neither accepted nor withdrawn, newest first; expired ones too. */
export async function openInvitations(
  tx: Tx,
  sealing: Sealing,
  organisationId: string,
): Promise<readonly Invitation[]> {
  const rows = await invitations(tx)
    .where('organisation_id', '=', organisationId)
    .orderBy('invited_at', 'desc')
    .execute()
  return rows.map((row) => invitationOf(row, sealing))
}

/** Number of invitations of the account since the instant, in any state. */
export async function countInvited(
  tx: Tx,
  { organisationId, since }: { readonly organisationId: string; readonly since: Instant },
): Promise<number> {
  const row = await tables(tx)
    .selectFrom('accounts.invitation')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('organisation_id', '=', organisationId)
    .where('invited_at', '>=', timestamp(since))
    .executeTakeFirstOrThrow()
  return row.count
}

/** The open invitation, locked: a second request finds none. */
export const lockInvitation = (tx: Tx, sealing: Sealing, invitationId: string) =>
  readOne(invitations(tx).where('invitation_id', '=', invitationId).forUpdate(), (row) =>
    invitationOf(row, sealing),
  )

export const findInvitation = (tx: Tx, sealing: Sealing, invitationId: string) =>
  readOne(invitations(tx).where('invitation_id', '=', invitationId), (row) =>
    invitationOf(row, sealing),
  )

/** Accepted or withdrawn: the address is erased. */
export async function closeInvitation(
  tx: Tx,
  invitationId: InvitationId,
  at: Instant,
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.invitation')
    .set({ ended_at: timestamp(at), email_sealed: null })
    .where('invitation_id', '=', invitationId)
    .execute()
}

/** Closes invitations that expired before the instant, as if withdrawn. */
export async function closeExpired(
  tx: Tx,
  { before, at }: { readonly before: Instant; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.invitation')
    .set({ ended_at: timestamp(at), email_sealed: null })
    .where('ended_at', 'is', null)
    .where(sql<boolean>`expires_at < ${timestamp(before)}`)
    .execute()
}

/** Returns whether it was new: a person has one open request for an organisation. */
export async function insertRequest(
  tx: Tx,
  sealing: Sealing,
  {
    powerOfAttorney,
    contact,
    ...request
  }: AccountRequest & {
    readonly powerOfAttorney: Uint8Array
    readonly contact: RequestedContact | undefined
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('accounts.request')
    .values({
      request_id: request.requestId,
      person_id: request.personId,
      business_id: request.businessId,
      name: request.name,
      signing: request.signing,
      power_of_attorney_sealed: sealing.seal(powerOfAttorney, request.requestId),
      contact_sealed: contact ? sealJson(sealing, contact, `${request.requestId} contact`) : null,
      requested_at: timestamp(request.requestedAt),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Requests that wait for a case officer, the oldest first. */
export async function openRequests(tx: Tx, sought: RowsSought): Promise<readonly AccountRequest[]> {
  const rows = await requests(tx)
    .where('decision', 'is', null)
    .$call(inOrderOfTime({ at: 'requested_at', id: 'request_id', order: 'asc', ...sought }))
    .execute()
  return rows.map(requestOf)
}

/** The person's requests of the last ninety days, and their outcome. */
export async function requestsOf(
  tx: Tx,
  personId: string,
  now: Instant,
): Promise<readonly (AccountRequest & { readonly outcome: Outcome })[]> {
  const rows = await requests(tx)
    .where('person_id', '=', personId)
    .where('requested_at', '>=', timestamp(plus(now, -90 * day)))
    .orderBy('requested_at', 'desc')
    .execute()
  return rows.map((row) => ({
    ...requestOf(row),
    outcome:
      row.decision === null
        ? { state: 'waits' }
        : { state: row.decision, ...(row.because !== null && { because: row.because }) },
  }))
}

export type Outcome =
  { readonly state: 'waits' } | { readonly state: ProposalDecision; readonly because?: string }

export const lockRequest = (tx: Tx, requestId: string) =>
  readOne(waitingRequest(tx, requestId).forUpdate(), requestOf)

export const findRequest = (tx: Tx, requestId: string) =>
  readOne(waitingRequest(tx, requestId), requestOf)

const waitingRequest = (tx: Tx, requestId: string) =>
  requests(tx).where('request_id', '=', requestId).where('decision', 'is', null)

/** The power of attorney of a request; erased for a rejected one. */
export async function powerOfAttorneyOf(
  tx: Tx,
  sealing: Sealing,
  requestId: string,
): Promise<Uint8Array | undefined> {
  const row = await requests(tx).where('request_id', '=', requestId).executeTakeFirst()
  const sealed = row?.power_of_attorney_sealed ?? undefined
  return sealed && sealing.open(sealed, requestId)
}

/** The contact of an organisation that is to be added; erased when the request is decided. */
export async function contactOfRequest(
  tx: Tx,
  sealing: Sealing,
  requestId: string,
): Promise<RequestedContact | undefined> {
  const row = await requests(tx).where('request_id', '=', requestId).executeTakeFirst()
  const sealed = row?.contact_sealed ?? undefined
  return sealed && (openJson(sealing, sealed, `${requestId} contact`) as RequestedContact)
}

export async function saveDecision(
  tx: Tx,
  requestId: AccountRequestId,
  {
    decision,
    by,
    at,
    because,
  }: {
    readonly decision: ProposalDecision
    readonly by: string
    readonly at: Instant
    readonly because?: string | undefined
  },
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.request')
    .set({
      decision,
      decided_by: by,
      decided_at: timestamp(at),
      because: because ?? null,
      contact_sealed: null,
      ...(decision === 'rejected' && { power_of_attorney_sealed: null }),
    })
    .where('request_id', '=', requestId)
    .execute()
}

/** Deletes requests that wait for a case officer, with their power of attorney; returns them. */
export async function dropRequestsOf(
  tx: Tx,
  personId: string,
): Promise<readonly AccountRequestId[]> {
  const rows = await tables(tx)
    .deleteFrom('accounts.request')
    .where('person_id', '=', personId)
    .where('decision', 'is', null)
    .returning('request_id')
    .execute()
  return rows.map((row) => row.request_id as AccountRequestId)
}

type MemberRow = {
  member_id: string
  organisation_id: string
  person_id: string
  role: Member['role']
  basis: Member['basis']
  since: Instant
  ended_at: Instant | null
  valid_to: LocalDate | null
  reminded_days: number | null
  right_requested_at: Instant | null
  right_lost_at: Instant | null
}

type InvitationRow = {
  invitation_id: string
  organisation_id: string
  role: Invitation['role']
  email_sealed: Uint8Array | null
  language: Invitation['language']
  invited_by: string
  invited_at: Instant
  expires_at: Instant
  ended_at: Instant | null
}

type RequestRow = {
  request_id: string
  person_id: string
  business_id: string
  name: string
  signing: AccountRequest['signing']
  power_of_attorney_sealed: Uint8Array | null
  contact_sealed: Uint8Array | null
  requested_at: Instant
  decided_by: string | null
  decided_at: Instant | null
  decision: ProposalDecision | null
  because: string | null
}

type Tables = {
  'accounts.account': { organisation_id: string; opened_at: Instant }
  'accounts.member': MemberRow
  'accounts.invitation': InvitationRow
  'accounts.request': RequestRow
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const members = (tx: Tx) =>
  tables(tx).selectFrom('accounts.member').selectAll().where('ended_at', 'is', null)
const toQuery = (tx: Tx, before: Instant) =>
  members(tx)
    .where('basis', '=', 'right-to-sign')
    .where((where) =>
      where.or([
        where('right_requested_at', 'is', null),
        where('right_requested_at', '<', timestamp(before)),
      ]),
    )
const invitations = (tx: Tx) =>
  tables(tx).selectFrom('accounts.invitation').selectAll().where('ended_at', 'is', null)
const requests = (tx: Tx) => tables(tx).selectFrom('accounts.request').selectAll()

const memberOf = (row: MemberRow): Member => ({
  memberId: row.member_id as MemberId,
  organisationId: row.organisation_id,
  personId: row.person_id,
  role: row.role,
  basis: row.basis,
  since: row.since,
  ...(row.valid_to !== null && { validTo: row.valid_to }),
  ...(row.right_lost_at !== null && { rightLostAt: row.right_lost_at }),
})

const invitationOf = (row: InvitationRow, sealing: Sealing): Invitation => ({
  invitationId: row.invitation_id as InvitationId,
  organisationId: row.organisation_id,
  role: row.role,
  email: Buffer.from(sealing.open(there(row, 'email_sealed'), row.invitation_id)).toString('utf8'),
  language: row.language,
  invitedBy: row.invited_by as MemberId,
  invitedAt: row.invited_at,
  expiresAt: row.expires_at,
})

const requestOf = (row: RequestRow): AccountRequest => ({
  requestId: row.request_id as AccountRequestId,
  personId: row.person_id,
  businessId: row.business_id as BusinessId,
  name: row.name,
  signing: row.signing,
  requestedAt: row.requested_at,
})
