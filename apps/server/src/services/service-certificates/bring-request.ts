import { hash, randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { day, formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { stepNotPossible } from '@sotevarmenne/kernel/lifecycle'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { idOfLinkToken, linkToken } from '#platform/link-token.ts'
import type { Permit } from '#platform/permit.ts'
import { stepBy } from '#platform/workflow.ts'
import {
  noRequestProblems,
  requestIn,
  type NoRequest,
  type RequestExamined,
} from '#pki/issuance/index.ts'
import { operation } from '#platform/operation.ts'
import { assess, firstOfRequest, type RequestRefused } from './assess.ts'
import type { Application, RequestLinkId, RequestLinkCreated } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { isOver, mayBringRequest, type StepNotPossible } from './domain/application.ts'
import {
  lockOwn,
  showOwn,
  takeOwnStep,
  takeStep,
  withOwn,
  type ChangeOwnRefusal,
  type OwnRefusal,
} from './own-application.ts'
import { aboutApplication, showExamined } from './show-application.ts'
import {
  findApplication,
  insertLink,
  linksSince,
  lockApplication,
  openLink,
  useLink,
} from './store.ts'
import { requestProblems } from './assessment-problems.ts'
import { texts } from './texts.ts'
import { stepProblems, ownProblems, linkProblems, stepProblem } from './problems.ts'

/** Per address and minute: a person tries a few requests by one link, a program tries many links. */
const byLinkPerMinute = 20

type Shown = ResponseOf<typeof contracts.viewApplication>
type Examined = ResponseOf<typeof contracts.examineRequest>
type Applying = Permit<'serviceCertificates.apply'>
type Sending = Permit<'serviceCertificates.send'>
type ByLink = Permit<'serviceCertificates.bringByLink'>

/** Time for a vendor to create the key and the request. */
const linkLife = 14 * day
/** Per application: for a lost link or a wrong contact. */
const linksADay = 5

export type MakeLinkRefusal =
  ChangeOwnRefusal | StepNotPossible | { readonly kind: 'too-many-links' }

/** Mails a link to the technical contact, which replaces the link before. */
export const makeRequestLink = operation({
  contract: contracts.makeRequestLink,
  problems: {
    ...stepProblems,
    'too-many-links': { status: 429, ...texts.tooManyLinks },
  },
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      permit: Sending,
      { applicationId: id }: InputOf<typeof contracts.makeRequestLink>,
    ): Promise<Result<Shown, MakeLinkRefusal>> =>
      withOwn<Shown, MakeLinkRefusal>(deps, permit, { id }, async (tx, application) => {
        const { applicationId, standing } = application
        if (!mayBringRequest(standing)) return stepNotPossible(standing)
        const now = deps.clock.now()
        if ((await linksSince(tx, applicationId, plus(now, -day))) >= linksADay)
          return refuse({ kind: 'too-many-links' })
        const linkId = randomUUID() as string as RequestLinkId
        await insertLink(tx, { linkId, applicationId, expiresAt: plus(now, linkLife) }, now)
        const event: RequestLinkCreated = {
          ...{ type: 'RequestLinkCreated', linkId },
          ...aboutApplication(application),
        }
        await deps.record(tx, event, permit)
        return ok(await showOwn(deps, tx, permit, application))
      }),
})

/** URL of the link. The secret follows the `#`, so that no server logs it. */
export const requestLinkAddress = (
  { sealing, publicUrl }: Pick<ServiceCertificatesDeps, 'sealing' | 'publicUrl'>,
  linkId: string,
  language: string,
): string => `${publicUrl}/${language}/certificate-request#${linkToken(sealing, linkId)}`

/** Results of the rules for a request before it is added; nothing is stored. */
export const examineRequest = operation({
  contract: contracts.examineRequest,
  problems: { ...ownProblems, ...noRequestProblems },
  handle:
    (deps: ServiceCertificatesDeps) =>
    (permit: Applying, { applicationId, request }: InputOf<typeof contracts.examineRequest>) =>
      deps.db.write(async (tx): Promise<Result<Examined, OwnRefusal | NoRequest>> => {
        const read = requestIn(request)
        if (!read.ok) return read
        const application = await lockOwn(deps, tx, permit, applicationId)
        if (!application.ok) return application
        const { examined } = await examine(deps, tx, application.value, read.value)
        return ok(showExamined(deps, examined))
      }),
})

export type BringRefusal = ChangeOwnRefusal | StepNotPossible | NoRequest | RequestRefused

/** Adds the request. One that a rule refuses is not stored: its owner has to create another anyway. */
export const bringRequest = operation({
  contract: contracts.bringRequest,
  problems: {
    ...stepProblems,
    ...noRequestProblems,
    ...requestProblems,
  },
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      permit: Sending,
      { applicationId: id, request }: InputOf<typeof contracts.bringRequest>,
    ): Promise<Result<Shown, BringRefusal>> =>
      withOwn<Shown, BringRefusal>(deps, permit, { id }, async (tx, application) => {
        const brought = await take(deps, tx, application, request)
        if (!brought.ok) return brought
        const past = stepBy(deps, permit, 'bringRequest')
        return takeOwnStep(deps, tx, permit, application, { past, ...brought.value })
      }),
})

