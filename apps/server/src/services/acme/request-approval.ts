import { randomUUID } from 'node:crypto'
import type * as contracts from '@sotevarmenne/api/acme'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { parseOid, type OidRefusal } from '@sotevarmenne/identifiers/oid'
import { day, formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import {
  actForMember,
  pageForMember,
  type MemberRefusal,
  type PreparedAction,
} from '#organisations/accounts/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { Standing } from '#services/service-certificates/contract.ts'
import type { FactsRefusal } from '#services/service-certificates/index.ts'
import { directoryUrl } from './addresses.ts'
import type {
  ApprovalRequested,
  ApprovalEnded,
  ApprovalId,
  EabKeyGiven,
  EabKeyId,
  EnrolmentApproval,
  ApprovalViewed,
} from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { end, type ApprovalStepNotPossible } from './domain/approval.ts'
import { endAccountIn } from './open-account.ts'
import { aboutApproval, showApproval, showRows } from './show-approval.ts'
import {
  approvalsOf,
  eabKeysSince,
  findApproval,
  insertApproval,
  insertEabKey,
  lockApproval,
} from './store.ts'
import { standingOf } from './show-order.ts'
import { findAccount } from './stores/accounts.ts'
import { ordersOf } from './stores/orders.ts'
import { forProgram, saveApprovalStep } from './under-approval.ts'

type Shown = ResponseOf<typeof contracts.viewApproval>
type ViewPermit = Permit<'acme.viewApprovals'>

/** The organisation's approvals and requests for them, newest first. */
export const listApprovals =
  (deps: AcmeDeps) =>
  (permit: ViewPermit, requested: InputOf<typeof contracts.listApprovals>): Promise<Listed> =>
    deps.db.read((tx) =>
      pageForMember(deps, tx, permit, requested, {
        at: 'apply',
        find: (sought) => approvalsOf(tx, deps.sealing, sought),
        placeOf: ({ requestedAt, approvalId }) => ({ at: requestedAt, id: approvalId }),
        show: async (page) => ({ approvals: await showRows(deps, tx, page) }),
      }),
    )

type Listed = Result<ResponseOf<typeof contracts.listApprovals>, MemberRefusal | CursorRefusal>

export type RequestRefusal =
  | MemberRefusal
  | OidRefusal
  | RegisterUnavailable
  | FactsRefusal
  | { readonly kind: 'conformity-not-a-pdf' }

/** Requests an approval. A request that the rules refuse today is not accepted: nobody could approve it. */
export const requestApproval =
  (deps: AcmeDeps) =>
  async (
    permit: Permit<'acme.requestApproval'>,
    { organisationId, conformity, ...typed }: InputOf<typeof contracts.requestApproval>,
  ): Promise<Result<Shown, RequestRefusal>> => {
    const unitOid = parseOid(typed.unitOid)
    if (!unitOid.ok) return unitOid
    const pdf = conformity === undefined ? undefined : Buffer.from(conformity, 'base64')
    if (pdf && !pdf.subarray(0, 5).equals(Buffer.from('%PDF-')))
      return refuse({ kind: 'conformity-not-a-pdf' })
    const requested = { organisationId, facts: { unitOid: unitOid.value } }
    const businesses = await deps.serviceCertificates.queryBusinesses(requested)
    if (!businesses.ok) return businesses

    const applying = { organisationId, action: 'apply' } as const
    return actForMember(
      deps,
      permit,
      applying,
      async (tx): Promise<Result<Shown, RequestRefusal>> => {
        const [now, by] = [deps.clock.now(), personOf(permit)]
        const { isTest, mailbox, language, technicalContact } = typed
        const { name, email, organisation } = technicalContact
        const approval: EnrolmentApproval = {
          approvalId: randomUUID() as string as ApprovalId,
          organisationId,
          facts: {
            ...{ isTest, unitOid: unitOid.value, mailbox, language },
            names: [...new Set(typed.names.map((each) => each.toLowerCase()))],
            technicalContact: { name, email, ...(organisation !== undefined && { organisation }) },
          },
          standing: { state: 'requested', requestedBy: by, requestedAt: now },
          history: [{ step: 'request', at: now, by }],
          ...{ requestedAt: now, hasConformity: pdf !== undefined },
        }
        const assessed = await deps.serviceCertificates.assessForProgram(
          ...([tx, forProgram(approval), businesses.value] as const),
        )
        if (assessed.refusal) return refuse(assessed.refusal)
        await insertApproval(tx, deps.sealing, approval, pdf)
        const event: ApprovalRequested = { type: 'ApprovalRequested', ...aboutApproval(approval) }
        await deps.record(tx, event, permit)
        const viewer = { as: 'member', personId: by } as const
        return ok(await showApproval(deps, tx, approval, { viewer, assessed }))
      },
    )
  }

export type ApprovalNotFound = { readonly kind: 'approval-not-found' }
export type OwnApprovalRefusal =
  ApprovalNotFound | Exclude<MemberRefusal, { kind: 'account-not-found' }>
export type ChangeOwnRefusal = OwnApprovalRefusal | RegisterUnavailable

/**
 * Runs an operation on the approval for a person who acts for its organisation now; others learn nothing of
 * it.
 */
export async function withOwn<Value, Refused>(
  deps: AcmeDeps,
  permit: Permit,
  approvalId: string,
  action: (tx: Tx, approval: EnrolmentApproval) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | ChangeOwnRefusal>> {
  const found = await deps.db.read((tx) => findApproval(tx, deps.sealing, approvalId))
  if (!found) return refuse({ kind: 'approval-not-found' })
  const applying = { organisationId: found.organisationId, action: 'apply' } as const
  const prepared = await deps.accounts.prepareAction(permit, applying)
  if (!prepared.ok) return prepared
  return deps.db.write(async (tx): Promise<Result<Value, Refused | OwnApprovalRefusal>> => {
    const own = await lockOwn(deps, tx, permit, { approvalId, checked: prepared.value })
    return own.ok ? action(tx, own.value) : own
  })
}

/** The approval, locked, if the person may see it; with `checked`: or may do with it what was prepared. */
async function lockOwn(
  deps: AcmeDeps,
  tx: Tx,
  permit: Permit,
  { approvalId, checked }: { readonly approvalId: string; readonly checked?: PreparedAction },
): Promise<Result<EnrolmentApproval, OwnApprovalRefusal>> {
  const approval = await lockApproval(tx, deps.sealing, approvalId)
  if (!approval) return refuse({ kind: 'approval-not-found' })
  const { organisationId } = approval
  const viewer = { organisationId, action: 'view', at: 'apply' } as const
  const member = await deps.accounts.checkMember(tx, permit, checked ?? viewer)
  if (member.ok) return ok(approval)
  const { kind } = member.refusal
  return kind === 'account-not-found'
    ? refuse({ kind: 'approval-not-found' })
    : refuse(member.refusal)
}

const showOwn = (deps: AcmeDeps, tx: Tx, permit: Permit, approval: EnrolmentApproval) =>
  showApproval(deps, tx, approval, { viewer: { as: 'member', personId: personOf(permit) } })

export const viewApproval =
  (deps: AcmeDeps) =>
  (
    permit: ViewPermit,
    { approvalId }: InputOf<typeof contracts.viewApproval>,
  ): Promise<Result<Shown, OwnApprovalRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, OwnApprovalRefusal>> => {
      const approval = await lockOwn(deps, tx, permit, { approvalId })
      if (!approval.ok) return approval
      const viewed: ApprovalViewed = { type: 'ApprovalViewed', ...aboutApproval(approval.value) }
      await deps.record(tx, viewed, permit)
      return ok(await showOwn(deps, tx, permit, approval.value))
    })

/** Withdrawn, or ended for good: requests of its accounts are refused from this instant (R191). */
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
      const changed: EnrolmentApproval = {
        ...approval,
        standing: ended.value,
        history: [...approval.history, { step: 'end', at: now, by: personOf(permit) }],
      }
      await saveApprovalStep(deps, tx, changed)
      const event: ApprovalEnded = { type: 'ApprovalEnded', ...aboutApproval(changed) }
      await deps.record(tx, event, permit)
      return ok(await showOwn(deps, tx, permit, changed))
    })
  }

