import type * as contracts from '@sotevarmenne/api/acme'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { FactsRefusal } from '#services/service-certificates/index.ts'
import type { ApprovalNotFound } from './request-approval.ts'
import type {
  ApprovalChecked,
  ApprovalEnded,
  ApprovalGiven,
  ApprovalRefused,
  ApprovalStanding,
  ApprovalViewed,
  EnrolmentApproval,
} from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { approve, check, decline, end, type ApprovalDecisionRefusal } from './domain/approval.ts'
import { aboutApproval, showApproval, showRow, showRows } from './show-approval.ts'
import {
  approvalsInForce,
  approvalsInQueue,
  conformityOf,
  findApproval,
  lockApproval,
} from './store.ts'
import { forProgram, saveApprovalStep } from './under-approval.ts'

type Shown = ResponseOf<typeof contracts.viewQueuedApproval>
type Viewing = Permit<'acme.viewQueue'>

/** What waits for a case officer, the oldest first. */
export const listApprovalQueue =
  (deps: AcmeDeps) =>
  async (
    _permit: Viewing,
    { cursor, limit }: InputOf<typeof contracts.listApprovalQueue>,
  ): Promise<Result<ResponseOf<typeof contracts.listApprovalQueue>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return deps.db.read(async (tx) => {
      const found = await approvalsInQueue(tx, deps.sealing, {
        ...{ limit: limit + 1, behind: behind.value },
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ requestedAt, approvalId }) => ({ at: requestedAt, id: approvalId }),
      })
      const approvals = await showRows(deps, tx, page)
      return ok({ approvals, ...(nextCursor !== undefined && { nextCursor }) })
    })
  }

/** The approvals in force: for which organisation, since when, and by whose decision. */
export const listApprovalsInForce =
  (deps: AcmeDeps) =>
  async (
    _permit: Viewing,
    { sought, cursor, limit }: InputOf<typeof contracts.listApprovalsInForce>,
  ): Promise<Result<ResponseOf<typeof contracts.listApprovalsInForce>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return deps.db.read(async (tx) => {
      const organisation = sought && (await deps.organisations.organisationByBusinessId(tx, sought))
      const found = await approvalsInForce(tx, deps.sealing, {
        ...{ limit: limit + 1, behind: behind.value },
        ...(organisation ? { organisationId: organisation.organisationId } : { unitOid: sought }),
      })
      const held = found.flatMap((approval) =>
        approval.standing.state === 'approved' ? [{ approval, standing: approval.standing }] : [],
      )
      const { page, nextCursor } = pageOf(held, {
        limit,
        placeOf: ({ approval, standing }) => ({
          ...{ at: standing.approvedAt, id: approval.approvalId },
        }),
      })
      const organisationOf = await deps.organisations.organisationNames(
        tx,
        page.map(({ approval }) => approval.organisationId),
      )
      const names = await deps.people.namesOf(
        tx,
        page.flatMap(({ standing }) => [standing.checkedBy, standing.approvedBy]),
      )
      const approvals = page.map(({ approval, standing }) => ({
        ...showRow(approval, organisationOf),
        approvedAt: formatInstant(standing.approvedAt),
        checkedBy: names.get(standing.checkedBy) ?? '',
        approvedBy: names.get(standing.approvedBy) ?? '',
      }))
      return ok({ approvals, ...(nextCursor !== undefined && { nextCursor }) })
    })
  }

export const viewQueuedApproval =
  (deps: AcmeDeps) =>
  async (
    permit: Viewing,
    { approvalId }: InputOf<typeof contracts.viewQueuedApproval>,
  ): Promise<Result<Shown, ApprovalNotFound | RegisterUnavailable>> => {
    const approval = await deps.db.read((tx) => findApproval(tx, deps.sealing, approvalId))
    if (!approval) return refuse({ kind: 'approval-not-found' })
    const businesses = await deps.serviceCertificates.queryBusinesses(approval)
    if (!businesses.ok) return businesses
    return deps.db.write(async (tx) => {
      const viewed: ApprovalViewed = { type: 'ApprovalViewed', ...aboutApproval(approval) }
      await deps.record(tx, viewed, permit)
      const assessed = await deps.serviceCertificates.assessForProgram(
        ...([tx, forProgram(approval), businesses.value] as const),
      )
      return ok(await showApproval(deps, tx, approval, { viewer: viewerOf(permit), assessed }))
    })
  }

