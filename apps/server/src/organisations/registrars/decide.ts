import type { Decision } from '@sotevarmenne/api/decisions'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/registrars'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { decisionOn, groundsOfRegistrar } from '#cards/products/index.ts'
import { assess, type Assessed } from './assess.ts'
import type {
  RegistrarApplication,
  RegistrarApplicationApproved,
  RegistrarApplicationRefused,
  RegistrarApplicationReturned,
  RegistrarPastStep,
  RegistrarStanding,
  TrainingProofViewed,
} from './contract.ts'
import type { RegistrarsDeps } from './deps.ts'
import {
  approve,
  decline,
  judgeDecider,
  type DecisionRefusal as StepRefusal,
} from './domain/application.ts'
import { firstRefusal, trainingLastDay, type RegistrarRefused } from './domain/judge-registrar.ts'
import { planPaperEnd } from './follow-papers.ts'
import { aboutApplication, recordView, showApplication, showRows } from './show-application.ts'
import {
  applicationsIn,
  findApplication,
  lockApplication,
  proofOf,
  restOn,
  saveApplication,
} from './store.ts'

type Shown = AnswerOf<typeof contracts.viewQueuedRegistrar>
type Viewing = Permit<'registrars.viewQueue'>
type NotFound = { readonly kind: 'application-not-found' }

/** What waits for a handler, the oldest first; or what became of others. */
export const listQueue =
  (deps: RegistrarsDeps) =>
  async (
    permit: Viewing,
    { state = 'sent', businessId, cursor, limit }: QueueSought,
  ): Promise<Result<AnswerOf<typeof contracts.listRegistrarQueue>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    type Listed = Result<AnswerOf<typeof contracts.listRegistrarQueue>, never>
    return deps.db.write(async (tx): Promise<Listed> => {
      const organisation =
        businessId === undefined
          ? undefined
          : await deps.organisations.organisationByBusinessId(tx, businessId)
      if (businessId !== undefined && !organisation) return ok({ applications: [] })
      const found = await applicationsIn(tx, deps.sealing, {
        ...{ state, organisationId: organisation?.organisationId },
        ...{ behind: behind.value, limit: limit + 1 },
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ changedAt, application }) => ({
          ...{ at: changedAt, id: application.applicationId },
        }),
      })
      const applications = await showRows(
        deps,
        tx,
        permit,
        page.map(({ application }) => application),
      )
      return ok({ applications, ...(nextCursor !== undefined && { nextCursor }) })
    })
  }

type QueueSought = Omit<InputOf<typeof contracts.listRegistrarQueue>, 'state'> & {
  readonly state?: Exclude<RegistrarStanding['state'], 'draft'> | undefined
}

export const viewQueued =
  (deps: RegistrarsDeps) =>
  (
    permit: Viewing,
    { applicationId }: InputOf<typeof contracts.viewQueuedRegistrar>,
  ): Promise<Result<Shown, NotFound>> =>
    deps.db.write(async (tx): Promise<Result<Shown, NotFound>> => {
      const application = await findApplication(tx, deps.sealing, applicationId)
      // A draft is nobody else's business yet.
      if (!application || application.standing.state === 'draft')
        return refuse({ kind: 'application-not-found' })
      const assessed = await assess(deps, tx, application)
      await recordView(deps, tx, permit, application, assessed)
      return ok(
        await showApplication(deps, tx, application, { assessed, looking: lookingOf(permit) }),
      )
    })

const lookingOf = (permit: Permit) =>
  ({
    as: permit.reason === 'auditor' ? 'auditor' : 'handler',
    personId: personOf(permit),
  }) as const

/** Reading the proof is an act: it stands in the trail. */
export const viewProof =
  (deps: RegistrarsDeps) =>
  (
    permit: Viewing,
    { applicationId }: InputOf<typeof contracts.viewTrainingProof>,
  ): Promise<Result<AnswerOf<typeof contracts.viewTrainingProof>, NotFound>> =>
    deps.db.write(
      async (tx): Promise<Result<AnswerOf<typeof contracts.viewTrainingProof>, NotFound>> => {
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
        const { octets, mediaType } = proof
        return ok({ document: Buffer.from(octets).toString('base64'), mediaType })
      },
    )

