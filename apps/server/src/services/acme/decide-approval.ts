import * as contracts from '@sotevarmenne/api/acme'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { stepNotPossible } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { officeBy, stepBy } from '#platform/workflow.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import {
  aboutSigned,
  approvalSignatureProblems,
  checkApprovalSignature,
  signedDecisions,
  type ApprovalSignatureRefusal,
  type FactsRefusal,
} from '#services/service-certificates/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { factsProblems, decideProblems } from '#services/service-certificates/index.ts'
import { operation } from '#platform/operation.ts'
import type { ApprovalNotFound } from './request-approval.ts'
import type { ApprovalStanding, ApprovalStepTaken, ApprovalViewed } from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import {
  approve,
  check,
  decline,
  end,
  mayApprove,
  mayCheck,
  type ApprovalDecisionRefusal,
} from './domain/approval.ts'
import { showApproval, showRow, showRows } from './show-approval.ts'
import {
  approvalsInForce,
  approvalsInQueue,
  conformityOf,
  findApproval,
  lockApproval,
} from './store.ts'
import { aboutApproval, factsOfApproval, forProgram, takeStep } from './under-approval.ts'
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
  | ApprovalSignatureRefusal
  | { readonly kind: 'reason-missing' }

type Decision = InputOf<typeof contracts.decideApproval>['decision']

/**
 * The decision of a case officer. An approval must pass every check at this moment; both case officers sign the
 * same statement, without which the signer signs nothing.
 */
export const decideApproval = operation({
  contract: contracts.decideApproval,
  problems: {
    ...queuedProblems,
    ...stepProblem,
    ...factsProblems,
    ...dualControlProblems,
    ...approvalSignatureProblems,
    'reason-missing': decideProblems['reason-missing'],
  },
  handle:
    (deps: AcmeDeps) =>
    async (
      permit,
      { approvalId, decision, because, signed: sent },
    ): Promise<Result<Shown, DecideApprovalRefusal>> => {
      const requested = await deps.db.read((tx) => findApproval(tx, deps.sealing, approvalId))
      if (!requested) return refuse({ kind: 'approval-not-found' })
      const may = decisions.may(requested.standing, decision, actingBy(deps, permit))
      if (!may.ok) return may
      const businesses = await deps.serviceCertificates.queryBusinesses(requested)
      if (!businesses.ok) return businesses
      const signed =
        decision === 'check' || decision === 'approve'
          ? await checkApprovalSignature(deps.checkSignature, permit, sent)
          : ok(undefined)
      if (!signed.ok) return signed

      return deps.db.write(async (tx): Promise<Result<Shown, DecideApprovalRefusal>> => {
        const approval = await lockApproval(tx, deps.sealing, approvalId)
        if (!approval) return refuse({ kind: 'approval-not-found' })
        const assessed = await deps.serviceCertificates.assessForProgram(
          ...([tx, forProgram(approval), businesses.value] as const),
        )
        const past = stepBy(deps, permit, decision, because)
        const acting = { by: past.by, now: past.at }
        const standing = signed.value
          ? decisions.decide(approval.standing, {
              ...{ decision, acting, signed: signed.value, wrong: assessed.refusal },
              facts: await factsOfApproval(deps, tx, approval, assessed),
            })
          : because === undefined
            ? refuse({ kind: 'reason-missing' })
            : decideAgainst(approval.standing, { decision, because, now: acting.now })
        if (!standing.ok) return standing
        const changed = await takeStep(deps, tx, permit, approval, {
          ...{ past, type: eventOf[decision], standing: standing.value },
          ...(signed.value && { signed: aboutSigned(signed.value) }),
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

type Acting = Parameters<typeof mayCheck>[1]

const actingBy = ({ clock }: Pick<AcmeDeps, 'clock'>, permit: Permit): Acting => ({
  by: personOf(permit),
  now: clock.now(),
})

const decisions = signedDecisions<ApprovalStanding, ApprovalDecisionRefusal>({
  ...{ mayCheck, mayApprove, check, approve },
  approvalOf: (standing) => (standing.state === 'checked' ? standing.approval : undefined),
  sentAt: (standing) => ('requestedAt' in standing ? standing.requestedAt : undefined),
})

/** A request is refused; only what was approved is ended by a case officer. */
function decideAgainst(
  standing: ApprovalStanding,
  {
    decision,
    because,
    now,
  }: { readonly decision: Decision; readonly because: string } & Pick<Acting, 'now'>,
): Result<ApprovalStanding, ApprovalDecisionRefusal> {
  if (decision === 'refuse') return decline(standing, because)
  return standing.state === 'approved' ? end(standing, { now, because }) : stepNotPossible(standing)
}
