import type { SigningRight, MemberAction } from '@sotevarmenne/api/accounts'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { Member, RightToSignLost, RightToSignRegained } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import {
  requestsRegister,
  checkAction,
  checkRole,
  type MemberRefusal,
  type ReadingAction,
} from './domain/membership.ts'
import { lockAccount, memberIn, memberToQuery, saveRight } from './store.ts'

export type { MemberRefusal } from './domain/membership.ts'

/** Reading needs the membership alone. `at`: restricts the view to members whose role allows that action. */
type View = { readonly organisationId: string; readonly action: 'view'; readonly at?: MemberAction }

type Doing = {
  readonly organisationId: string
  readonly action: Exclude<MemberAction, ReadingAction>
}

/**
 * An action for an organisation, with the register's response about signing, fetched outside the transaction
 * (R275).
 */
export type PreparedAction = Doing & { readonly signing: SigningRight | 'not-requested' }

/** What `checkMember` checks. */
export type RequestedOfMember = View | PreparedAction

/**
 * Requests the register of signing rights if this person's action depends on it; outside transactions. The
 * response is checked in the transaction of the action (`checkMember`), and stored for views (R283).
 */
export const prepareAction =
  (deps: AccountsDeps) =>
  async (
    permit: Permit,
    requested: Doing,
  ): Promise<Result<PreparedAction, RegisterUnavailable>> => {
    const personId = personOf(permit)
    const member = await deps.db.read((tx) => memberIn(tx, { personId, ...requested }))
    if (!requestsRegister(member, requested.action))
      return ok({ ...requested, signing: 'not-requested' })
    const signing = await requestSigning(deps, member)
    if (!signing.ok) return signing
    await storeSigningRight(deps, permit, member, signing.value)
    return ok({ ...requested, signing: signing.value })
  }

/** How the member signs by the register, if the membership depends on it; outside transactions. */
export async function requestSigning(
  { db, people, organisations, signingRegister }: AccountsDeps,
  member: Member | undefined,
): Promise<Result<SigningRight | 'not-requested', RegisterUnavailable>> {
  if (member?.basis !== 'right-to-sign') return ok('not-requested')
  const { businessId, identityCode } = await db.read(async (tx) => {
    const organisation = await organisations.organisationById(tx, member.organisationId)
    if (!organisation) throw new Error(`account of unknown organisation ${member.organisationId}`)
    return {
      businessId: organisation.businessId,
      identityCode: await people.identityCodeOf(tx, member.personId),
    }
  })
  return signingRegister.lookUpSigning(businessId, identityCode)
}

/** Stores the register's response about the right, for views (R283); outside transactions. */
export async function storeSigningRight(
  { db, clock, record }: AccountsDeps,
  permit: Permit,
  requested: Member | undefined,
  signing: SigningRight | 'not-requested',
): Promise<void> {
  if (!requested || signing === 'not-requested') return
  await db.write(async (tx) => {
    await lockAccount(tx, requested.organisationId)
    const member = await memberIn(tx, requested)
    if (member?.basis !== 'right-to-sign') return ok(undefined)
    const now = clock.now()
    const isLost = signing !== 'alone'
    const wasLost = member.rightLostAt !== undefined
    const lostAt = isLost ? (member.rightLostAt ?? now) : undefined
    await saveRight(tx, { memberId: member.memberId, requestedAt: now, lostAt })
    if (isLost !== wasLost) {
      const event: RightToSignLost | RightToSignRegained = {
        type: isLost ? 'RightToSignLost' : 'RightToSignRegained',
        ...aboutMember(member),
      }
      await record(tx, event, permit)
    }
    return ok(undefined)
  })
}

/**
 * A view waits for the register if the last response is older than this; while it is unavailable, the last
 * one counts.
 */
const cachedFor = 5 * minute

/** Checks the right of the member who opens the account pages (R283); outside transactions. */
export async function confirmRight(
  deps: AccountsDeps,
  permit: Permit,
  organisationId: string,
): Promise<void> {
  const personId = personOf(permit)
  const before = plus(deps.clock.now(), -cachedFor)
  const member = await deps.db.read((tx) => memberToQuery(tx, { personId, organisationId, before }))
  const signing = await requestSigning(deps, member)
  if (signing.ok) await storeSigningRight(deps, permit, member, signing.value)
}

/** May the person act for the organisation now, by the account as it is in this transaction? */
export const checkMember =
  ({ clock }: Pick<AccountsDeps, 'clock'>) =>
  async (
    tx: Tx,
    permit: Permit,
    requested: RequestedOfMember,
  ): Promise<Result<Member, MemberRefusal>> => {
    const { organisationId } = requested
    const on = dateInHelsinki(clock.now())
    const member = await memberIn(tx, { personId: personOf(permit), organisationId })
    if (requested.action !== 'view')
      return checkAction(member, requested.action, { signing: requested.signing, on })
    const mayView = checkAction(member, 'view', { signing: 'not-requested', on })
    return mayView.ok && requested.at !== undefined
      ? checkRole(mayView.value, requested.at)
      : mayView
  }

export const aboutMember = ({ memberId, organisationId, role, personId }: Member) => ({
  memberId,
  organisationId,
  role,
  about: { personId },
})