export type DecideRefusal =
  NotFound | StepRefusal | RegistrarRefused | { readonly kind: 'reason-missing' }

/**
 * The decision of a handler who has not sent it and is not the one it is about (R245). What is approved must stand every check
 * at this moment, and appoints in the same transaction: from that second on the person is a registrar.
 */
export const decideApplication =
  (deps: RegistrarsDeps) =>
  (
    permit: Permit<'registrars.decide'>,
    { applicationId, decision, because }: InputOf<typeof contracts.decideRegistrarApplication>,
  ): Promise<Result<Shown, DecideRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, DecideRefusal>> => {
      const application = await lockApplication(tx, deps.sealing, applicationId)
      if (!application || application.standing.state === 'draft')
        return refuse({ kind: 'application-not-found' })
      const assessed = await assess(deps, tx, application)
      const by = personOf(permit)
      const sent = judgeDecider(application.standing, { by, personId: assessed.personId })
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
    })

type Deciding = {
  readonly deps: RegistrarsDeps
  readonly tx: Tx
  readonly permit: Permit
  readonly application: RegistrarApplication
  readonly assessed: Assessed
}

/** Until the last day of the training; what the person holds at the point gives way. */
async function appoint({ deps, tx, permit, application, assessed }: Deciding): Promise<void> {
  const { organisationId, facts } = application
  const { course, completedOn, certificate } = facts.training
  const { pointId } = facts
  const { personId } = assessed
  const { paper, held } = assessed.at
  if (personId === undefined || !paper) throw new Error('unreachable: every check was fulfilled')
  if (held) await giveWay(deps, tx, permit, held)
  const appointed = await deps.registration.appointRegistrar(tx, permit, {
    ...{ personId, pointId, lastDay: trainingLastDay(completedOn) },
    training: { course, completedOn, certificate },
  })
  if (!appointed.ok) throw new Error(`judged, and not appointed: ${appointed.refusal.kind}`)
  const { paperId } = paper
  await restOn(tx, { registrarId: appointed.value, organisationId, pointId, paperId })
  await planPaperEnd(deps, tx, paper)
}

async function giveWay(
  { registration }: RegistrarsDeps,
  tx: Tx,
  permit: Permit,
  { registrarId }: NonNullable<Assessed['at']['held']>,
): Promise<void> {
  const ended = await registration.endAppointment(tx, permit, { registrarId, because: 'renewed' })
  if (!ended.ok) throw new Error(`an appointment that holds, and does not end: ${registrarId}`)
}

function decisionOf({ deps, application, assessed }: Deciding, isApproved: boolean): Decision {
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
      papers: assessed.at.paper ? [assessed.at.paper.paperId] : [],
      training: {
        ...{ course, completedOn, lastDay: trainingLastDay(completedOn), proof: proofDigest },
      },
    }),
  )
}

async function settle(
  { deps, tx, permit, application, assessed }: Deciding,
  step: keyof typeof eventOf,
  standing: Extract<RegistrarStanding, { state: 'approved' | 'returned' | 'refused' }>,
): Promise<Result<Shown, never>> {
  const past: RegistrarPastStep = {
    ...{ step, at: deps.clock.now(), by: personOf(permit) },
    ...('because' in standing && { because: standing.because }),
  }
  const changed = { ...application, standing, history: [...application.history, past] }
  await saveApplication(tx, deps.sealing, { ...changed, at: past.at })
  const { personId } = assessed
  const event: Decided =
    step === 'approve' && personId !== undefined
      ? { type: eventOf.approve, ...aboutApplication(application), about: { personId } }
      : { type: eventOf[step === 'refuse' ? step : 'giveBack'], ...aboutApplication(application) }
  await deps.record(tx, event, permit)
  return ok(
    await showApplication(deps, tx, changed, {
      assessed,
      looking: lookingOf(permit),
    }),
  )
}

type Decided =
  RegistrarApplicationApproved | RegistrarApplicationReturned | RegistrarApplicationRefused

const eventOf = {
  approve: 'RegistrarApplicationApproved',
  giveBack: 'RegistrarApplicationReturned',
  refuse: 'RegistrarApplicationRefused',
} as const satisfies { readonly [step: string]: Decided['type'] }
