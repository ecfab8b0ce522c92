import { randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/acme'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { parseOid, type OidRefusal } from '@sotevarmenne/identifiers/oid'
import { day, formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { formatIpNetwork, parseIpNetwork } from '@sotevarmenne/kernel/ip-address'
import { refuseFaults, type FaultOf } from '@sotevarmenne/kernel/faults'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { documentUpload } from '@sotevarmenne/api/uploads'
import type { Tx } from '#platform/db.ts'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import { memberBy, stepBy } from '#platform/workflow.ts'
import {
  actForMember,
  ownItems,
  withoutActs,
  pageForMember,
  type ChangeOwnRefusal,
  type MemberRefusal,
  type OwnRefusal,
  memberProblems,
  actionProblems,
} from '#organisations/accounts/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { Standing } from '#services/service-certificates/contract.ts'
import type { FactsRefusal } from '#services/service-certificates/index.ts'
import {
  faultsOfNames,
  writtenName,
  factsProblems,
  draftProblems,
  attachProblems,
} from '#services/service-certificates/index.ts'
import { operation } from '#platform/operation.ts'
import { directoryUrl } from './addresses.ts'
import type {
  ApprovalId,
  ApprovalStepTaken,
  EabKeyGiven,
  EabKeyId,
  EnrolmentApproval,
  ApprovalViewed,
} from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { isTooLarge, nameOf } from './domain/approved-names.ts'
import { end, type ApprovalStepNotPossible } from './domain/approval.ts'
import { endAccountIn } from './open-account.ts'
import { showApproval, showRows } from './show-approval.ts'
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
import { aboutApproval, forProgram, takeStep } from './under-approval.ts'
import { texts } from './texts.ts'
import { changeProblems, ownProblems, stepProblem } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewApproval>
type ViewPermit = Permit<'acme.viewApprovals'>

/** The organisation's approvals and requests for them, newest first. */
export const listApprovals = operation({
  contract: contracts.listApprovals,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: AcmeDeps) =>
    (permit: ViewPermit, requested: InputOf<typeof contracts.listApprovals>): Promise<Listed> =>
      deps.db.read((tx) =>
        pageForMember(deps, tx, permit, requested, {
          at: 'read',
          find: (sought) => approvalsOf(tx, deps.sealing, sought),
          placeOf: ({ requestedAt, approvalId }) => ({ at: requestedAt, id: approvalId }),
          show: async (page) => ({ approvals: await showRows(deps, tx, page) }),
        }),
      ),
})

type Listed = Result<ResponseOf<typeof contracts.listApprovals>, MemberRefusal | CursorRefusal>

export type RequestRefusal =
  | MemberRefusal
  | OidRefusal
  | RegisterUnavailable
  | FactsRefusal
  | { readonly kind: 'conformity-not-a-pdf' }
  | { readonly kind: 'network-too-large'; readonly name: string }

/** Requests an approval. A request that the rules refuse today is not accepted: nobody could approve it. */
export const requestApproval = operation({
  contract: contracts.requestApproval,
  problems: {
    ...actionProblems,
    ...factsProblems,
    'not-an-oid': draftProblems['not-an-oid'],
    'too-many-arcs': draftProblems['too-many-arcs'],
    'network-too-large': { status: 422, ...texts.networkTooLarge },
    'conformity-not-a-pdf': attachProblems['conformity-not-a-pdf'],
  },
  bodyLimit: documentUpload.bodyLimit,
  handle:
    (deps: AcmeDeps) =>
    async (
      permit,
      { organisationId, conformity, ...typed },
    ): Promise<Result<Shown, RequestRefusal>> => {
      const unitOid = parseOid(typed.unitOid)
      const pdf = conformity === undefined ? undefined : Buffer.from(conformity, 'base64')
      const names = [...new Set(typed.names.map(writtenEntry))]
      const ofForm: readonly FaultOf<RequestRefusal>[] = [
        ...(unitOid.ok ? [] : [{ ...unitOid.refusal, member: 'unitOid' }]),
        ...(pdf && !pdf.subarray(0, 5).equals(Buffer.from('%PDF-'))
          ? [{ kind: 'conformity-not-a-pdf', member: 'conformity' } as const]
          : []),
        ...names.flatMap((name, at) =>
          isTooLarge(name)
            ? [{ kind: 'network-too-large', name, member: `names.${String(at)}` } as const]
            : [],
        ),
      ]
      // Without an OID the registers can't be asked: its names are checked all the same.
      if (!unitOid.ok)
        return (
          refuseFaults([
            ...ofForm,
            ...faultsOfNames(
              { product: 'server', names: names.map(nameOf) },
              deps.certificates.isServerAddress,
            ),
          ]) ?? unitOid
        )
      const requested = { organisationId, facts: { unitOid: unitOid.value } }
      const businesses = await deps.serviceCertificates.queryBusinesses(requested)
      if (!businesses.ok) return businesses

      const applying = { organisationId, action: 'apply' } as const
      return actForMember<Shown, RequestRefusal>(deps, permit, applying, async (tx) => {
        const [now, by] = [deps.clock.now(), personOf(permit)]
        const { isTest, mailbox, language, technicalContact } = typed
        const { name, email, organisation } = technicalContact
        const approval: EnrolmentApproval = {
          approvalId: randomUUID() as string as ApprovalId,
          organisationId,
          facts: {
            ...{ isTest, unitOid: unitOid.value, mailbox, language },
            names,
            technicalContact: { name, email, ...(organisation !== undefined && { organisation }) },
          },
          standing: { state: 'requested', requestedBy: by, requestedAt: now },
          history: [{ step: 'request', at: now, by }],
          ...{ requestedAt: now, hasConformity: pdf !== undefined },
        }
        const assessed = await deps.serviceCertificates.assessForProgram(
          ...([tx, forProgram(approval), businesses.value] as const),
        )
        const wrong = refuseFaults<RequestRefusal>([...ofForm, ...assessed.faults])
        if (wrong) return wrong
        await insertApproval(tx, deps.sealing, approval, pdf)
        const event: ApprovalStepTaken = { type: 'ApprovalRequested', ...aboutApproval(approval) }
        await deps.record(tx, event, permit)
        return ok(await showApproval(deps, tx, approval, { viewer: memberBy(permit), assessed }))
      })
    },
})

/** As an approval lists it: a name or address in its one form, a domain, or a network. */
function writtenEntry(typed: string): string {
  const network = typed.includes('/') ? parseIpNetwork(typed) : undefined
  return network === undefined ? writtenName(typed) : formatIpNetwork(network)
}

const notFound = 'approval-not-found'
export type ApprovalNotFound = { readonly kind: typeof notFound }
export type OwnApprovalRefusal = OwnRefusal<typeof notFound>
type ChangeRefusal = ChangeOwnRefusal<typeof notFound>

export const { lockOwn, withOwn } = ownItems({ notFound, find: findApproval, lock: lockApproval })

const showOwn = (deps: AcmeDeps, tx: Tx, permit: Permit, approval: EnrolmentApproval) =>
  showApproval(deps, tx, approval, { viewer: memberBy(permit) })

export const viewApproval = operation({
  contract: contracts.viewApproval,
  problems: ownProblems,
  handle:
    (deps: AcmeDeps) =>
    (permit: ViewPermit, { approvalId }: InputOf<typeof contracts.viewApproval>) =>
      deps.db.write(async (tx): Promise<Result<Shown, OwnApprovalRefusal>> => {
        const approval = await lockOwn(deps, tx, permit, approvalId)
        if (!approval.ok) return approval
        const viewed: ApprovalViewed = { type: 'ApprovalViewed', ...aboutApproval(approval.value) }
        await deps.record(tx, viewed, permit)
        const shown = await showOwn(deps, tx, permit, approval.value)
        const { organisationId } = approval.value
        return ok(await withoutActs(deps, tx, permit, { organisationId, shown }))
      }),
})

/** Withdrawn, or ended for good: requests of its accounts are refused from this instant (R191). */
export const endApproval = operation({
  contract: contracts.endApproval,
  problems: {
    ...changeProblems,
    ...stepProblem,
  },
  handle:
    (deps: AcmeDeps) =>
    (permit, { approvalId: id }): Promise<Result<Shown, ChangeRefusal | ApprovalStepNotPossible>> =>
      withOwn<Shown, ApprovalStepNotPossible>(deps, permit, { id }, async (tx, approval) => {
        const past = stepBy(deps, permit, 'end')
        const ended = end(approval.standing, { now: past.at })
        if (!ended.ok) return ended
        const changed = await takeStep(deps, tx, permit, approval, {
          ...{ past, type: 'ApprovalEnded', standing: ended.value },
        })
        return ok(await showOwn(deps, tx, permit, changed))
      }),
})

/** Time for a technician to configure a program. */
const keyLife = 14 * day
/** Per approval. */
const keysADay = 20

export type CreateEabKeyRefusal =
  ChangeRefusal | { readonly kind: 'approval-not-in-force' } | { readonly kind: 'too-many-keys' }

/** Creates an EAB key and returns it, this once: it is stored sealed. It opens one account. */
export const createEabKey = operation({
  contract: contracts.createEabKey,
  problems: {
    ...changeProblems,
    'approval-not-in-force': { status: 409, ...texts.approvalNotInForce },
    'too-many-keys': { status: 429, ...texts.tooManyKeys },
  },
  handle:
    (deps: AcmeDeps) =>
    (permit, { approvalId: id }): Promise<Result<EabKeyView, CreateEabKeyRefusal>> =>
      withOwn<EabKeyView, CreateEabKeyRefusal>(deps, permit, { id }, async (tx, approval) => {
        const { approvalId, standing } = approval
        if (standing.state !== 'approved') return refuse({ kind: 'approval-not-in-force' })
        const now = deps.clock.now()
        if ((await eabKeysSince(tx, approvalId, plus(now, -day))) >= keysADay)
          return refuse({ kind: 'too-many-keys' })
        const keyId = asWord(15) as EabKeyId
        const key = asWord(32)
        const secret = new Uint8Array(Buffer.from(key, 'base64url'))
        const expiresAt = plus(now, keyLife)
        const given = { by: personOf(permit), at: now }
        await insertEabKey(tx, deps.sealing, { keyId, approvalId, secret, expiresAt }, given)
        const event: EabKeyGiven = {
          ...{ type: 'EabKeyGiven', keyId },
          ...aboutApproval(approval),
        }
        await deps.record(tx, event, permit)
        return ok({
          ...{ directory: directoryUrl(deps), keyId, key },
          expiresAt: formatInstant(expiresAt),
        })
      }),
})

type EabKeyView = ResponseOf<typeof contracts.createEabKey>

/** Random bytes, base64url. A command line would take a value with a leading hyphen for an option. */
function asWord(bytes: number): string {
  const word = Buffer.from(secureRandomBytes(bytes)).toString('base64url')
  return word.startsWith('-') ? asWord(bytes) : word
}

export type EndAccountRefusal = ChangeRefusal | { readonly kind: 'acme-account-not-found' }

/** Ends an account of a program at once. Its certificates stay valid until they are revoked. */
export const endAccount = operation({
  contract: contracts.endAccount,
  problems: {
    ...changeProblems,
    'acme-account-not-found': { status: 404, ...texts.acmeAccountNotFound },
  },
  handle:
    (deps: AcmeDeps) =>
    (permit, { approvalId: id, accountId }): Promise<Result<Shown, EndAccountRefusal>> =>
      withOwn<Shown, EndAccountRefusal>(deps, permit, { id }, async (tx, approval) => {
        const account = await findAccount(tx, deps.sealing, accountId)
        if (account?.approvalId !== approval.approvalId)
          return refuse({ kind: 'acme-account-not-found' })
        const ending = { ...account, ...aboutApproval(approval) }
        await endAccountIn(deps, tx, ending, 'organisation', permit)
        return ok(await showOwn(deps, tx, permit, approval))
      }),
})

/** The orders of programs under the approval, newest first. */
export const listOrders = operation({
  contract: contracts.listAcmeOrders,
  problems: { ...ownProblems, ...cursorProblems },
  handle:
    (deps: AcmeDeps) =>
    (permit: ViewPermit, { approvalId, ...requested }: InputOf<typeof contracts.listAcmeOrders>) =>
      deps.db.write(async (tx): Promise<OrdersListed> => {
        const approval = await lockOwn(deps, tx, permit, approvalId)
        if (!approval.ok) return approval
        return showPage(requested, {
          find: (sought) => ordersOf(tx, { approvalId }, sought),
          placeOf: ({ createdAt, orderId }) => ({ at: createdAt, id: orderId }),
          show: async (page) => ({ orders: await showOrders(deps, tx, page) }),
        })
      }),
})

type OrdersListed = Result<
  ResponseOf<typeof contracts.listAcmeOrders>,
  OwnApprovalRefusal | CursorRefusal
>

async function showOrders(
  { serviceCertificates, clock }: AcmeDeps,
  tx: Tx,
  orders: Awaited<ReturnType<typeof ordersOf>>,
) {
  const ids = orders.flatMap(({ applicationId }) => applicationId ?? [])
  const standings =
    ids.length === 0 ? new Map<string, Standing>() : await serviceCertificates.standingsOf(tx, ids)
  const now = clock.now()
  return orders.map((order) => {
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
}
