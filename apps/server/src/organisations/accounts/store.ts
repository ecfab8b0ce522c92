import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { there, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type PlaceInTime } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type {
  AccountRequest,
  AccountRequestId,
  Invitation,
  InvitationId,
  Member,
  MemberId,
  RequestedContact,
} from './contract.ts'

/** Answers whether it was opened: an organisation has one account. */
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

export async function hasAccount(tx: Tx, organisationId: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('accounts.account')
    .select('organisation_id')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row !== undefined
}

/** Keeps everybody else from changing who belongs to the account until the transaction ends. */
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

/** Gives the member another role, on another ground, from an instant on. */
export async function changeMember(
  tx: Tx,
  { memberId, role, basis, since, validTo }: Member,
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.member')
    .set({
      ...{ role, basis, since: timestamp(since), valid_to: validTo ?? null },
      ...{ told_days: null, right_asked_at: null, right_lost_at: null },
    })
    .where('member_id', '=', memberId)
    .execute()
}

/** What the register said of the member's right to sign, and since when it is lost. */
export async function saveRight(
  tx: Tx,
  {
    memberId,
    askedAt,
    lostAt,
  }: {
    readonly memberId: MemberId
    readonly askedAt: Instant
    readonly lostAt: Instant | undefined
  },
): Promise<void> {
  await tables(tx)
    .updateTable('accounts.member')
    .set({
      right_asked_at: timestamp(askedAt),
      right_lost_at: lostAt === undefined ? null : timestamp(lostAt),
    })
    .where('member_id', '=', memberId)
    .execute()
}

/** That the register was asked of the member's right, whatever it said. */
export async function saveAsked(tx: Tx, memberId: MemberId, askedAt: Instant): Promise<void> {
  await tables(tx)
    .updateTable('accounts.member')
    .set({ right_asked_at: timestamp(askedAt) })
    .where('member_id', '=', memberId)
    .execute()
}

/** The member, if there by the right to sign, of which the register was not asked since the instant. */
export async function memberToAsk(
  tx: Tx,
  {
    personId,
    organisationId,
    before,
  }: Pick<Member, 'personId' | 'organisationId'> & { readonly before: Instant },
): Promise<Member | undefined> {
  const row = await toAsk(tx, before)
    .where('person_id', '=', personId)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row && memberOf(row)
}

/** Everybody of whose right the register was not asked since the instant, the longest ago first. */
export async function membersToAsk(
  tx: Tx,
  { before, limit }: { readonly before: Instant; readonly limit: number },
): Promise<readonly Member[]> {
  const rows = await toAsk(tx, before)
    .orderBy('right_asked_at', (order) => order.asc().nullsFirst())
    .limit(limit)
    .execute()
  return rows.map(memberOf)
}

