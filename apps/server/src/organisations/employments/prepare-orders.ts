import { createHash, randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/employments'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { documentUpload } from '@sotevarmenne/api/uploads'
import type { Tx } from '#platform/db.ts'
import { mediaTypeOf } from '#platform/media-type.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import {
  actForMember,
  type ActionRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { PreparingNotAllowed } from '#organisations/registry/index.ts'
import { memberProductOf } from '#cards/products/index.ts'
import { operation } from '#platform/operation.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import type {
  CertificateSentAhead,
  DraftsSent,
  OrderPrepared,
  PreparedFacts,
  PreparedId,
  PreparedOrder,
  PreparedWithdrawn,
} from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { checkPrepared, type PreparedRefusal, type Typed } from './domain/check-prepared.ts'
import { lineFaultTexts } from './line-faults.ts'
import { professionalHolders } from './professional-holders.ts'
import { showPrepared } from './show-prepared.ts'
import {
  insertPrepared,
  storeCertificate,
  lapse,
  lockPrepared,
  sendAllDrafts,
  settlePrepared,
} from './store.ts'
import { texts } from './texts.ts'
import {
  documentProblems,
  newOrderProblems,
  prepareProblems,
  withdrawProblems,
} from './problems.ts'

type Shown = contracts.PreparedOrderView
type Preparing = Permit<'employments.prepareOrder'>

export type OrganisationRefusal = MemberRefusal | { readonly kind: 'organisation-not-found' }

export type PreparingRefusal = OrganisationRefusal | ActionRefusal

/** The organisation, if the prepared action is allowed to the person. */
export async function organisationFor(
  deps: Pick<EmploymentsDeps, 'accounts' | 'organisations'>,
  tx: Tx,
  permit: Permit,
  requested: Parameters<EmploymentsDeps['accounts']['checkMember']>[2],
): Promise<Result<Organisation, OrganisationRefusal>> {
  const member = await deps.accounts.checkMember(tx, permit, requested)
  if (!member.ok) return member
  const { organisationId } = requested
  const organisation = await deps.organisations.organisationById(tx, organisationId)
  return organisation ? ok(organisation) : refuse({ kind: 'organisation-not-found' })
}

