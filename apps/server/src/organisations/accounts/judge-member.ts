import { minute, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { RegisterUnavailable, SigningRight } from '#people/registers/contract.ts'
import type { Member, MemberAct, RightToSignLost, RightToSignRegained } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { asksRegister, judgeAct, judgeRole, type MemberRefusal } from './domain/membership.ts'
import { lockAccount, memberIn, memberToAsk, saveRight } from './store.ts'

export type { MemberRefusal } from './domain/membership.ts'

/** Reading rests on belonging alone. `at`: what is looked at is for those whose role does that act. */
type Look = { readonly organisationId: string; readonly act: 'look'; readonly at?: MemberAct }

type Doing = {
  readonly organisationId: string
  readonly act: Exclude<MemberAct, 'look'>
}

/** An act for an organisation, with what the register of those who sign said beforehand, outside the transaction (R275). */
export type PreparedAct = Doing & { readonly signing: SigningRight | 'not-asked' }

/**
 * Asks the register of those who sign, where the act of this person rests on it; outside transactions. What it says is judged
 * in the transaction of the act (`judgeMember`), and kept for those who look (R283).
 */
export const prepareAct =
  (deps: AccountsDeps) =>
  async (permit: Permit, asked: Doing): Promise<Result<PreparedAct, RegisterUnavailable>> => {
    const personId = personOf(permit)
    const member = await deps.db.read((tx) => memberIn(tx, { personId, ...asked }))
    if (!asksRegister(member, asked.act)) return ok({ ...asked, signing: 'not-asked' })
    const signing = await askSigning(deps, member)
    if (!signing.ok) return signing
    await keepAnswer(deps, permit, member, signing.value)
    return ok({ ...asked, signing: signing.value })
  }

/** How the member signs by the register, where belonging rests on it; outside transactions. */
export async function askSigning(
  { db, people, organisations, signingRegister }: AccountsDeps,
  member: Member | undefined,
): Promise<Result<SigningRight | 'not-asked', RegisterUnavailable>> {
  if (member?.basis !== 'right-to-sign') return ok('not-asked')
  const { businessId, identityCode } = await db.read(async (tx) => {
    const organisation = await organisations.organisationById(tx, member.organisationId)
    if (!organisation) throw new Error(`an account of no organisation: ${member.organisationId}`)
    return {
      businessId: organisation.businessId,
      identityCode: await people.identityCodeOf(tx, member.personId),
    }
  })
  return signingRegister.lookUpSigning(businessId, identityCode)
}

/** Keeps what the register said of the right, for those who only look (R283); outside transactions. */
export async function keepAnswer(
  { db, clock, record }: AccountsDeps,
  permit: Permit,
  asked: Member | undefined,
  signing: SigningRight | 'not-asked',
): Promise<void> {
  if (!asked || signing === 'not-asked') return
  await db.write(async (tx) => {
    await lockAccount(tx, asked.organisationId)
    const member = await memberIn(tx, asked)
    if (member?.basis !== 'right-to-sign') return ok(undefined)
    const now = clock.now()
    const isLost = signing !== 'alone'
    const wasLost = member.rightLostAt !== undefined
    const lostAt = isLost ? (member.rightLostAt ?? now) : undefined
    await saveRight(tx, { memberId: member.memberId, askedAt: now, lostAt })
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

/** Whoever looks waits for the register when it was not asked for so long; while it is silent, its last word stands. */
const believedFor = 5 * minute

/** Asks of the right of whoever opens the account, as it is opened (R283); outside transactions. */
export async function confirmRight(
  deps: AccountsDeps,
  permit: Permit,
  organisationId: string,
): Promise<void> {
  const personId = personOf(permit)
  const before = plus(deps.clock.now(), -believedFor)
  const member = await deps.db.read((tx) => memberToAsk(tx, { personId, organisationId, before }))
  const signing = await askSigning(deps, member)
  if (signing.ok) await keepAnswer(deps, permit, member, signing.value)
}

/** May the person act for the organisation now, by the account as it is in this transaction? */
export const judgeMember =
  ({ clock }: Pick<AccountsDeps, 'clock'>) =>
  async (
    tx: Tx,
    permit: Permit,
    asked: Look | PreparedAct,
  ): Promise<Result<Member, MemberRefusal>> => {
    const { organisationId } = asked
    const on = dateInHelsinki(clock.now())
    const member = await memberIn(tx, { personId: personOf(permit), organisationId })
    if (asked.act !== 'look') return judgeAct(member, asked.act, { signing: asked.signing, on })
    const mayLook = judgeAct(member, 'look', { signing: 'not-asked', on })
    return mayLook.ok && asked.at !== undefined ? judgeRole(mayLook.value, asked.at) : mayLook
  }

export const aboutMember = ({ memberId, organisationId, role, personId }: Member) => ({
  memberId,
  organisationId,
  role,
  about: { personId },
})
