import { randomUUID } from 'node:crypto'
import type * as contracts from '@sotevarmenne/api/acme'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { parseOid, type OidRefusal } from '@sotevarmenne/identifiers/oid'
import { day, formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { randomOctets } from '#platform/random-octets.ts'
import {
  actForMember,
  pageForMember,
  type MemberRefusal,
  type PreparedAct,
} from '#organisations/accounts/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { Standing } from '#services/service-certificates/contract.ts'
import type { FactsRefusal } from '#services/service-certificates/index.ts'
import { directoryUrl } from './addresses.ts'
import type {
  ApprovalAsked,
  ApprovalEnded,
  ApprovalId,
  BindingKeyGiven,
  BindingKeyId,
  StandingApproval,
  ApprovalViewed,
} from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { end, type ApprovalStepNotPossible } from './domain/approval.ts'
import { endAccountIn } from './open-account.ts'
import { aboutApproval, showApproval, showRows } from './show-approval.ts'
import {
  approvalsOf,
  bindingKeysSince,
  findApproval,
  insertApproval,
  insertBindingKey,
  lockApproval,
  saveApproval,
} from './store.ts'
import { standingOf } from './show-order.ts'
import { findAccount } from './stores/accounts.ts'
import { ordersOf } from './stores/orders.ts'
import { forProgram } from './under-approval.ts'

type Shown = AnswerOf<typeof contracts.viewApproval>
type Looking = Permit<'acme.viewApprovals'>

/** What the organisation has asked for, the newest first. */
export const listApprovals =
  (deps: AcmeDeps) =>
  (permit: Looking, asked: InputOf<typeof contracts.listApprovals>): Promise<Listed> =>
    deps.db.read(async (tx): Promise<Listed> => {
      const listed = await pageForMember(deps, tx, permit, asked, {
        at: 'apply',
        find: (place) => approvalsOf(tx, deps.sealing, place),
        placeOf: ({ askedAt, approvalId }) => ({ at: askedAt, id: approvalId }),
      })
      if (!listed.ok) return listed
      const { page, nextCursor } = listed.value
      const approvals = await showRows(deps, tx, page)
      return ok({ approvals, ...(nextCursor !== undefined && { nextCursor }) })
    })

type Listed = Result<AnswerOf<typeof contracts.listApprovals>, MemberRefusal | CursorRefusal>

export type AskRefusal =
  | MemberRefusal
  | OidRefusal
  | RegisterUnavailable
  | FactsRefusal
  | { readonly kind: 'conformity-not-a-pdf' }

/** Asks for it. What the rules refuse today is not asked for: nobody could approve it. */
export const askApproval =
  (deps: AcmeDeps) =>
  async (
    permit: Permit<'acme.askApproval'>,
    { organisationId, conformity, ...typed }: InputOf<typeof contracts.askApproval>,
  ): Promise<Result<Shown, AskRefusal>> => {
    const unitOid = parseOid(typed.unitOid)
    if (!unitOid.ok) return unitOid
    const pdf = conformity === undefined ? undefined : Buffer.from(conformity, 'base64')
    if (pdf && !pdf.subarray(0, 5).equals(Buffer.from('%PDF-')))
      return refuse({ kind: 'conformity-not-a-pdf' })
    const asked = { organisationId, facts: { unitOid: unitOid.value } }
    const businesses = await deps.serviceCertificates.askBusinesses(asked)
    if (!businesses.ok) return businesses

    const applying = { organisationId, act: 'apply' } as const
    return actForMember(deps, permit, applying, async (tx): Promise<Result<Shown, AskRefusal>> => {
      const [now, by] = [deps.clock.now(), personOf(permit)]
      const { isTest, mailbox, language, technicalContact } = typed
      const { name, email, organisation } = technicalContact
      const approval: StandingApproval = {
        approvalId: randomUUID() as string as ApprovalId,
        organisationId,
        facts: {
          ...{ isTest, unitOid: unitOid.value, mailbox, language },
          names: [...new Set(typed.names.map((each) => each.toLowerCase()))],
          technicalContact: { name, email, ...(organisation !== undefined && { organisation }) },
        },
        standing: { state: 'asked', askedBy: by, askedAt: now },
        history: [{ step: 'ask', at: now, by }],
        ...{ askedAt: now, hasConformity: pdf !== undefined },
      }
      const assessed = await deps.serviceCertificates.assessForProgram(
        ...([tx, forProgram(approval), businesses.value] as const),
      )
      if (assessed.refusal) return refuse(assessed.refusal)
      await insertApproval(tx, deps.sealing, approval, pdf)
      const event: ApprovalAsked = { type: 'ApprovalAsked', ...aboutApproval(approval) }
      await deps.record(tx, event, permit)
      const looking = { as: 'member', personId: by } as const
      return ok(await showApproval(deps, tx, approval, { looking, assessed }))
    })
  }

export type ApprovalNotFound = { readonly kind: 'approval-not-found' }
export type OwnApprovalRefusal =
  ApprovalNotFound | Exclude<MemberRefusal, { kind: 'account-not-found' }>
export type ChangeOwnRefusal = OwnApprovalRefusal | RegisterUnavailable

/** Does something with the approval for whoever acts for its organisation now; others learn nothing of it. */
export async function withOwn<Value, Refused>(
  deps: AcmeDeps,
  permit: Permit,
  approvalId: string,
  act: (tx: Tx, approval: StandingApproval) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | ChangeOwnRefusal>> {
  const found = await deps.db.read((tx) => findApproval(tx, deps.sealing, approvalId))
  if (!found) return refuse({ kind: 'approval-not-found' })
  const applying = { organisationId: found.organisationId, act: 'apply' } as const
  const prepared = await deps.accounts.prepareAct(permit, applying)
  if (!prepared.ok) return prepared
  return deps.db.write(async (tx): Promise<Result<Value, Refused | OwnApprovalRefusal>> => {
    const own = await lockOwn(deps, tx, permit, { approvalId, judged: prepared.value })
    return own.ok ? act(tx, own.value) : own
  })
}

/** The approval, locked, if the person may see it; `judged`: or do with it what was prepared. */
async function lockOwn(
  deps: AcmeDeps,
  tx: Tx,
  permit: Permit,
  { approvalId, judged }: { readonly approvalId: string; readonly judged?: PreparedAct },
): Promise<Result<StandingApproval, OwnApprovalRefusal>> {
  const approval = await lockApproval(tx, deps.sealing, approvalId)
  if (!approval) return refuse({ kind: 'approval-not-found' })
  const { organisationId } = approval
  const looking = { organisationId, act: 'look', at: 'apply' } as const
  const member = await deps.accounts.judgeMember(tx, permit, judged ?? looking)
  if (member.ok) return ok(approval)
  const { kind } = member.refusal
  return kind === 'account-not-found'
    ? refuse({ kind: 'approval-not-found' })
    : refuse(member.refusal)
}

const showOwn = (deps: AcmeDeps, tx: Tx, permit: Permit, approval: StandingApproval) =>
  showApproval(deps, tx, approval, { looking: { as: 'member', personId: personOf(permit) } })

export const viewApproval =
  (deps: AcmeDeps) =>
  (
    permit: Looking,
    { approvalId }: InputOf<typeof contracts.viewApproval>,
  ): Promise<Result<Shown, OwnApprovalRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, OwnApprovalRefusal>> => {
      const approval = await lockOwn(deps, tx, permit, { approvalId })
      if (!approval.ok) return approval
      const viewed: ApprovalViewed = { type: 'ApprovalViewed', ...aboutApproval(approval.value) }
      await deps.record(tx, viewed, permit)
      return ok(await showOwn(deps, tx, permit, approval.value))
    })

/** Taken back, or ended for good: what its accounts ask for from this instant is refused (R191). */
export const endApproval =
  (deps: AcmeDeps) =>
  (
    permit: Permit<'acme.endApproval'>,
    { approvalId }: InputOf<typeof contracts.endApproval>,
  ): Promise<Result<Shown, ChangeOwnRefusal | ApprovalStepNotPossible>> => {
    type Ended = Result<Shown, ChangeOwnRefusal | ApprovalStepNotPossible>
    return withOwn(deps, permit, approvalId, async (tx, approval): Promise<Ended> => {
      const now = deps.clock.now()
      const ended = end(approval.standing, { now })
      if (!ended.ok) return ended
      const changed: StandingApproval = {
        ...approval,
        standing: ended.value,
        history: [...approval.history, { step: 'end', at: now, by: personOf(permit) }],
      }
      await saveApproval(tx, changed)
      const event: ApprovalEnded = { type: 'ApprovalEnded', ...aboutApproval(changed) }
      await deps.record(tx, event, permit)
      return ok(await showOwn(deps, tx, permit, changed))
    })
  }

/** Time for a technician to set a program up. */
const keyLife = 14 * day
/** Of one approval. */
const keysADay = 20

export type GiveKeyRefusal =
  ChangeOwnRefusal | { readonly kind: 'approval-not-in-force' } | { readonly kind: 'too-many-keys' }

/** Makes a binding key and tells it, this once: what is kept of it is sealed. It opens one account. */
export const giveKey =
  (deps: AcmeDeps) =>
  (
    permit: Permit<'acme.giveKey'>,
    { approvalId }: InputOf<typeof contracts.giveKey>,
  ): Promise<Result<AnswerOf<typeof contracts.giveKey>, GiveKeyRefusal>> => {
    type Given = Result<AnswerOf<typeof contracts.giveKey>, GiveKeyRefusal>
    return withOwn(deps, permit, approvalId, async (tx, approval): Promise<Given> => {
      if (approval.standing.state !== 'approved') return refuse({ kind: 'approval-not-in-force' })
      const now = deps.clock.now()
      const of = approval.approvalId
      if ((await bindingKeysSince(tx, of, plus(now, -day))) >= keysADay)
        return refuse({ kind: 'too-many-keys' })
      const keyId = asWord(15) as BindingKeyId
      const key = asWord(32)
      const secret = new Uint8Array(Buffer.from(key, 'base64url'))
      const expiresAt = plus(now, keyLife)
      const given = { by: personOf(permit), at: now }
      await insertBindingKey(tx, deps.sealing, { keyId, approvalId: of, secret, expiresAt }, given)
      const event: BindingKeyGiven = {
        ...{ type: 'BindingKeyGiven', keyId },
        ...aboutApproval(approval),
      }
      await deps.record(tx, event, permit)
      return ok({
        ...{ directory: directoryUrl(deps), keyId, key },
        expiresAt: formatInstant(expiresAt),
      })
    })
  }

/** Random octets, base64url. A command line would take what begins with a hyphen for an option. */
function asWord(octets: number): string {
  const word = Buffer.from(randomOctets(octets)).toString('base64url')
  return word.startsWith('-') ? asWord(octets) : word
}

export type EndAccountRefusal = ChangeOwnRefusal | { readonly kind: 'acme-account-not-found' }

/** Ends an account of a program at once. What it was issued stays: whoever wants that gone revokes it. */
export const endAccount =
  (deps: AcmeDeps) =>
  (
    permit: Permit<'acme.endAccount'>,
    { approvalId, accountId }: InputOf<typeof contracts.endAccount>,
  ): Promise<Result<Shown, EndAccountRefusal>> =>
    withOwn(
      deps,
      permit,
      approvalId,
      async (tx, approval): Promise<Result<Shown, EndAccountRefusal>> => {
        const account = await findAccount(tx, deps.sealing, accountId)
        if (account?.approvalId !== approval.approvalId)
          return refuse({ kind: 'acme-account-not-found' })
        await endAccountIn(deps, tx, account, 'organisation', permit)
        return ok(await showOwn(deps, tx, permit, approval))
      },
    )

/** What programs ordered under the approval, the newest first. */
export const listOrders =
  (deps: AcmeDeps) =>
  async (
    permit: Looking,
    { approvalId, cursor, limit }: InputOf<typeof contracts.listOrders>,
  ): Promise<Result<AnswerOf<typeof contracts.listOrders>, OwnApprovalRefusal | CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    type Listed = Result<AnswerOf<typeof contracts.listOrders>, OwnApprovalRefusal>
    return deps.db.write(async (tx): Promise<Listed> => {
      const approval = await lockOwn(deps, tx, permit, { approvalId })
      if (!approval.ok) return approval
      const asked = { behind: behind.value, limit: limit + 1 }
      const found = await ordersOf(tx, { approvalId }, asked)
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ madeAt, orderId }) => ({ at: madeAt, id: orderId }),
      })
      const ids = page.flatMap(({ applicationId }) => applicationId ?? [])
      const standings =
        ids.length === 0
          ? new Map<string, Standing>()
          : await deps.serviceCertificates.standingsOf(tx, ids)
      const now = deps.clock.now()
      const orders = page.map((order) => {
        const { orderId, names, madeAt, applicationId } = order
        const { state, problem, certified } = standingOf(
          ...([order, standings.get(applicationId ?? ''), now] as const),
        )
        return {
          ...{ orderId, names: [...names], state, madeAt: formatInstant(madeAt) },
          ...(applicationId !== undefined && { applicationId }),
          ...(certified && { validTo: formatInstant(certified.notAfter) }),
          ...(problem && { problem: problem.detail }),
        }
      })
      return ok({ orders, ...(nextCursor !== undefined && { nextCursor }) })
    })
  }