/** Acts for the organisation, for members who may prepare orders now. */
export function preparing<Value, Refused>(
  deps: EmploymentsDeps,
  permit: Permit,
  organisationId: string,
  action: (tx: Tx, organisation: Organisation) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | PreparingRefusal>> {
  const requested = { organisationId, action: 'apply' } as const
  return actForMember<Value, Refused | PreparingRefusal, unknown>(
    deps,
    permit,
    requested,
    async (tx) => {
      const organisation = await deps.organisations.organisationById(tx, organisationId)
      return organisation ? action(tx, organisation) : refuse({ kind: 'organisation-not-found' })
    },
  )
}

/** The same, while the organisation has a card agreement: who would come without one is turned away. */
export const preparingNew = <Value, Refused>(
  deps: EmploymentsDeps,
  permit: Permit,
  organisationId: string,
  action: (tx: Tx, organisation: Organisation) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | PreparingNewRefusal>> =>
  preparing<Value, Refused | PreparingNewRefusal>(
    deps,
    permit,
    organisationId,
    async (tx, organisation) => {
      const on = dateInHelsinki(deps.clock.now())
      const allowed = await deps.organisations.checkPreparing(tx, { organisationId, on })
      return allowed.ok ? action(tx, organisation) : allowed
    },
  )

export type PreparingNewRefusal = PreparingRefusal | PreparingNotAllowed

export type PrepareRefusal =
  | PreparingNewRefusal
  | { readonly kind: PreparedRefusal['kind']; readonly column: PreparedRefusal['column'] }
  | { readonly kind: 'prepared-already' | 'professional-card-held' }

/** Prepares the order of one person: the desk finds it for the visitor (R216). */
export const prepareOrder = operation({
  contract: contracts.prepareOrder,
  problems: prepareProblems,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Preparing,
      { organisationId, declaration, ...input }: InputOf<typeof contracts.prepareOrder>,
    ): Promise<Result<Shown, PrepareRefusal>> =>
      preparingNew<Shown, PrepareRefusal>(
        deps,
        permit,
        organisationId,
        async (tx, organisation) => {
          const now = deps.clock.now()
          const typed: Typed = {
            ...{ identityCode: input.identityCode, name: input.name, title: input.title },
            unitOid: input.unitOid ?? '',
            employmentEndsOn: input.employmentEndsOn ?? '',
            reference: input.reference ?? '',
            ...typedDeclaration(declaration),
          }
          const checked = checkOne(typed, knownOf(organisation, now))
          if (!checked.ok) return checked
          const held = await professionalHolders(deps, tx, [checked.value.identityCode])
          if (held.size > 0) return refuse({ kind: 'professional-card-held' })
          await lapse(tx, { now, organisationId })
          const life = await preparedLife(tx, now)
          const order = orderOf(permit, organisationId, checked.value, { now, life })
          const taken = await insertPrepared(tx, deps.sealing, [order])
          if (taken === 0) return refuse({ kind: 'prepared-already' })
          const event: OrderPrepared = {
            ...{ type: 'OrderPrepared', ...aboutPrepared(order), settings: life.settings },
          }
          await deps.record(tx, event, permit)
          return ok(showPrepared(order, organisation))
        },
      ),
})

/** One person, of a form or a card: the first error alone. */
export function checkOne(
  typed: Typed,
  known: ReturnType<typeof knownOf>,
): Result<PreparedFacts, PreparedRefusal> {
  const checked = checkPrepared(typed, known)
  if (checked.ok) return checked
  const [first] = checked.refusal
  if (first === undefined) throw new Error('refused without a reason')
  return refuse(first)
}

/** As it would stand in a file. */
export const typedDeclaration = (
  declaration: InputOf<typeof contracts.prepareOrder>['declaration'],
): Pick<Typed, 'logsInToPatientSystems' | 'declaredBy'> =>
  declaration === undefined
    ? { logsInToPatientSystems: '', declaredBy: '' }
    : {
        logsInToPatientSystems: declaration.logsInToPatientSystems ? 'yes' : 'no',
        declaredBy: declaration.givenBy,
      }

export const knownOf = ({ kind, units }: Organisation, now: Instant) => ({
  product: memberProductOf(kind),
  units: new Set<string>(units.map(({ oid }) => oid)),
  today: dateInHelsinki(now),
})

type Life = { readonly days: number; readonly settings: UsedSettings }

/** How long an order that is prepared now waits to be used (R218, R345). */
export async function preparedLife(tx: Tx, now: Instant): Promise<Life> {
  const { value, version } = await settingOn(tx, 'prepared-order-validity', dateInHelsinki(now))
  return { days: value, settings: { 'prepared-order-validity': version } }
}

export const orderOf = (
  permit: Permit,
  organisationId: string,
  facts: PreparedFacts,
  { now, life }: { readonly now: Instant; readonly life: Life },
): PreparedOrder => ({
  preparedId: randomUUID() as string as PreparedId,
  ...{ organisationId, facts, hasCertificate: false },
  standing: { state: isByPassword(permit) ? 'draft' : 'waits' },
  preparedBy: permit.actor.kind === 'apiKey' ? permit.actor.clientId : personOf(permit),
  preparedAt: now,
  lapsesAt: plus(now, life.days * day),
})

/** A sign-in by password allows drafts only, nothing that binds (R221, R284). */
export const isByPassword = ({ signIn }: Permit): boolean => signIn?.method === 'password'

export const aboutPrepared = ({ preparedId, organisationId }: PreparedOrder) => ({
  preparedId,
  organisationId,
})

export type FaultKind = keyof typeof lineFaultTexts

export const reasonsOf = (
  faults: readonly { readonly kind: FaultKind }[],
): ResponseOf<typeof contracts.prepareRenewals>['reasons'] =>
  [...new Set(faults.map(({ kind }) => kind))].map((kind) => ({ kind, ...lineFaultTexts[kind] }))

type PreparedNotFound = { readonly kind: 'prepared-order-not-found' }
type NotWaiting = { readonly kind: 'prepared-order-not-waiting' }

/** Orders visible to the desk may be changed after a strong sign-in only (R284). */
type NotByPassword = { readonly kind: 'strong-sign-in-needed' }

type NotChangeable = NotWaiting | NotByPassword

/** The prepared order, while it waits. */
async function waitingOf(
  deps: EmploymentsDeps,
  tx: Tx,
  permit: Preparing,
  { organisationId, preparedId }: { readonly organisationId: string; readonly preparedId: string },
): Promise<Result<PreparedOrder, PreparedNotFound | NotChangeable>> {
  const order = await lockPrepared(tx, deps.sealing, preparedId)
  if (order?.organisationId !== organisationId) return refuse({ kind: 'prepared-order-not-found' })
  return checkChangeable(order, { permit, now: deps.clock.now() })
}

/** Whether it can be withdrawn or amended. */
export function checkChangeable(
  order: PreparedOrder,
  { permit, now }: { readonly permit: Permit; readonly now: Instant },
): Result<PreparedOrder, NotChangeable> {
  const { state } = order.standing
  if ((state !== 'draft' && state !== 'waits') || order.lapsesAt <= now)
    return refuse({ kind: 'prepared-order-not-waiting' })
  return state === 'waits' && isByPassword(permit)
    ? refuse({ kind: 'strong-sign-in-needed' })
    : ok(order)
}

export type WithdrawPreparedRefusal =
  PreparingRefusal | PreparedNotFound | NotWaiting | NotByPassword

/** Withdraws it: the desk no longer finds it, and a draft based on it cannot be signed. */
export const withdrawPrepared = operation({
  contract: contracts.withdrawPrepared,
  problems: withdrawProblems,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Preparing,
      ids: InputOf<typeof contracts.withdrawPrepared>,
    ): Promise<Result<Shown, WithdrawPreparedRefusal>> =>
      preparing<Shown, WithdrawPreparedRefusal>(
        deps,
        permit,
        ids.organisationId,
        async (tx, organisation) => {
          const found = await waitingOf(deps, tx, permit, ids)
          if (!found.ok) return found
          return ok(showPrepared(await withdraw(deps, tx, permit, found.value), organisation))
        },
      ),
})

