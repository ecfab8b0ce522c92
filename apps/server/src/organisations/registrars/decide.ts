import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/registrars'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { officeBy, stepBy, withStep } from '#platform/workflow.ts'
import { decisionOn, groundsOfRegistrar } from '#cards/products/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { operation } from '#platform/operation.ts'
import { assess, type Assessed } from './assess.ts'
import type {
  RegistrarApplication,
  RegistrarApplicationApproved,
  RegistrarApplicationStepTaken,
  RegistrarStanding,
  TrainingProofViewed,
} from './contract.ts'
import type { RegistrarsDeps } from './deps.ts'
import {
  approve,
  decline,
  checkDecider,
  type DecisionRefusal as StepRefusal,
} from './domain/application.ts'
import { firstRefusal, type RegistrarRefused } from './domain/check-registrar.ts'
import { planAgreementEnd } from './follow-agreements.ts'
import { aboutApplication, recordView, showApplication, showRows } from './show-application.ts'
import {
  applicationsIn,
  findApplication,
  lockApplication,
  proofOf,
  saveBasis,
  saveApplication,
} from './store.ts'
import { texts } from './texts.ts'
import { checkProblems } from './check-problems.ts'
import { notFoundProblems, stepProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewQueuedRegistrar>
type Viewing = Permit<'registrars.viewQueue'>
type NotFound = { readonly kind: 'application-not-found' }

/** Applications that wait for a case officer, oldest first; or settled ones with their outcome. */
export const listQueue = operation({
  contract: contracts.listRegistrarQueue,
  problems: cursorProblems,
  handle:
    (deps: RegistrarsDeps) =>
    (
      permit: Viewing,
      { state = 'sent', businessId, ...requested }: QueueSought,
    ): Promise<Result<ResponseOf<typeof contracts.listRegistrarQueue>, CursorRefusal>> =>
      deps.db.write((tx) =>
        showPage(requested, {
          find: async (sought) => {
            if (businessId === undefined)
              return applicationsIn(tx, deps.sealing, { ...sought, state })
            const found = await deps.organisations.organisationByBusinessId(tx, businessId)
            if (!found) return []
            const { organisationId } = found
            return applicationsIn(tx, deps.sealing, { ...sought, state, organisationId })
          },
          placeOf: ({ changedAt, application }) => ({
            ...{ at: changedAt, id: application.applicationId },
          }),
          show: async (page) => {
            const applications = page.map(({ application }) => application)
            return { applications: await showRows(deps, tx, permit, applications) }
          },
        }),
      ),
})

type QueueSought = Omit<InputOf<typeof contracts.listRegistrarQueue>, 'state'> & {
  readonly state?: Exclude<RegistrarStanding['state'], 'draft'> | undefined
}

export const viewQueued = operation({
  contract: contracts.viewQueuedRegistrar,
  problems: notFoundProblems,
  handle:
    (deps: RegistrarsDeps) =>
    (permit: Viewing, { applicationId }: InputOf<typeof contracts.viewQueuedRegistrar>) =>
      deps.db.write(async (tx): Promise<Result<Shown, NotFound>> => {
        const application = await findApplication(tx, deps.sealing, applicationId)
        // A draft is visible to its organisation only.
        if (!application || application.standing.state === 'draft')
          return refuse({ kind: 'application-not-found' })
        const assessed = await assess(deps, tx, application)
        await recordView(deps, tx, permit, application, assessed)
        return ok(
          await showApplication(deps, tx, application, { assessed, viewer: officeBy(permit) }),
        )
      }),
})

/** Reading the proof is recorded in the audit log. */
export const viewProof = operation({
  contract: contracts.viewTrainingProof,
  problems: notFoundProblems,
  handle:
    (deps: RegistrarsDeps) =>
    (permit: Viewing, { applicationId }: InputOf<typeof contracts.viewTrainingProof>) =>
      deps.db.write(
        async (tx): Promise<Result<ResponseOf<typeof contracts.viewTrainingProof>, NotFound>> => {
          const application = await findApplication(tx, deps.sealing, applicationId)
          const proof =
            application && application.standing.state !== 'draft'
              ? await proofOf(tx, deps.sealing, applicationId)
              : undefined
          if (!application || !proof) return refuse({ kind: 'application-not-found' })
          const event: TrainingProofViewed = {
            type: 'TrainingProofViewed',
            ...aboutApplication(application),
          }
          await deps.record(tx, event, permit)
          const { bytes, mediaType } = proof
          return ok({ document: Buffer.from(bytes).toString('base64'), mediaType })
        },
      ),
})

export type DecideRefusal =
  NotFound | StepRefusal | RegistrarRefused | { readonly kind: 'reason-missing' }

/**
 * The decision of a case officer who neither sent it nor is the person it is about (R245). An approval
 * requires every check to pass at this moment, and gives the registrar role in the same transaction: it is
 * effective from that second.
 */
export const decideApplication = operation({
  contract: contracts.decideRegistrarApplication,
  problems: {
    ...notFoundProblems,
    ...stepProblems,
    ...checkProblems,
    ...dualControlProblems,
    'reason-missing': { status: 422, ...texts.reasonMissing },
  },
  handle:
    (deps: RegistrarsDeps) =>
    (permit, { applicationId, decision, because }) =>
      deps.db.write(async (tx): Promise<Result<Shown, DecideRefusal>> => {
        const application = await lockApplication(tx, deps.sealing, applicationId)
        if (!application || application.standing.state === 'draft')
          return refuse({ kind: 'application-not-found' })
        const assessed = await assess(deps, tx, application)
        const by = personOf(permit)
        const sent = checkDecider(application.standing, { by, personId: assessed.personId })
        if (!sent.ok) return sent
        const decide = { deps, tx, permit, application, assessed }

        if (decision === 'approve') {
          const wrong = firstRefusal(assessed.checked)
          if (wrong) return refuse(wrong)
          await appoint(decide)
          return settle(decide, 'approve', approve(sent.value, decisionOf(decide, true)))
        }
        if (because === undefined) return refuse({ kind: 'reason-missing' })
        return decision === 'giveBack'
          ? settle(decide, 'giveBack', { state: 'returned', because })
          : settle(decide, 'refuse', decline(sent.value, decisionOf(decide, false), because))
      }),
})

type Deciding = {
  readonly deps: RegistrarsDeps
  readonly tx: Tx
  readonly permit: Permit<'registrars.decide'>
  readonly application: RegistrarApplication
  readonly assessed: Assessed
}

/** Until the last day of the training; replaces the person's current registrar role at the point. */
async function appoint({ deps, tx, permit, application, assessed }: Deciding): Promise<void> {
  const { organisationId, facts } = application
  const { course, completedOn, certificate } = facts.training
  const { pointId } = facts
  const { personId } = assessed
  const { agreement, held } = assessed.at
  if (personId === undefined || !agreement) throw new Error('unreachable: every check has passed')
  if (held) await giveWay(deps, tx, permit, held)
  const appointed = await deps.registration.appointRegistrar(tx, permit, {
    ...{ personId, pointId, lastDay: assessed.training.lastDay },
    training: { course, completedOn, certificate },
  })
  if (!appointed.ok)
    throw new Error(`approved, but the registrar role was refused: ${appointed.refusal.kind}`)
  const { agreementId } = agreement
  await saveBasis(tx, { registrarId: appointed.value, organisationId, pointId, agreementId })
  await planAgreementEnd(deps, tx, agreement)
}

async function giveWay(
  { registration }: RegistrarsDeps,
  tx: Tx,
  permit: Permit<'registrars.decide'>,
  { registrarId }: NonNullable<Assessed['at']['held']>,
): Promise<void> {
  const ended = await registration.endRegistrarRole(tx, permit, { registrarId, because: 'renewed' })
  if (!ended.ok) throw new Error(`registrar role ${registrarId} is in force but cannot be ended`)
}

function decisionOf({ deps, application, assessed }: Deciding, isApproved: boolean): DecisionView {
  const { standing, facts, proofDigest = '' } = application
  const { course, completedOn } = facts.training
  const now = deps.clock.now()
  return decisionOn(
    'registrar',
    now,
    groundsOfRegistrar({
      sentOn: dateInHelsinki('sentAt' in standing ? standing.sentAt : now),
      isApproved,
      organisation: assessed.organisation,
      points: [assessed.at.point.name],
      agreements: assessed.at.agreement ? [assessed.at.agreement.agreementId] : [],
      training: {
        ...{ course, completedOn, proof: proofDigest, ...assessed.training },
      },
    }),
  )
}

async function settle(
  { deps, tx, permit, application, assessed }: Deciding,
  step: keyof typeof eventOf,
  standing: Extract<RegistrarStanding, { state: 'approved' | 'returned' | 'refused' }>,
): Promise<Result<Shown, never>> {
  const past = stepBy(deps, permit, step, 'because' in standing ? standing.because : undefined)
  const changed = withStep(application, past, { standing })
  await saveApplication(tx, deps.sealing, { ...changed, at: past.at })
  const { personId } = assessed
  const event: Decided =
    step === 'approve' && personId !== undefined
      ? {
          ...{ type: eventOf.approve, ...aboutApplication(application) },
          settings: { 'training-validity': assessed.training.setting },
          about: { personId },
        }
      : { type: eventOf[step === 'refuse' ? step : 'giveBack'], ...aboutApplication(application) }
  await deps.record(tx, event, permit)
  return ok(await showApplication(deps, tx, changed, { assessed, viewer: officeBy(permit) }))
}

type Decided = RegistrarApplicationApproved | RegistrarApplicationStepTaken

const eventOf = {
  approve: 'RegistrarApplicationApproved',
  giveBack: 'RegistrarApplicationReturned',
  refuse: 'RegistrarApplicationRefused',
} as const satisfies { readonly [step: string]: Decided['type'] }
