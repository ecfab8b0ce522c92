import * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { stepNotPossible } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { officeBy, stepBy } from '#platform/workflow.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { operation } from '#platform/operation.ts'
import {
  queryBusinesses,
  assess,
  firstOfFacts,
  firstOfRequest,
  type FactsRefusal,
  type RequestRefused,
} from './assess.ts'
import type { Application, ApplicationStepTaken, Standing, ApplicationViewed } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { approve, check, decline, giveBack, type DecisionRefusal } from './domain/application.ts'
import { planIssuing } from './issue.ts'
import { takeStep, type NotFound } from './own-application.ts'
import { aboutApplication, showApplication, showRows } from './show-application.ts'
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
  | { readonly kind: 'reason-missing' }

/** The decision of a case officer. An approval must pass every check at this moment. */
export const decideApplication = operation({
  contract: contracts.decideApplication,
  problems: decideProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (permit, { applicationId, decision, because }): Promise<Result<Shown, DecideRefusal>> => {
      const requested = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
      if (!requested) return refuse({ kind: 'application-not-found' })
      const businesses = await queryBusinesses(deps, requested)
      if (!businesses.ok) return businesses

      return deps.db.write(async (tx): Promise<Result<Shown, DecideRefusal>> => {
        const application = await lockApplication(tx, deps.sealing, applicationId)
        if (!application) return refuse({ kind: 'application-not-found' })
        const assessed = await assess(deps, tx, application, { businesses: businesses.value })
        if (decision === 'check' || decision === 'approve') {
          const wrong = firstOfFacts(assessed) ?? firstOfRequest(assessed)
          if (wrong) return refuse(wrong)
        } else if (because === undefined) return refuse({ kind: 'reason-missing' })

        const past = stepBy(deps, permit, decision, because)
        const deciding = { by: past.by, now: past.at }
        const decided = decide(application.standing, { decision, because: because ?? '', deciding })
        if (!decided.ok) return decided
        const changed = await takeStep(deps, tx, permit, application, {
          ...{ past, event: { type: eventOf[decision] }, changes: { standing: decided.value } },
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

function decide(
  standing: Standing,
  {
    decision,
    because,
    deciding,
  }: {
    readonly decision: Decision
    readonly because: string
    readonly deciding: Parameters<typeof check>[1]
  },
): Result<Application['standing'], DecisionRefusal> {
  switch (decision) {
    case 'check':
      return check(standing, deciding)
    case 'approve':
      return approve(standing, deciding)
    case 'giveBack':
      // An approved application is left to the job, which issues or returns it.
      return standing.state === 'approved' ? stepNotPossible(standing) : giveBack(standing, because)
    case 'refuse':
      return standing.state === 'approved' ? stepNotPossible(standing) : decline(standing, because)
  }
}
