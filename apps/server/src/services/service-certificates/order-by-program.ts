import { hash, randomUUID } from 'node:crypto'
import type { FaultOf } from '@sotevarmenne/kernel/faults'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CodedOrganisation } from '#people/registers/contract.ts'
import {
  assess,
  faultsOfFacts,
  firstOfFacts,
  firstOfRequest,
  rulesOf,
  type Businesses,
  type FactsRefusal,
  type RequestRefused,
} from './assess.ts'
import type {
  Application,
  ApplicationStepTaken,
  ApplicationFacts,
  ApplicationId,
  ByProgram,
  RequestBrought,
  StandingIn,
} from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { planIssuing } from './issue.ts'
import { aboutApplication } from './show-application.ts'
import { refusalOfApproval, type ApprovalRefusal } from './signed-approval.ts'
import { insertApplication } from './store.ts'

/**
 * What a program orders under: the organisation's request, which two case officers approved once for all its
 * orders.
 */
export type ForProgram = {
  readonly organisationId: string
  readonly facts: ApplicationFacts
  readonly hasConformity: boolean
}

export type OrderedByProgram = ForProgram & {
  readonly accountId: string
  readonly approvalId: string
  /** PKCS#10, DER. */
  readonly request: Uint8Array
  readonly approval: Omit<StandingIn<'approved'>, 'state' | 'unitName' | 'organisationName'>
}

/** Results of the rules now, as for any application: the same OID, applicant, conformity and names. */
export const assessForProgram =
  (deps: ServiceCertificatesDeps) =>
  async (
    tx: Tx,
    requested: ForProgram,
    businesses?: Businesses,
  ): Promise<{
    readonly entry?: CodedOrganisation
    readonly ofFacts: Awaited<ReturnType<typeof assess>>['ofFacts']
    readonly ownerName: string
    readonly refusal?: FactsRefusal
    /** Every reason. */
    readonly faults: readonly FaultOf<FactsRefusal>[]
  }> => {
    const assessed = await assess(deps, tx, applicationOf(deps, requested), { businesses })
    const refusal = firstOfFacts(assessed)
    const { entry, ofFacts, ownerName } = assessed
    const faults = faultsOfFacts(assessed)
    return { ofFacts, ownerName, faults, ...(entry && { entry }), ...(refusal && { refusal }) }
  }

/**
 * An application that is approved from the start, by the approval of two case officers; its issuing is
 * planned. It is checked now, and again by the job, like any other.
 */
export const orderByProgram =
  (deps: ServiceCertificatesDeps) =>
  async (
    tx: Tx,
    permit: Permit<'acme.serve'>,
    { accountId, approvalId, request, approval, ...requested }: OrderedByProgram,
  ): Promise<Result<ApplicationId, FactsRefusal | RequestRefused | ApprovalRefusal>> => {
    const byProgram: ByProgram = { accountId, approvalId, hasConformity: requested.hasConformity }
    const draft = { ...applicationOf(deps, requested), request, byProgram }
    const assessed = await assess(deps, tx, draft)
    const { ownerName, entry } = assessed
    const wrong =
      firstOfFacts(assessed) ??
      firstOfRequest(assessed) ??
      refusalOfApproval(approval.approval, rulesOf(draft, { ownerName, entry }), draft.facts)
    if (wrong) return refuse(wrong)
    const now = draft.draftedAt
    const application: Application = {
      ...draft,
      standing: { state: 'approved', unitName: assessed.entry?.name ?? '', ...approval },
      history: [
        { step: 'approve', at: approval.approvedAt, by: approval.approvedBy },
        { step: 'bringRequest', at: now },
      ],
    }
    await insertApplication(tx, deps.sealing, application)
    const brought: RequestBrought = {
      ...{ type: 'RequestBrought', digest: hash('sha256', request) },
      ...aboutApplication(application),
    }
    const approved: ApplicationStepTaken = {
      type: 'ApplicationApproved',
      ...aboutApplication(application),
    }
    await deps.record(tx, brought, permit)
    await deps.record(tx, approved, permit)
    await planIssuing(deps, tx, application)
    return ok(application.applicationId)
  }

const applicationOf = (
  { clock }: Pick<ServiceCertificatesDeps, 'clock'>,
  { organisationId, facts, hasConformity }: ForProgram,
): Application => ({
  applicationId: randomUUID() as string as ApplicationId,
  ...{ organisationId, facts, hasConformity, standing: { state: 'draft' }, history: [] },
  draftedAt: clock.now(),
})
