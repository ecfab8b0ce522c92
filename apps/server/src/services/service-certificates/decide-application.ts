import type * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import {
  queryBusinesses,
  assess,
  firstOfFacts,
  firstOfRequest,
  type FactsRefusal,
  type RequestRefused,
} from './assess.ts'
import type {
  Application,
  ApplicationApproved,
  ApplicationChecked,
  ApplicationRefused,
  ApplicationReturned,
  Standing,
  ApplicationViewed,
} from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { approve, check, decline, giveBack, type DecisionRefusal } from './domain/application.ts'
import { planIssuing } from './issue.ts'
import { pastStep, withStep, type NotFound } from './own-application.ts'
import { aboutApplication, showApplication, showRows } from './show-application.ts'
import {
  applicationsInQueue,
  conformityOf,
  findApplication,
  lockApplication,
  saveApplication,
} from './store.ts'

type Shown = ResponseOf<typeof contracts.viewQueued>
type Viewing = Permit<'serviceCertificates.viewQueue'>

/** Applications that wait for a case officer, oldest first. */
export const listQueue =
  (deps: ServiceCertificatesDeps) =>
  async (
    _permit: Viewing,
    { cursor, limit }: InputOf<typeof contracts.listQueue>,
  ): Promise<Result<ResponseOf<typeof contracts.listQueue>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return deps.db.read(async (tx) => {
      const found = await applicationsInQueue(tx, deps.sealing, {
        ...{ limit: limit + 1, behind: behind.value },
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ standing, draftedAt, applicationId }) => ({
          at: 'sentAt' in standing ? standing.sentAt : draftedAt,
          id: applicationId,
        }),
      })
      const applications = await showRows(deps, tx, page)
      return ok({ applications, ...(nextCursor !== undefined && { nextCursor }) })
    })
  }

export const viewQueued =
  (deps: ServiceCertificatesDeps) =>
  async (
    permit: Viewing,
    { applicationId }: InputOf<typeof contracts.viewQueued>,
  ): Promise<Result<Shown, NotFound | RegisterUnavailable>> => {
    const application = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
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
          viewer: viewerOf(permit),
        }),
      )
    })
  }

const viewerOf = (permit: Permit) =>
  ({
    as: permit.reason === 'auditor' ? 'auditor' : 'caseOfficer',
    personId: personOf(permit),
  }) as const

export const viewConformity =
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
    })

export type DecideRefusal =
  | NotFound
  | RegisterUnavailable
  | DecisionRefusal
  | FactsRefusal
  | RequestRefused
  | { readonly kind: 'reason-missing' }

/** The decision of a case officer. An approval must pass every check at this moment. */
export const decideApplication =
  (deps: ServiceCertificatesDeps) =>
  async (
    permit: Permit<'serviceCertificates.decideApplication'>,
    { applicationId, decision, because }: InputOf<typeof contracts.decideApplication>,
  ): Promise<Result<Shown, DecideRefusal>> => {
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

      const past = pastStep(decision, deps, permit)
      const deciding = { by: personOf(permit), now: past.at }
      const decided = decide(application.standing, { decision, because: because ?? '', deciding })
      if (!decided.ok) return decided
      const changed = withStep(application, because === undefined ? past : { ...past, because }, {
        standing: decided.value,
      })
      await saveApplication(tx, deps.sealing, changed)
      const event: Decided = { type: eventOf[decision], ...aboutApplication(changed) }
      await deps.record(tx, event, permit)
      if (decision === 'approve') await planIssuing(deps, tx, changed)
      return ok(await showApplication(deps, tx, changed, { assessed, viewer: viewerOf(permit) }))
    })
  }

type Decided = ApplicationChecked | ApplicationApproved | ApplicationReturned | ApplicationRefused
type Decision = InputOf<typeof contracts.decideApplication>['decision']

const eventOf = {
  check: 'ApplicationChecked',
  approve: 'ApplicationApproved',
  giveBack: 'ApplicationReturned',
  refuse: 'ApplicationRefused',
} as const satisfies Record<Decision, Decided['type']>

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
      return standing.state === 'approved'
        ? refuse({ kind: 'step-not-possible', state: standing.state })
        : giveBack(standing, because)
    case 'refuse':
      return standing.state === 'approved'
        ? refuse({ kind: 'step-not-possible', state: standing.state })
        : decline(standing, because)
  }
}