export async function withdraw(
  { clock, record }: Pick<EmploymentsDeps, 'clock' | 'record'>,
  tx: Tx,
  permit: Permit,
  order: PreparedOrder,
): Promise<PreparedOrder> {
  const standing = { state: 'withdrawn', settledAt: clock.now() } as const
  await settlePrepared(tx, [order.preparedId], standing)
  const event: PreparedWithdrawn = { type: 'PreparedWithdrawn', ...aboutPrepared(order) }
  await record(tx, event, permit)
  return { ...order, standing }
}

export type SendAheadRefusal = WithdrawPreparedRefusal | { readonly kind: 'document-not-readable' }

/**
 * Stores the employment certificate, sealed: available if another organisation's registrar places the order
 * (R97).
 */
export const sendCertificateAhead = operation({
  contract: contracts.sendCertificateAhead,
  problems: {
    ...withdrawProblems,
    ...documentProblems,
  },
  bodyLimit: documentUpload.bodyLimit,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Preparing,
      { document, ...ids }: InputOf<typeof contracts.sendCertificateAhead>,
    ): Promise<Result<Shown, SendAheadRefusal>> =>
      preparing<Shown, SendAheadRefusal>(
        deps,
        permit,
        ids.organisationId,
        async (tx, organisation) => {
          const bytes = Uint8Array.from(Buffer.from(document, 'base64'))
          const mediaType = mediaTypeOf(bytes)
          if (mediaType === undefined) return refuse({ kind: 'document-not-readable' })
          const found = await waitingOf(deps, tx, permit, ids)
          if (!found.ok) return found
          const order = found.value
          const digest = createHash('sha256').update(bytes).digest('hex')
          const { preparedId } = order
          await storeCertificate(tx, deps.sealing, { preparedId, bytes, mediaType, digest })
          const event: CertificateSentAhead = {
            type: 'CertificateSentAhead',
            ...aboutPrepared(order),
          }
          await deps.record(tx, event, permit)
          return ok(showPrepared({ ...order, hasCertificate: true }, organisation))
        },
      ),
})

export type SendDraftsRefusal = PreparingNewRefusal | { readonly kind: 'drafts-not-those' }

/**
 * Releases drafts prepared after sign-ins by password to the desk: exactly as many as the sender saw (R284).
 */
export const sendDrafts = operation({
  contract: contracts.sendDrafts,
  problems: {
    ...newOrderProblems,
    'drafts-not-those': { status: 409, ...texts.draftsNotThose },
  },
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit,
      { organisationId, count },
    ): Promise<Result<ResponseOf<typeof contracts.sendDrafts>, SendDraftsRefusal>> =>
      preparingNew<{ count: number }, SendDraftsRefusal>(
        deps,
        permit,
        organisationId,
        async (tx) => {
          const now = deps.clock.now()
          // A refusal rolls it all back.
          const sent = await sendAllDrafts(tx, { organisationId, now })
          if (sent !== count) return refuse({ kind: 'drafts-not-those' })
          const event: DraftsSent = { type: 'DraftsSent', organisationId, count }
          await deps.record(tx, event, permit)
          return ok({ count })
        },
      ),
})