const viewerOf = (permit: Permit) =>
  ({
    as: permit.reason === 'auditor' ? 'auditor' : 'caseOfficer',
    personId: personOf(permit),
  }) as const

export const viewApprovalConformity =
  (deps: AcmeDeps) =>
  (
    _permit: Viewing,
    { approvalId }: InputOf<typeof contracts.viewApprovalConformity>,
  ): Promise<Result<{ pdf: string }, ApprovalNotFound>> =>
    deps.db.read(async (tx): Promise<Result<{ pdf: string }, ApprovalNotFound>> => {
      const pdf = await conformityOf(tx, deps.sealing, approvalId)
      return pdf
        ? ok({ pdf: Buffer.from(pdf).toString('base64') })
        : refuse({ kind: 'approval-not-found' })
    })

export type DecideApprovalRefusal =
  | ApprovalNotFound
  | RegisterUnavailable
  | ApprovalDecisionRefusal
  | FactsRefusal
  | { readonly kind: 'reason-missing' }

type Decision = InputOf<typeof contracts.decideApproval>['decision']

/** The decision of a case officer. An approval must pass every check at this moment. */
export const decideApproval =
  (deps: AcmeDeps) =>
  async (
    permit: Permit<'acme.decideApproval'>,
    { approvalId, decision, because }: InputOf<typeof contracts.decideApproval>,
  ): Promise<Result<Shown, DecideApprovalRefusal>> => {
    const requested = await deps.db.read((tx) => findApproval(tx, deps.sealing, approvalId))
    if (!requested) return refuse({ kind: 'approval-not-found' })
    const businesses = await deps.serviceCertificates.queryBusinesses(requested)
    if (!businesses.ok) return businesses

    return deps.db.write(async (tx): Promise<Result<Shown, DecideApprovalRefusal>> => {
      const approval = await lockApproval(tx, deps.sealing, approvalId)
      if (!approval) return refuse({ kind: 'approval-not-found' })
      const assessed = await deps.serviceCertificates.assessForProgram(
        ...([tx, forProgram(approval), businesses.value] as const),
      )
      if (decision === 'check' || decision === 'approve') {
        if (assessed.refusal) return refuse(assessed.refusal)
      } else if (because === undefined) return refuse({ kind: 'reason-missing' })

      const [now, by] = [deps.clock.now(), personOf(permit)]
      const decided = decide(approval.standing, { decision, because: because ?? '', by, now })
      if (!decided.ok) return decided
      const past = { step: decision, at: now, by, ...(because !== undefined && { because }) }
      const changed: EnrolmentApproval = {
        ...approval,
        standing: decided.value,
        history: [...approval.history, past],
      }
      await saveApprovalStep(deps, tx, changed)
      const event: Decided = { type: eventOf[decision], ...aboutApproval(changed) }
      await deps.record(tx, event, permit)
      return ok(await showApproval(deps, tx, changed, { assessed, viewer: viewerOf(permit) }))
    })
  }

type Decided = ApprovalChecked | ApprovalGiven | ApprovalRefused | ApprovalEnded

const eventOf = {
  check: 'ApprovalChecked',
  approve: 'ApprovalGiven',
  refuse: 'ApprovalRefused',
  end: 'ApprovalEnded',
} as const satisfies Record<Decision, Decided['type']>

function decide(
  standing: ApprovalStanding,
  {
    decision,
    because,
    ...acting
  }: {
    readonly decision: Decision
    readonly because: string
  } & Parameters<typeof check>[1],
): Result<ApprovalStanding, ApprovalDecisionRefusal> {
  switch (decision) {
    case 'check':
      return check(standing, acting)
    case 'approve':
      return approve(standing, acting)
    case 'refuse':
      return decline(standing, because)
    case 'end':
      // A request is refused; only what was approved is ended by a case officer.
      return standing.state === 'approved'
        ? end(standing, { now: acting.now, because })
        : refuse({ kind: 'step-not-possible', state: standing.state })
  }
}
