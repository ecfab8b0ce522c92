import { createHash, randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/registrars'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { stepNotPossible } from '@sotevarmenne/kernel/lifecycle'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { documentUpload } from '@sotevarmenne/api/uploads'
import type { Tx } from '#platform/db.ts'
import { mediaTypeOf } from '#platform/media-type.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { memberBy, stepBy, withStep } from '#platform/workflow.ts'
import {
  actForMember,
  ownItems,
  withoutActs,
  pageForMember,
  type ActionRefusal,
  type ChangeOwnRefusal,
  type MemberRefusal,
  type OwnRefusal,
  actionProblems,
} from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import { assess } from './assess.ts'
import type {
  RegistrarApplication,
  RegistrarApplicationId,
  RegistrarApplicationStepTaken,
  RegistrarFacts,
  TrainingProofAttached,
} from './contract.ts'
import type { RegistrarsDeps } from './deps.ts'
import {
  mayChange,
  send,
  withdraw,
  type SendingRefusal,
  type StepNotPossible,
} from './domain/application.ts'
import { firstRefusal, type RegistrarRefused } from './domain/check-registrar.ts'
import { aboutApplication, recordView, showApplication, showRows } from './show-application.ts'
import {
  applicationsOf,
  findApplication,
  forgetProof,
  insertApplication,
  keepProof,
  lockApplication,
  saveApplication,
} from './store.ts'
import { checkProblems } from './check-problems.ts'
import { texts } from './texts.ts'
import {
  listProblems,
  factsProblems,
  viewProblems,
  changeProblems,
  stepProblems,
  withdrawProblems,
} from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewRegistrarApplication>
type Applying = Permit<'registrars.apply'>
type Sending = Permit<'registrars.send'>

type Listed = Result<
  ResponseOf<typeof contracts.listRegistrarApplications>,
  MemberRefusal | CursorRefusal
>

/** The organisation's applications, newest first. */
export const listApplications = operation({
  contract: contracts.listRegistrarApplications,
  problems: listProblems,
  handle:
    (deps: RegistrarsDeps) =>
    (permit, { state, filter, ...requested }): Promise<Listed> =>
      deps.db.write((tx) =>
        pageForMember(deps, tx, permit, requested, {
          at: 'read',
          find: (sought) => applicationsOf(tx, deps.sealing, { ...sought, state, filter }),
          placeOf: ({ draftedAt, applicationId }) => ({ at: draftedAt, id: applicationId }),
          show: async (page) => ({ applications: await showRows(deps, tx, permit, page) }),
        }),
      ),
})

export type FactsRefusal =
  { readonly kind: 'identity-code-wrong' } | { readonly kind: 'point-not-found' }

/** Drafts it, if its content is plausible; whether it is true is checked when it is sent. */
export const draftApplication = operation({
  contract: contracts.draftRegistrarApplication,
  problems: { ...actionProblems, ...factsProblems },
  handle:
    (deps: RegistrarsDeps) =>
    (
      permit: Applying,
      { organisationId, ...typed }: InputOf<typeof contracts.draftRegistrarApplication>,
    ): Promise<Result<Shown, ActionRefusal | FactsRefusal>> => {
      const applying = { organisationId, action: 'apply' } as const
      return actForMember<Shown, FactsRefusal>(deps, permit, applying, async (tx) => {
        const facts = await factsOf(deps, tx, typed)
        if (!facts.ok) return facts
        const drafted = stepBy(deps, permit, 'draft')
        const application: RegistrarApplication = {
          applicationId: randomUUID() as string as RegistrarApplicationId,
          ...{ organisationId, facts: facts.value, standing: { state: 'draft' }, hasProof: false },
          ...{ history: [drafted], draftedAt: drafted.at },
        }
        await insertApplication(tx, deps.sealing, application)
        const event: RegistrarApplicationStepTaken = {
          ...{ type: 'RegistrarApplicationDrafted', ...aboutApplication(application) },
        }
        await deps.record(tx, event, permit)
        return ok(await showOwn(deps, tx, permit, application))
      })
    },
})

async function factsOf(
  { registration }: Pick<RegistrarsDeps, 'registration'>,
  tx: Tx,
  {
    identityCode: code,
    name,
    training,
    pointId,
  }: Omit<InputOf<typeof contracts.changeRegistrarApplication>, 'applicationId'>,
): Promise<Result<RegistrarFacts, FactsRefusal>> {
  const identityCode = parseIdentityCode(code)
  if (!identityCode.ok) return refuse({ kind: 'identity-code-wrong' })
  if (!(await registration.findPoint(tx, pointId))) return refuse({ kind: 'point-not-found' })
  return ok({
    ...{ identityCode: identityCode.value, name, pointId },
    training: { ...training, completedOn: training.completedOn as LocalDate },
  })
}

const { lockOwn, withOwn } = ownItems({
  ...{ notFound: 'application-not-found', find: findApplication, lock: lockApplication },
})

export type ViewRefusal = OwnRefusal<'application-not-found'>
type OwnStepRefusal = ChangeOwnRefusal<'application-not-found'>

export const viewApplication = operation({
  contract: contracts.viewRegistrarApplication,
  problems: viewProblems,
  handle:
    (deps: RegistrarsDeps) =>
    (permit, { applicationId }) =>
      deps.db.write(async (tx): Promise<Result<Shown, ViewRefusal>> => {
        const own = await lockOwn(deps, tx, permit, applicationId)
        if (!own.ok) return own
        const assessed = await assess(deps, tx, own.value)
        await recordView(deps, tx, permit, own.value, assessed)
        const viewer = memberBy(permit)
        const shown = await showApplication(deps, tx, own.value, { assessed, viewer })
        const { organisationId } = own.value
        return ok(await withoutActs(deps, tx, permit, { organisationId, shown }))
      }),
})

export type ChangeRefusal = OwnStepRefusal | FactsRefusal | StepNotPossible

/** Changes its content while it is not sent. */
export const changeApplication = operation({
  contract: contracts.changeRegistrarApplication,
  problems: {
    ...changeProblems,
    ...factsProblems,
    ...stepProblems,
  },
  handle:
    (deps: RegistrarsDeps) =>
    (
      permit: Applying,
      { applicationId: id, ...typed }: InputOf<typeof contracts.changeRegistrarApplication>,
    ): Promise<Result<Shown, ChangeRefusal>> =>
      withOwn<Shown, ChangeRefusal>(deps, permit, { id }, async (tx, own) => {
        if (!mayChange(own.standing)) return stepNotPossible(own.standing)
        const facts = await factsOf(deps, tx, typed)
        if (!facts.ok) return facts
        return take(deps, tx, permit, { ...own, facts: facts.value }, 'change')
      }),
})

export type AttachRefusal =
  OwnStepRefusal | StepNotPossible | { readonly kind: 'document-not-readable' }

/** Stores the proof of training, sealed; it replaces an earlier one. */
export const attachProof = operation({
  contract: contracts.attachTrainingProof,
  problems: {
    ...changeProblems,
    ...stepProblems,
    'document-not-readable': { status: 422, ...texts.documentNotReadable },
  },
  bodyLimit: documentUpload.bodyLimit,
  handle:
    (deps: RegistrarsDeps) =>
    (
      permit: Applying,
      { applicationId: id, document }: InputOf<typeof contracts.attachTrainingProof>,
    ): Promise<Result<Shown, AttachRefusal>> =>
      withOwn<Shown, AttachRefusal>(deps, permit, { id }, async (tx, own) => {
        const bytes = Uint8Array.from(Buffer.from(document, 'base64'))
        const mediaType = mediaTypeOf(bytes)
        if (mediaType === undefined) return refuse({ kind: 'document-not-readable' })
        if (!mayChange(own.standing)) return stepNotPossible(own.standing)
        const digest = createHash('sha256').update(bytes).digest('hex')
        const { applicationId } = own
        const proof = { applicationId, bytes, mediaType, digest, at: deps.clock.now() }
        await keepProof(tx, deps.sealing, proof)
        const event: TrainingProofAttached = {
          ...{ type: 'TrainingProofAttached', digest, ...aboutApplication(own) },
        }
        await deps.record(tx, event, permit)
        const changed = { ...own, hasProof: true, proofDigest: digest }
        return ok(await showOwn(deps, tx, permit, changed))
      }),
})

export type SendRefusal = OwnStepRefusal | SendingRefusal | RegistrarRefused

/**
 * Sends it: every check must pass now. The sender answers for the organisation, and is not the person it is
 * about (R245).
 */
export const sendApplication = operation({
  contract: contracts.sendRegistrarApplication,
  problems: {
    ...withdrawProblems,
    ...checkProblems,
    'applying-for-oneself': { status: 403, ...texts.applyingForOneself },
  },
  handle:
    (deps: RegistrarsDeps) =>
    (
      permit: Sending,
      { applicationId: id }: InputOf<typeof contracts.sendRegistrarApplication>,
    ): Promise<Result<Shown, SendRefusal>> =>
      withOwn<Shown, SendRefusal>(deps, permit, { id, action: 'authorise' }, async (tx, own) => {
        const { personId, checked } = await assess(deps, tx, own)
        const sent = send(own.standing, { by: personOf(permit), personId, now: deps.clock.now() })
        if (!sent.ok) return sent
        const wrong = firstRefusal(checked)
        if (wrong) return refuse(wrong)
        return take(deps, tx, permit, { ...own, standing: sent.value }, 'send')
      }),
})

export type WithdrawRefusal = OwnStepRefusal | StepNotPossible

/** Withdraws it; its proof is no longer needed. */
export const withdrawApplication = operation({
  contract: contracts.withdrawRegistrarApplication,
  problems: withdrawProblems,
  handle:
    (deps: RegistrarsDeps) =>
    (
      permit: Sending,
      { applicationId: id }: InputOf<typeof contracts.withdrawRegistrarApplication>,
    ): Promise<Result<Shown, WithdrawRefusal>> =>
      withOwn<Shown, WithdrawRefusal>(
        deps,
        permit,
        { id, action: 'authorise' },
        async (tx, own) => {
          const withdrawn = withdraw(own.standing)
          if (!withdrawn.ok) return withdrawn
          const gone = { ...own, standing: withdrawn.value, hasProof: false }
          const taken = await take(deps, tx, permit, gone, 'withdraw')
          await forgetProof(tx, own.applicationId)
          return taken
        },
      ),
})

const eventOf = {
  change: 'RegistrarApplicationChanged',
  send: 'RegistrarApplicationSent',
  withdraw: 'RegistrarApplicationWithdrawn',
} as const satisfies { readonly [step: string]: RegistrarApplicationStepTaken['type'] }

/** Saves the changed application with the step in its history, and shows it to its organisation. */
async function take(
  deps: RegistrarsDeps,
  tx: Tx,
  permit: Permit,
  application: RegistrarApplication,
  step: keyof typeof eventOf,
): Promise<Result<Shown, never>> {
  const past = stepBy(deps, permit, step)
  const changed = withStep(application, past)
  await saveApplication(tx, deps.sealing, { ...changed, at: past.at })
  const event: RegistrarApplicationStepTaken = {
    ...{ type: eventOf[step], ...aboutApplication(application) },
  }
  await deps.record(tx, event, permit)
  return ok(await showOwn(deps, tx, permit, changed))
}

const showOwn = async (
  deps: RegistrarsDeps,
  tx: Tx,
  permit: Permit,
  application: RegistrarApplication,
): Promise<Shown> =>
  showApplication(deps, tx, application, {
    ...{ assessed: await assess(deps, tx, application), viewer: memberBy(permit) },
  })