/** Time for a technician to configure a program. */
const keyLife = 14 * day
/** Per approval. */
const keysADay = 20

export type CreateEabKeyRefusal =
  ChangeOwnRefusal | { readonly kind: 'approval-not-in-force' } | { readonly kind: 'too-many-keys' }

/** Creates an EAB key and returns it, this once: it is stored sealed. It opens one account. */
export const createEabKey =
  (deps: AcmeDeps) =>
  (
    permit: Permit<'acme.createEabKey'>,
    { approvalId }: InputOf<typeof contracts.createEabKey>,
  ): Promise<Result<ResponseOf<typeof contracts.createEabKey>, CreateEabKeyRefusal>> => {
    type Given = Result<ResponseOf<typeof contracts.createEabKey>, CreateEabKeyRefusal>
    return withOwn(deps, permit, approvalId, async (tx, approval): Promise<Given> => {
      if (approval.standing.state !== 'approved') return refuse({ kind: 'approval-not-in-force' })
      const now = deps.clock.now()
      const of = approval.approvalId
      if ((await eabKeysSince(tx, of, plus(now, -day))) >= keysADay)
        return refuse({ kind: 'too-many-keys' })
      const keyId = asWord(15) as EabKeyId
      const key = asWord(32)
      const secret = new Uint8Array(Buffer.from(key, 'base64url'))
      const expiresAt = plus(now, keyLife)
      const given = { by: personOf(permit), at: now }
      await insertEabKey(tx, deps.sealing, { keyId, approvalId: of, secret, expiresAt }, given)
      const event: EabKeyGiven = {
        ...{ type: 'EabKeyGiven', keyId },
        ...aboutApproval(approval),
      }
      await deps.record(tx, event, permit)
      return ok({
        ...{ directory: directoryUrl(deps), keyId, key },
        expiresAt: formatInstant(expiresAt),
      })
    })
  }

