import * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { stepNotPossible } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { officeBy, stepBy } from '#platform/workflow.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { operation } from '#platform/operation.ts'
import {
  queryBusinesses,
  assess,
  firstOfFacts,
  firstOfRequest,
  type Assessed,
  type FactsRefusal,
  type RequestRefused,
} from './assess.ts'
import type { ApplicationStepTaken, ApplicationViewed, Standing } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import {
  approve,
  check,
  decline,
  giveBack,
  mayApprove,
  mayCheck,
  type DecisionRefusal,
} from './domain/application.ts'
import { planIssuing } from './issue.ts'
import { takeStep, type NotFound } from './own-application.ts'
import {
  aboutApplication,
  factsOfApplication,
  showApplication,
  showRows,
} from './show-application.ts'
import {
  aboutSigned,
  checkApprovalSignature,
  signedDecisions,
  type ApprovalSignatureRefusal,
} from './signed-approval.ts'
import { applicationsInQueue, conformityOf, findApplication, lockApplication } from './store.ts'
import { queuedProblems, notFound, decideProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewQueued>
type Viewing = Permit<'serviceCertificates.viewQueue'>

/** Applications that wait for a case officer, oldest first. */
export const listQueue = operation({
  contract: contracts.listQueue,
  problems: cursorProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      _permit: Viewing,
      requested: InputOf<typeof contracts.listQueue>,
    ): Promise<Result<ResponseOf<typeof contracts.listQueue>, CursorRefusal>> =>
      deps.db.read((tx) =>
        showPage(requested, {
          find: (sought) => applicationsInQueue(tx, deps.sealing, sought),
          placeOf: ({ standing, draftedAt, applicationId }) => ({
            at: 'sentAt' in standing ? standing.sentAt : draftedAt,
            id: applicationId,
          }),
          show: async (page) => ({ applications: await showRows(deps, tx, page) }),
        }),
      ),
})

export const viewQueued = operation({
  contract: contracts.viewQueued,
  problems: queuedProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (
      permit: Viewing,
      { applicationId }: InputOf<typeof contracts.viewQueued>,
    ): Promise<Result<Shown, NotFound | RegisterUnavailable>> => {
      const application = await deps.db.read((tx) =>
        findApplication(tx, deps.sealing, applicationId),
      )
      // Case officers do not see drafts.
      if (!application || application.standing.state === 'draft')
        return refuse({ kind: 'application-not-found' })
      const businesses = await queryBusinesses(deps, application)
      if (!businesses.ok) return businesses
      return deps.db.write(async (tx) => {
        const viewed: ApplicationViewed = {
          ...{ type: 'ApplicationViewed', ...aboutApplication(application) },
        }
        await deps.record(tx, viewed, permit)
        return ok(
          await showApplication(deps, tx, application, {
            assessed: await assess(deps, tx, application, { businesses: businesses.value }),
            viewer: officeBy(permit),
          }),
        )
      })
    },
})

export const viewConformity = operation({
  contract: contracts.viewConformity,
  problems: notFound,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      _permit: Viewing,
      { applicationId }: InputOf<typeof contracts.viewConformity>,
    ): Promise<Result<ResponseOf<typeof contracts.viewConformity>, NotFound>> =>
      deps.db.read(async (tx): Promise<Result<{ pdf: string }, NotFound>> => {
        const pdf = await conformityOf(tx, deps.sealing, applicationId)
        return pdf
          ? ok({ pdf: Buffer.from(pdf).toString('base64') })
          : refuse({ kind: 'application-not-found' })
      }),
})

export type DecideRefusal =
  | NotFound
  | RegisterUnavailable
  | DecisionRefusal
  | FactsRefusal
  | RequestRefused
  | ApprovalSignatureRefusal
  | { readonly kind: 'reason-missing' }

/**
 * The decision of a case officer. An approval must pass every check at this moment; both case officers sign the
 * same statement, without which the signer signs nothing.
 */
export const decideApplication = operation({
  contract: contracts.decideApplication,
  problems: decideProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (
      permit,
      { applicationId, decision, because, signed: sent },
    ): Promise<Result<Shown, DecideRefusal>> => {
      const requested = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
      if (!requested) return refuse({ kind: 'application-not-found' })
      const mayDecide = decisions.may(requested.standing, decision, actingBy(deps, permit))
      if (!mayDecide.ok) return mayDecide
      const businesses = await queryBusinesses(deps, requested)
      if (!businesses.ok) return businesses
      const signed =
        decision === 'check' || decision === 'approve'
          ? await checkApprovalSignature(deps.checkSignature, permit, sent)
          : ok(undefined)
      if (!signed.ok) return signed

      return deps.db.write(async (tx): Promise<Result<Shown, DecideRefusal>> => {
        const application = await lockApplication(tx, deps.sealing, applicationId)
        if (!application) return refuse({ kind: 'application-not-found' })
        const assessed = await assess(deps, tx, application, { businesses: businesses.value })
        const past = stepBy(deps, permit, decision, because)
        const acting = { by: past.by, now: past.at }
        const decided = signed.value
          ? decisions.decide(application.standing, {
              ...{ decision, acting, signed: signed.value, wrong: wrongOf(assessed) },
              facts: await factsOfApplication(deps, tx, application, assessed),
            })
          : because === undefined
            ? refuse({ kind: 'reason-missing' })
            : decideAgainst(application.standing, { decision, because })
        if (!decided.ok) return decided
        const changed = await takeStep(deps, tx, permit, application, {
          past,
          event: {
            type: eventOf[decision],
            ...(signed.value && { signed: aboutSigned(signed.value) }),
          },
          changes: { standing: decided.value },
        })
        if (decision === 'approve') await planIssuing(deps, tx, changed)
        return ok(await showApplication(deps, tx, changed, { assessed, viewer: officeBy(permit) }))
      })
    },
})

type Decision = InputOf<typeof contracts.decideApplication>['decision']

const eventOf = {
  check: 'ApplicationChecked',
  approve: 'ApplicationApproved',
  giveBack: 'ApplicationReturned',
  refuse: 'ApplicationRefused',
} as const satisfies Record<Decision, ApplicationStepTaken['type']>

const actingBy = ({ clock }: Pick<ServiceCertificatesDeps, 'clock'>, permit: Permit) => ({
  by: personOf(permit),
  now: clock.now(),
})

const decisions = signedDecisions<Standing, DecisionRefusal>({
  ...{ mayCheck, mayApprove, check, approve },
  approvalOf: (standing) => (standing.state === 'checked' ? standing.approval : undefined),
  sentAt: (standing) => ('sentAt' in standing ? standing.sentAt : undefined),
})

const wrongOf = (assessed: Assessed): FactsRefusal | RequestRefused | undefined =>
  firstOfFacts(assessed) ?? firstOfRequest(assessed)

/** An approved application is left to the job, which issues or returns it. */
function decideAgainst(
  standing: Standing,
  { decision, because }: { readonly decision: Decision; readonly because: string },
): Result<Standing, DecisionRefusal> {
  if (standing.state === 'approved') return stepNotPossible(standing)
  return decision === 'giveBack' ? giveBack(standing, because) : decline(standing, because)
}
