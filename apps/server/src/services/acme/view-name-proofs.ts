import * as contracts from '@sotevarmenne/api/acme'
import type { NameProofsView } from '@sotevarmenne/api/service-certificates'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import { lookUpNameProofs } from '#services/service-certificates/index.ts'
import type { EnrolmentApproval } from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { approvalNotFound, ownProblems } from './problems.ts'
import { lockOwn, type ApprovalNotFound, type OwnApprovalRefusal } from './request-approval.ts'
import { findApproval } from './store.ts'

type Input = InputOf<typeof contracts.viewNameProofs>

/** What to publish at the names, and which of them have it now. */
export const viewNameProofs = operation({
  contract: contracts.viewNameProofs,
  problems: ownProblems,
  handle:
    (deps: AcmeDeps) =>
    async (
      permit: Permit<'acme.viewApprovals'>,
      { approvalId }: Input,
    ): Promise<Result<NameProofsView, OwnApprovalRefusal>> => {
      const approval = await deps.db.write((tx) => lockOwn(deps, tx, permit, approvalId))
      return approval.ok ? ok(await proofsOf(deps, approval.value)) : approval
    },
})

/** The same for the case officers who decide. */
export const viewQueuedNameProofs = operation({
  contract: contracts.viewQueuedNameProofs,
  problems: approvalNotFound,
  handle:
    (deps: AcmeDeps) =>
    async (
      _permit: Permit<'acme.viewQueue'>,
      { approvalId }: Input,
    ): Promise<Result<NameProofsView, ApprovalNotFound>> => {
      const approval = await deps.db.read((tx) => findApproval(tx, deps.sealing, approvalId))
      if (!approval) return refuse({ kind: 'approval-not-found' })
      return ok(await proofsOf(deps, approval))
    },
})

const proofsOf = (
  deps: Pick<AcmeDeps, 'probe' | 'sealing'>,
  { approvalId, facts: { names } }: EnrolmentApproval,
): Promise<NameProofsView> => lookUpNameProofs(deps, { id: approvalId, names })
