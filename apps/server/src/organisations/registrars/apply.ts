import { createHash, randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/registrars'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { mediaTypeOf } from '#platform/media-type.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import {
  actForMember,
  pageForMember,
  type ActionRefusal,
  type MemberRefusal,
  type PreparedAction,
} from '#organisations/accounts/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { assess } from './assess.ts'
import type {
  RegistrarApplication,
  RegistrarApplicationChanged,
  RegistrarApplicationDrafted,
  RegistrarApplicationId,
  RegistrarApplicationSent,
  RegistrarApplicationWithdrawn,
  RegistrarFacts,
  RegistrarPastStep,
  RegistrarStep,
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

type Shown = ResponseOf<typeof contracts.viewRegistrarApplication>
type Applying = Permit<'registrars.apply'>
type Sending = Permit<'registrars.send'>

type Listed = Result<
  ResponseOf<typeof contracts.listRegistrarApplications>,
  MemberRefusal | CursorRefusal
>

/** The organisation's applications, newest first. */
export const listApplications =
  (deps: RegistrarsDeps) =>
  (
    permit: Permit<'registrars.view'>,
    { state, filter, ...requested }: InputOf<typeof contracts.listRegistrarApplications>,
  ): Promise<Listed> =>
    deps.db.write(async (tx): Promise<Listed> => {
      const listed = await pageForMember(deps, tx, permit, requested, {
        at: 'apply',
        find: (place) => applicationsOf(tx, deps.sealing, { ...place, state, filter }),
        placeOf: ({ draftedAt, applicationId }) => ({ at: draftedAt, id: applicationId }),
      })
      if (!listed.ok) return listed
      const { page, nextCursor } = listed.value
      const applications = await showRows(deps, tx, permit, page)
      return ok({ applications, ...(nextCursor !== undefined && { nextCursor }) })
    })

export type FactsRefusal =
  { readonly kind: 'identity-code-wrong' } | { readonly kind: 'point-not-found' }

/** Drafts it, if its content is plausible; whether it is true is checked when it is sent. */
export const draftApplication =
  (deps: RegistrarsDeps) =>
  async (
    permit: Applying,
    { organisationId, ...typed }: InputOf<typeof contracts.draftRegistrarApplication>,
  ): Promise<Result<Shown, ActionRefusal | FactsRefusal>> => {
    const applying = { organisationId, action: 'apply' } as const
    return actForMember(
      deps,
      permit,
      applying,
      async (tx): Promise<Result<Shown, FactsRefusal>> => {
        const facts = await factsOf(deps, tx, typed)
        if (!facts.ok) return facts
        const application: RegistrarApplication = {
          applicationId: randomUUID() as string as RegistrarApplicationId,
          ...{ organisationId, facts: facts.value, standing: { state: 'draft' }, hasProof: false },
          history: [pastStep(deps, permit, 'draft')],
          draftedAt: deps.clock.now(),
        }
        await insertApplication(tx, deps.sealing, application)
        const event: RegistrarApplicationDrafted = {
          type: 'RegistrarApplicationDrafted',
          ...aboutApplication(application),
        }
        await deps.record(tx, event, permit)
        return ok(await showOwn(deps, tx, permit, application))
      },
    )
  }

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

export type OwnRefusal =
  | { readonly kind: 'application-not-found' }
  | Exclude<MemberRefusal, { readonly kind: 'account-not-found' }>

/**
 * The application, locked, if the person may see it; with `checked`: may do the prepared action. Others learn
 * nothing of it.
 */
async function lockOwn(
  deps: RegistrarsDeps,
  tx: Tx,
  permit: Permit,
  { applicationId, checked }: { readonly applicationId: string; readonly checked?: PreparedAction },
): Promise<Result<RegistrarApplication, OwnRefusal>> {
  const application = await lockApplication(tx, deps.sealing, applicationId)
  if (!application) return refuse({ kind: 'application-not-found' })
  const { organisationId } = application
  const viewer = { organisationId, action: 'view', at: 'apply' } as const
  const member = await deps.accounts.checkMember(tx, permit, checked ?? viewer)
  if (member.ok) return ok(application)
  return member.refusal.kind === 'account-not-found'
    ? refuse({ kind: 'application-not-found' })
    : refuse(member.refusal)
}

/** Does something with the application for a member who may do `act` for its organisation now. */
async function withOwn<Value, Refused>(
  deps: RegistrarsDeps,
  permit: Permit,
  {
    applicationId,
    action,
  }: { readonly applicationId: string; readonly action: 'apply' | 'authorise' },
  does: (tx: Tx, own: RegistrarApplication) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | OwnRefusal | RegisterUnavailable>> {
  const found = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
  if (!found) return refuse({ kind: 'application-not-found' })
  const { organisationId } = found
  const prepared = await deps.accounts.prepareAction(permit, { organisationId, action })
  if (!prepared.ok) return prepared
  return deps.db.write(async (tx): Promise<Result<Value, Refused | OwnRefusal>> => {
    const own = await lockOwn(deps, tx, permit, { applicationId, checked: prepared.value })
    return own.ok ? does(tx, own.value) : own
  })
}

export const viewApplication =
  (deps: RegistrarsDeps) =>
  (
    permit: Permit<'registrars.view'>,
    { applicationId }: InputOf<typeof contracts.viewRegistrarApplication>,
  ): Promise<Result<Shown, OwnRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, OwnRefusal>> => {
      const own = await lockOwn(deps, tx, permit, { applicationId })
      if (!own.ok) return own
      const assessed = await assess(deps, tx, own.value)
      await recordView(deps, tx, permit, own.value, assessed)
      return ok(
        await showApplication(deps, tx, own.value, {
          ...{ assessed, viewer: { as: 'member', personId: personOf(permit) } },
        }),
      )
    })

export type ChangeRefusal = OwnRefusal | RegisterUnavailable | FactsRefusal | StepNotPossible

/** Changes its content while it is not sent. */
export const changeApplication =
  (deps: RegistrarsDeps) =>
  (
    permit: Applying,
    { applicationId, ...typed }: InputOf<typeof contracts.changeRegistrarApplication>,
  ): Promise<Result<Shown, ChangeRefusal>> =>
    withOwn(
      deps,
      permit,
      { applicationId, action: 'apply' },
      async (tx, own): Promise<Result<Shown, ChangeRefusal>> => {
        const { standing } = own
        if (!mayChange(standing))
          return refuse({ kind: 'step-not-possible', state: standing.state })
        const facts = await factsOf(deps, tx, typed)
        if (!facts.ok) return facts
        const event: RegistrarApplicationChanged = {
          type: 'RegistrarApplicationChanged',
          ...aboutApplication(own),
        }
        await deps.record(tx, event, permit)
        const changed = { ...own, facts: facts.value }
        return take(deps, tx, permit, changed, { step: 'change', standing })
      },
    )

export type AttachRefusal =
  OwnRefusal | RegisterUnavailable | StepNotPossible | { readonly kind: 'document-not-readable' }

/** Stores the proof of training, sealed; it replaces an earlier one. */
export const attachProof =
  (deps: RegistrarsDeps) =>
  (
    permit: Applying,
    { applicationId, document }: InputOf<typeof contracts.attachTrainingProof>,
  ): Promise<Result<Shown, AttachRefusal>> =>
    withOwn(
      deps,
      permit,
      { applicationId, action: 'apply' },
      async (tx, own): Promise<Result<Shown, AttachRefusal>> => {
        const bytes = Uint8Array.from(Buffer.from(document, 'base64'))
        const mediaType = mediaTypeOf(bytes)
        if (mediaType === undefined) return refuse({ kind: 'document-not-readable' })
        const { standing } = own
        if (!mayChange(standing))
          return refuse({ kind: 'step-not-possible', state: standing.state })
        const digest = createHash('sha256').update(bytes).digest('hex')
        await keepProof(tx, deps.sealing, {
          ...{ applicationId: own.applicationId, bytes, mediaType, digest },
          at: deps.clock.now(),
        })
        const event: TrainingProofAttached = {
          ...{ type: 'TrainingProofAttached', digest, ...aboutApplication(own) },
        }
        await deps.record(tx, event, permit)
        const changed = { ...own, hasProof: true, proofDigest: digest }
        return ok(await showOwn(deps, tx, permit, changed))
      },
    )

export type SendRefusal = OwnRefusal | RegisterUnavailable | SendingRefusal | RegistrarRefused

/**
 * Sends it: every check must pass now. The sender answers for the organisation, and is not the person it is
 * about (R245).
 */
export const sendApplication =
  (deps: RegistrarsDeps) =>
  async (
    permit: Sending,
    { applicationId }: InputOf<typeof contracts.sendRegistrarApplication>,
  ): Promise<Result<Shown, SendRefusal>> => {
    const authorising = { applicationId, action: 'authorise' } as const
    return withOwn(
      deps,
      permit,
      authorising,
      async (tx, own): Promise<Result<Shown, SendRefusal>> => {
        const assessed = await assess(deps, tx, own)
        const sent = send(own.standing, {
          ...{ by: personOf(permit), personId: assessed.personId, now: deps.clock.now() },
        })
        if (!sent.ok) return sent
        const wrong = firstRefusal(assessed.checked)
        if (wrong) return refuse(wrong)
        const event: RegistrarApplicationSent = {
          type: 'RegistrarApplicationSent',
          ...aboutApplication(own),
        }
        await deps.record(tx, event, permit)
        return take(deps, tx, permit, own, { step: 'send', standing: sent.value })
      },
    )
  }

export type WithdrawRefusal = OwnRefusal | RegisterUnavailable | StepNotPossible

/** Withdraws it; its proof is no longer needed. */
export const withdrawApplication =
  (deps: RegistrarsDeps) =>
  async (
    permit: Sending,
    { applicationId }: InputOf<typeof contracts.withdrawRegistrarApplication>,
  ): Promise<Result<Shown, WithdrawRefusal>> => {
    const authorising = { applicationId, action: 'authorise' } as const
    return withOwn(
      deps,
      permit,
      authorising,
      async (tx, own): Promise<Result<Shown, WithdrawRefusal>> => {
        const withdrawn = withdraw(own.standing)
        if (!withdrawn.ok) return withdrawn
        const event: RegistrarApplicationWithdrawn = {
          type: 'RegistrarApplicationWithdrawn',
          ...aboutApplication(own),
        }
        await deps.record(tx, event, permit)
        const gone = { ...own, hasProof: false }
        const taken = await take(deps, tx, permit, gone, {
          ...{ step: 'withdraw', standing: withdrawn.value },
        })
        await forgetProof(tx, gone.applicationId)
        return taken
      },
    )
  }

/** Applies one more step, saves the application and shows it to its organisation. */
async function take(
  deps: RegistrarsDeps,
  tx: Tx,
  permit: Permit,
  application: RegistrarApplication,
  {
    step,
    standing,
  }: { readonly step: RegistrarStep; readonly standing: RegistrarApplication['standing'] },
): Promise<Result<Shown, never>> {
  const past = pastStep(deps, permit, step)
  const changed = { ...application, standing, history: [...application.history, past] }
  await saveApplication(tx, deps.sealing, { ...changed, at: past.at })
  return ok(await showOwn(deps, tx, permit, changed))
}

const pastStep = (
  { clock }: Pick<RegistrarsDeps, 'clock'>,
  permit: Permit,
  step: RegistrarStep,
): RegistrarPastStep => ({ step, at: clock.now(), by: personOf(permit) })

const showOwn = async (
  deps: RegistrarsDeps,
  tx: Tx,
  permit: Permit,
  application: RegistrarApplication,
): Promise<Shown> =>
  showApplication(deps, tx, application, {
    assessed: await assess(deps, tx, application),
    viewer: { as: 'member', personId: personOf(permit) },
  })