export type LinkRefusal = { readonly kind: 'link-not-found' } | { readonly kind: 'link-expired' }

/** What the link shows: that application and nothing else of the organisation. */
export const viewByLink = operation({
  contract: contracts.viewByLink,
  problems: linkProblems,
  requestsPerMinute: byLinkPerMinute,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      _permit: ByLink,
      { token }: InputOf<typeof contracts.viewByLink>,
    ): Promise<Result<ResponseOf<typeof contracts.viewByLink>, LinkRefusal>> => {
      type Opened = Result<ResponseOf<typeof contracts.viewByLink>, LinkRefusal>
      return deps.db.read(async (tx): Promise<Opened> => {
        const opened = await ofLink(deps, tx, token, findApplication)
        if (!opened.ok) return opened
        const { application, link } = opened.value
        const { entry, owner } = await assess(deps, tx, application)
        const { product, isTest, unitOid, names } = application.facts
        return ok({
          ...{ product, isTest, unitOid, names: [...names] },
          ...(entry && { unitName: entry.name }),
          organisation: owner?.name ?? '',
          expiresAt: formatInstant(link.expiresAt),
        })
      })
    },
})

export const examineByLink = operation({
  contract: contracts.examineByLink,
  problems: { ...linkProblems, ...noRequestProblems },
  requestsPerMinute: byLinkPerMinute,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      _permit: ByLink,
      { token, request }: InputOf<typeof contracts.examineByLink>,
    ): Promise<Result<Examined, LinkRefusal | NoRequest>> =>
      deps.db.read(async (tx): Promise<Result<Examined, LinkRefusal | NoRequest>> => {
        const read = requestIn(request)
        if (!read.ok) return read
        const opened = await ofLink(deps, tx, token, findApplication)
        if (!opened.ok) return opened
        const { examined } = await examine(deps, tx, opened.value.application, read.value)
        return ok(showExamined(deps, examined))
      }),
})

export type BringByLinkRefusal = LinkRefusal | StepNotPossible | NoRequest | RequestRefused

/** Adds the request by the link, which is then used up. A refused request does not use it up. */
export const bringByLink = operation({
  contract: contracts.bringByLink,
  problems: {
    ...linkProblems,
    ...stepProblem,
    ...noRequestProblems,
    ...requestProblems,
  },
  requestsPerMinute: byLinkPerMinute,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      permit: ByLink,
      { token, request }: InputOf<typeof contracts.bringByLink>,
    ): Promise<Result<Record<string, never>, BringByLinkRefusal>> => {
      type Brought = Result<Record<string, never>, BringByLinkRefusal>
      return deps.db.write(async (tx): Promise<Brought> => {
        const opened = await ofLink(deps, tx, token, lockApplication)
        if (!opened.ok) return opened
        const brought = await take(deps, tx, opened.value.application, request)
        if (!brought.ok) return brought
        const now = deps.clock.now()
        if (!(await useLink(tx, opened.value.link.linkId, now)))
          return refuse({ kind: 'link-not-found' })
        const past = { step: 'bringRequest', at: now } as const
        await takeStep(deps, tx, permit, opened.value.application, { past, ...brought.value })
        return ok({})
      })
    },
})

async function ofLink(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  token: string,
  find: typeof findApplication,
) {
  const linkId = idOfLinkToken(deps.sealing, token)
  const link = linkId === undefined ? undefined : await openLink(tx, linkId)
  if (!link) return refuse({ kind: 'link-not-found' })
  if (link.expiresAt <= deps.clock.now()) return refuse({ kind: 'link-expired' })
  const application = await find(tx, deps.sealing, link.applicationId)
  if (!application) throw new Error(`link has no application: ${link.applicationId}`)
  // A link is dead once its application is over; an application under review may still come back to be
  // completed.
  if (isOver(application.standing)) return refuse({ kind: 'link-not-found' })
  return ok({ link, application })
}

/** Replaces the request, if every rule accepts the new one. */
async function take(deps: ServiceCertificatesDeps, tx: Tx, application: Application, text: string) {
  const read = requestIn(text)
  if (!read.ok) return read
  const der = read.value
  if (!mayBringRequest(application.standing)) return stepNotPossible(application.standing)
  const { wrong } = await examine(deps, tx, application, der)
  if (wrong) return refuse(wrong)
  return ok({
    changes: { request: der },
    event: { type: 'RequestBrought', digest: hash('sha256', der) } as const,
  })
}

async function examine(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  application: Application,
  request: Uint8Array,
): Promise<{ readonly examined: RequestExamined; readonly wrong: RequestRefused | undefined }> {
  const assessed = await assess(deps, tx, { ...application, request })
  if (!assessed.request) throw new Error('request present but not examined')
  return { examined: assessed.request, wrong: firstOfRequest(assessed) }
}