/** Random bytes, base64url. A command line would take a value with a leading hyphen for an option. */
function asWord(bytes: number): string {
  const word = Buffer.from(secureRandomBytes(bytes)).toString('base64url')
  return word.startsWith('-') ? asWord(bytes) : word
}

export type EndAccountRefusal = ChangeOwnRefusal | { readonly kind: 'acme-account-not-found' }

/** Ends an account of a program at once. Its certificates stay valid until they are revoked. */
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

/** The orders of programs under the approval, newest first. */
export const listOrders =
  (deps: AcmeDeps) =>
  async (
    permit: ViewPermit,
    { approvalId, cursor, limit }: InputOf<typeof contracts.listOrders>,
  ): Promise<
    Result<ResponseOf<typeof contracts.listOrders>, OwnApprovalRefusal | CursorRefusal>
  > => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    type Listed = Result<ResponseOf<typeof contracts.listOrders>, OwnApprovalRefusal>
    return deps.db.write(async (tx): Promise<Listed> => {
      const approval = await lockOwn(deps, tx, permit, { approvalId })
      if (!approval.ok) return approval
      const requested = { behind: behind.value, limit: limit + 1 }
      const found = await ordersOf(tx, { approvalId }, requested)
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ createdAt, orderId }) => ({ at: createdAt, id: orderId }),
      })
      const ids = page.flatMap(({ applicationId }) => applicationId ?? [])
      const standings =
        ids.length === 0
          ? new Map<string, Standing>()
          : await deps.serviceCertificates.standingsOf(tx, ids)
      const now = deps.clock.now()
      const orders = page.map((order) => {
        const { orderId, names, createdAt, applicationId } = order
        const { state, problem, certified } = standingOf(
          ...([order, standings.get(applicationId ?? ''), now] as const),
        )
        return {
          ...{ orderId, names: [...names], state, createdAt: formatInstant(createdAt) },
          ...(applicationId !== undefined && { applicationId }),
          ...(certified && { validTo: formatInstant(certified.notAfter) }),
          ...(problem && { problem: problem.detail }),
        }
      })
      return ok({ orders, ...(nextCursor !== undefined && { nextCursor }) })
    })
  }