/** Notes and answers whose mandates end within so many days, and were not told so yet. */
export async function tellOfMandates(
  tx: Tx,
  { days, on, limit }: { readonly days: number; readonly on: LocalDate; readonly limit: number },
): Promise<readonly Member[]> {
  const { rows } = await sql<MemberRow>`
    update accounts.member set told_days = ${days}
    where member_id in (
      select member_id from accounts.member
      where ended_at is null and basis = 'mandate'
        and valid_to >= ${on} and valid_to <= ${addDays(on, days)}
        and (told_days is null or told_days > ${days})
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

/** The person in this account, unless the membership has ended. */
export async function memberIn(
  tx: Tx,
  { personId, organisationId }: Pick<Member, 'personId' | 'organisationId'>,
): Promise<Member | undefined> {
  const row = await members(tx)
    .where('person_id', '=', personId)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row && memberOf(row)
}

/** Everybody of the account, the longest there first. */
export async function membersOf(tx: Tx, organisationId: string): Promise<readonly Member[]> {
  const rows = await members(tx)
    .where('organisation_id', '=', organisationId)
    .orderBy('since')
    .orderBy('member_id')
    .execute()
  return rows.map(memberOf)
}

/** Every account that the person belongs to. */
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

/** Invitations that nobody has accepted or withdrawn, the newest first; expired ones too. */
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

/** Invitations of the account since the instant, whatever became of them. */
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

/** The open invitation, locked: whoever comes second finds none. */
export async function lockInvitation(
  tx: Tx,
  sealing: Sealing,
  invitationId: string,
): Promise<Invitation | undefined> {
  const row = await invitations(tx)
    .where('invitation_id', '=', invitationId)
    .forUpdate()
    .executeTakeFirst()
  return row && invitationOf(row, sealing)
}

export async function findInvitation(
  tx: Tx,
  sealing: Sealing,
  invitationId: string,
): Promise<Invitation | undefined> {
  const row = await invitations(tx).where('invitation_id', '=', invitationId).executeTakeFirst()
  return row && invitationOf(row, sealing)
}

/** Accepted, or withdrawn: the address is forgotten. */
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

/** As if withdrawn: those that expired before the instant. */
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

/** Answers whether it was new: a person has one open request for an organisation. */
export async function insertRequest(
  tx: Tx,
  sealing: Sealing,
  {
    mandate,
    contact,
    ...request
  }: AccountRequest & {
    readonly mandate: Uint8Array
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
      mandate_sealed: sealing.seal(mandate, request.requestId),
      contact_sealed: contact
        ? sealing.seal(Buffer.from(JSON.stringify(contact)), `${request.requestId} contact`)
        : null,
      asked_at: timestamp(request.askedAt),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** What waits for a handler, the oldest first. */
export async function openRequests(
  tx: Tx,
  { behind, limit }: { readonly behind?: PlaceInTime | undefined; readonly limit: number },
): Promise<readonly AccountRequest[]> {
  const rows = await requests(tx)
    .where('decision', 'is', null)
    .$call(inOrderOfTime({ at: 'asked_at', id: 'request_id', order: 'asc', behind, limit }))
    .execute()
  return rows.map(requestOf)
}

/** What the person asked for in the last ninety days, and what became of it. */
export async function requestsOf(
  tx: Tx,
  personId: string,
  now: Instant,
): Promise<readonly (AccountRequest & { readonly outcome: Outcome })[]> {
  const rows = await requests(tx)
    .where('person_id', '=', personId)
    .where('asked_at', '>=', timestamp(plus(now, -90 * day)))
    .orderBy('asked_at', 'desc')
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
  | { readonly state: 'waits' }
  | { readonly state: 'approved' | 'rejected'; readonly because?: string }

export async function lockRequest(tx: Tx, requestId: string): Promise<AccountRequest | undefined> {
  const row = await requests(tx)
    .where('request_id', '=', requestId)
    .where('decision', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && requestOf(row)
}

export async function findRequest(tx: Tx, requestId: string): Promise<AccountRequest | undefined> {
  const row = await requests(tx)
    .where('request_id', '=', requestId)
    .where('decision', 'is', null)
    .executeTakeFirst()
  return row && requestOf(row)
}

/** The mandate of a request; of a rejected one it is forgotten. */
export async function mandateOf(
  tx: Tx,
  sealing: Sealing,
  requestId: string,
): Promise<Uint8Array | undefined> {
  const row = await requests(tx).where('request_id', '=', requestId).executeTakeFirst()
  const sealed = row?.mandate_sealed ?? undefined
  return sealed && sealing.open(sealed, requestId)
}

/** To whom to write of the organisation that is to be entered; forgotten as the request is decided. */
export async function contactOfRequest(
  tx: Tx,
  sealing: Sealing,
  requestId: string,
): Promise<RequestedContact | undefined> {
  const row = await requests(tx).where('request_id', '=', requestId).executeTakeFirst()
  const sealed = row?.contact_sealed ?? undefined
  return (
    sealed &&
    (JSON.parse(
      Buffer.from(sealing.open(sealed, `${requestId} contact`)).toString('utf8'),
    ) as RequestedContact)
  )
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
    readonly decision: 'approved' | 'rejected'
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
      ...(decision === 'rejected' && { mandate_sealed: null }),
    })
    .where('request_id', '=', requestId)
    .execute()
}

/** Forgets what waits for a handler, with its mandate; answers what it was. */
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
  told_days: number | null
  right_asked_at: Instant | null
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
  mandate_sealed: Uint8Array | null
  contact_sealed: Uint8Array | null
  asked_at: Instant
  decided_by: string | null
  decided_at: Instant | null
  decision: 'approved' | 'rejected' | null
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
const toAsk = (tx: Tx, before: Instant) =>
  members(tx)
    .where('basis', '=', 'right-to-sign')
    .where((where) =>
      where.or([
        where('right_asked_at', 'is', null),
        where('right_asked_at', '<', timestamp(before)),
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
  askedAt: row.asked_at,
})
