import * as contracts from '@sotevarmenne/api/acme'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { stepNotPossible } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { officeBy, stepBy } from '#platform/workflow.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { FactsRefusal } from '#services/service-certificates/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { factsProblems, decideProblems } from '#services/service-certificates/index.ts'
import { operation } from '#platform/operation.ts'
import type { ApprovalNotFound } from './request-approval.ts'
import type { ApprovalStanding, ApprovalStepTaken, ApprovalViewed } from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { approve, check, decline, end, type ApprovalDecisionRefusal } from './domain/approval.ts'
import { showApproval, showRow, showRows } from './show-approval.ts'
import {
  approvalsInForce,
  approvalsInQueue,
  conformityOf,
  findApproval,
  lockApproval,
} from './store.ts'
import { aboutApproval, forProgram, takeStep } from './under-approval.ts'
import { queuedProblems, approvalNotFound, stepProblem } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewQueuedApproval>
type Viewing = Permit<'acme.viewQueue'>

/** What waits for a case officer, the oldest first. */
export const listApprovalQueue = operation({
  contract: contracts.listApprovalQueue,
  problems: cursorProblems,
  handle:
    (deps: AcmeDeps) =>
    (
      _permit: Viewing,
      requested: InputOf<typeof contracts.listApprovalQueue>,
    ): Promise<Result<ResponseOf<typeof contracts.listApprovalQueue>, CursorRefusal>> =>
      deps.db.read((tx) =>
        showPage(requested, {
          find: (sought) => approvalsInQueue(tx, deps.sealing, sought),
          placeOf: ({ requestedAt, approvalId }) => ({ at: requestedAt, id: approvalId }),
          show: async (page) => ({ approvals: await showRows(deps, tx, page) }),
        }),
      ),
})

/** The approvals in force: for which organisation, since when, and by whose decision. */
export const listApprovalsInForce = operation({
  contract: contracts.listApprovalsInForce,
  problems: cursorProblems,
  handle:
    (deps: AcmeDeps) =>
    (
      _permit: Viewing,
      { sought: text, ...requested }: InputOf<typeof contracts.listApprovalsInForce>,
    ): Promise<Result<ResponseOf<typeof contracts.listApprovalsInForce>, CursorRefusal>> =>
      deps.db.read((tx) =>
        showPage(requested, {
          find: async (sought) => {
            const organisation =
              text && (await deps.organisations.organisationByBusinessId(tx, text))
            const found = await approvalsInForce(tx, deps.sealing, {
              ...sought,
              ...(organisation
                ? { organisationId: organisation.organisationId }
                : { unitOid: text }),
            })
            return found.flatMap((approval) =>
              approval.standing.state === 'approved'
                ? [{ approval, standing: approval.standing }]
                : [],
            )
          },
          placeOf: ({ approval, standing }) => ({
            ...{ at: standing.approvedAt, id: approval.approvalId },
          }),
          show: async (page) => {
            const organisationOf = await deps.organisations.organisationNames(
              tx,
              page.map(({ approval }) => approval.organisationId),
            )
            const names = await deps.people.namesOf(
              tx,
              page.flatMap(({ standing }) => [standing.checkedBy, standing.approvedBy]),
            )
            return {
              approvals: page.map(({ approval, standing }) => ({
                ...showRow(approval, organisationOf),
                approvedAt: formatInstant(standing.approvedAt),
                checkedBy: names.get(standing.checkedBy) ?? '',
                approvedBy: names.get(standing.approvedBy) ?? '',
              })),
            }
          },
        }),
      ),
})

export const viewQueuedApproval = operation({
  contract: contracts.viewQueuedApproval,
  problems: queuedProblems,
  handle:
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
        return ok(await showApproval(deps, tx, approval, { viewer: officeBy(permit), assessed }))
      })
    },
})

export const viewApprovalConformity = operation({
  contract: contracts.viewApprovalConformity,
  problems: approvalNotFound,
  handle:
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
      }),
})

export type DecideApprovalRefusal =
  | ApprovalNotFound
  | RegisterUnavailable
  | ApprovalDecisionRefusal
  | FactsRefusal
  | { readonly kind: 'reason-missing' }

type Decision = InputOf<typeof contracts.decideApproval>['decision']

/** The decision of a case officer. An approval must pass every check at this moment. */
export const decideApproval = operation({
  contract: contracts.decideApproval,
  problems: {
    ...queuedProblems,
    ...stepProblem,
    ...factsProblems,
    ...dualControlProblems,
    'reason-missing': decideProblems['reason-missing'],
  },
  handle:
    (deps: AcmeDeps) =>
    async (
      permit,
      { approvalId, decision, because },
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

        const past = stepBy(deps, permit, decision, because)
        const deciding = { decision, because: because ?? '', by: past.by, now: past.at }
        const standing = decide(approval.standing, deciding)
        if (!standing.ok) return standing
        const changed = await takeStep(deps, tx, permit, approval, {
          ...{ past, type: eventOf[decision], standing: standing.value },
        })
        return ok(await showApproval(deps, tx, changed, { assessed, viewer: officeBy(permit) }))
      })
    },
})

const eventOf = {
  check: 'ApprovalChecked',
  approve: 'ApprovalGiven',
  refuse: 'ApprovalRefused',
  end: 'ApprovalEnded',
} as const satisfies Record<Decision, ApprovalStepTaken['type']>

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
        : stepNotPossible(standing)
  }
}
