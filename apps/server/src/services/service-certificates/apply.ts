import { hash, randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { parseOid, type OidRefusal } from '@sotevarmenne/identifiers/oid'
import { refuseFaults } from '@sotevarmenne/kernel/faults'
import { stepNotPossible } from '@sotevarmenne/kernel/lifecycle'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { documentUpload } from '@sotevarmenne/api/uploads'
import type { Tx } from '#platform/db.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { stepBy } from '#platform/workflow.ts'
import {
  actForMember,
  pageForMember,
  withoutActs,
  type ActionRefusal,
  type MemberRefusal,
  memberProblems,
} from '#organisations/accounts/index.ts'
import { priceListOf, serviceCertificatePrice, defaultPriceList } from '#cards/products/index.ts'
import type { NoCopyYet, RegisterUnavailable } from '#people/registers/contract.ts'
import { noCopyProblems, unavailableProblems } from '#people/registers/index.ts'
import { cursorProblems } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import { queryBusinesses, assess, faultsOfFacts, type FactsRefusal } from './assess.ts'
import type {
  Application,
  ApplicationFacts,
  ApplicationId,
  ApplicationStepTaken,
  ApplicationViewed,
  ConformityAttached,
} from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { mayChange, send, withdraw, type StepNotPossible } from './domain/application.ts'
import { standingOf } from './domain/applicant.ts'
import { standsOn } from './domain/intermediary.ts'
import { faultsOfNames, writtenName, type NamesNotAcceptable } from './domain/names.ts'
import {
  lockOwn,
  showOwn,
  takeOwnStep,
  withOwn,
  type ChangeOwnRefusal,
  type OwnRefusal,
} from './own-application.ts'
import { aboutApplication, showRows } from './show-application.ts'
import {
  applicationsOf,
  authorisationsOf,
  conformityOf,
  endLinks,
  findApplication,
  insertApplication,
  storeConformity,
} from './store.ts'
import { factsProblems } from './assessment-problems.ts'
import {
  draftProblems,
  changeProblems,
  ownProblems,
  typedProblems,
  attachProblems,
  stepProblems,
} from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewApplication>
type Applying = Permit<'serviceCertificates.apply'>
type Sending = Permit<'serviceCertificates.send'>

/** The organisation's applications, newest first. */
export const listApplications = operation({
  contract: contracts.listApplications,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: ServiceCertificatesDeps) =>
    (permit: Applying, requested: InputOf<typeof contracts.listApplications>): Promise<Listed> =>
      deps.db.read((tx) =>
        pageForMember(deps, tx, permit, requested, {
          at: 'read',
          find: (sought) =>
            applicationsOf(tx, deps.sealing, { ...sought, filter: requested.filter }),
          placeOf: ({ draftedAt, applicationId }) => ({ at: draftedAt, id: applicationId }),
          show: async (page) => ({ applications: await showRows(deps, tx, page) }),
        }),
      ),
})

type Listed = Result<ResponseOf<typeof contracts.listApplications>, MemberRefusal | CursorRefusal>

/** More than any organisation has; the page searches among them. */
export const maxOids = 5000

/** The organisation's own OIDs, and those for which others authorise it today. */
export const listApplicableOids = operation({
  contract: contracts.listApplicableOids,
  problems: { ...memberProblems, ...noCopyProblems },
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      permit: Applying,
      { organisationId }: InputOf<typeof contracts.listApplicableOids>,
    ): Promise<
      Result<ResponseOf<typeof contracts.listApplicableOids>, MemberRefusal | NoCopyYet>
    > => {
      type Listed = Result<
        ResponseOf<typeof contracts.listApplicableOids>,
        MemberRefusal | NoCopyYet
      >
      return deps.db.read(async (tx): Promise<Listed> => {
        const viewing = { organisationId, action: 'view', at: 'read' } as const
        const member = await deps.accounts.checkMember(tx, permit, viewing)
        if (!member.ok) return member
        const on = dateInHelsinki(deps.clock.now())
        const given = (await authorisationsOf(tx, organisationId)).filter(
          (one) => one.authorised === organisationId && standingOf(one, on) === 'in-force',
        )
        const oids = []
        for (const ownerId of new Set([organisationId, ...given.map(({ giver }) => giver)])) {
          const owner = await deps.organisations.organisationById(tx, ownerId)
          if (!owner) throw new Error(`account ${ownerId} has no organisation`)
          const coded = await deps.codes.organisationsOf(tx, owner.businessId, maxOids)
          if (!coded.ok) return coded
          for (const { oid, name, sector } of coded.value.value)
            oids.push({ oid, name, isPrivate: sector === 'private', owner: owner.name })
        }
        const registered = await deps.codes.intermediaries(tx)
        if (!registered.ok) return registered
        const intermediaries = registered.value.value
          .filter((one) => standsOn(one, on))
          .map(({ name }) => name)
          .toSorted((one, other) => one.localeCompare(other, 'fi'))
        const list = await priceListOf(tx, defaultPriceList)
        const prices = {
          actual: serviceCertificatePrice({ isTest: false }, on, list),
          test: serviceCertificatePrice({ isTest: true }, on, list),
        }
        return ok({ oids, intermediaries, prices })
      })
    },
})

export type ChangeRefusal = OidRefusal | NamesNotAcceptable

/** Saves a draft as typed, if it is possible at all; it is checked against the registers when it is sent. */
export const draftApplication = operation({
  contract: contracts.draftApplication,
  problems: draftProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (
      permit: Applying,
      { organisationId, ...typed }: InputOf<typeof contracts.draftApplication>,
    ): Promise<Result<Shown, ActionRefusal | ChangeRefusal>> => {
      const facts = factsOf(deps.certificates, typed)
      if (!facts.ok) return facts
      const applying = { organisationId, action: 'apply' } as const
      const inserting = insertDraft(deps, permit, { organisationId, facts: facts.value })
      return actForMember(deps, permit, applying, inserting)
    },
})

const insertDraft =
  (
    deps: ServiceCertificatesDeps,
    permit: Applying,
    {
      organisationId,
      facts,
      conformity,
    }: Pick<Application, 'organisationId' | 'facts'> & {
      readonly conformity?: Uint8Array | undefined
    },
  ) =>
  async (tx: Tx) => {
    const application: Application = {
      applicationId: randomUUID() as string as ApplicationId,
      ...{ organisationId, facts, standing: { state: 'draft' } },
      hasConformity: conformity !== undefined,
      history: [
        stepBy(deps, permit, 'draft'),
        ...(conformity ? [stepBy(deps, permit, 'attachConformity')] : []),
      ],
      draftedAt: deps.clock.now(),
    }
    await insertApplication(tx, deps.sealing, application)
    const { applicationId } = application
    const about = aboutApplication(application)
    const drafted: ApplicationStepTaken = { type: 'ApplicationDrafted', ...about }
    await deps.record(tx, drafted, permit)
    if (conformity) {
      await storeConformity(tx, deps.sealing, { applicationId, pdf: conformity })
      const attached: ConformityAttached = { ...attachmentOf(conformity), ...about }
      await deps.record(tx, attached, permit)
    }
    return ok(await showOwn(deps, tx, permit, application))
  }

/** The digest of the file goes to the audit log (R256). */
const attachmentOf = (pdf: Uint8Array) =>
  ({ type: 'ConformityAttached', digest: hash('sha256', pdf) }) as const

export const viewApplication = operation({
  contract: contracts.viewApplication,
  problems: ownProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (permit: Applying, { applicationId }: InputOf<typeof contracts.viewApplication>) =>
      deps.db.write(async (tx): Promise<Result<Shown, OwnRefusal>> => {
        const application = await lockOwn(deps, tx, permit, applicationId)
        if (!application.ok) return application
        const viewed: ApplicationViewed = {
          ...{ type: 'ApplicationViewed', ...aboutApplication(application.value) },
        }
        await deps.record(tx, viewed, permit)
        const shown = await showOwn(deps, tx, permit, application.value)
        const { organisationId } = application.value
        return ok(await withoutActs(deps, tx, permit, { organisationId, shown }))
      }),
})

/** A former technical contact loses the link (R255). */
export const changeApplication = operation({
  contract: contracts.changeApplication,
  problems: { ...stepProblems, ...typedProblems },
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (
      permit: Applying,
      { applicationId: id, ...typed }: InputOf<typeof contracts.changeApplication>,
    ): Promise<Result<Shown, ChangeOwnRefusal | ChangeRefusal | StepNotPossible>> => {
      const facts = factsOf(deps.certificates, typed)
      if (!facts.ok) return facts
      return withOwn<Shown, StepNotPossible>(deps, permit, { id }, async (tx, application) => {
        const { standing, applicationId, facts: before } = application
        if (!mayChange(standing)) return stepNotPossible(standing)
        if (facts.value.technicalContact.email !== before.technicalContact.email)
          await endLinks(tx, applicationId)
        return takeOwnStep(deps, tx, permit, application, {
          ...{ past: stepBy(deps, permit, 'change'), event: { type: 'ApplicationChanged' } },
          changes: { facts: facts.value },
        })
      })
    },
})

export type AttachRefusal =
  ChangeOwnRefusal | StepNotPossible | { readonly kind: 'conformity-not-a-pdf' }

export const attachConformity = operation({
  contract: contracts.attachConformity,
  problems: attachProblems,
  bodyLimit: documentUpload.bodyLimit,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      permit: Applying,
      { applicationId: id, pdf: encoded }: InputOf<typeof contracts.attachConformity>,
    ): Promise<Result<Shown, AttachRefusal>> =>
      withOwn<Shown, AttachRefusal>(deps, permit, { id }, async (tx, application) => {
        const pdf = Buffer.from(encoded, 'base64')
        if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-')))
          return refuse({ kind: 'conformity-not-a-pdf' })
        const { standing, applicationId } = application
        if (!mayChange(standing)) return stepNotPossible(standing)
        await storeConformity(tx, deps.sealing, { applicationId, pdf })
        return takeOwnStep(deps, tx, permit, application, {
          ...{ past: stepBy(deps, permit, 'attachConformity'), event: attachmentOf(pdf) },
          changes: { hasConformity: true },
        })
      }),
})

export type SendRefusal = ChangeOwnRefusal | StepNotPossible | FactsRefusal | RegisterUnavailable

/** Sends it, under the unit's long name in the code service today. */
export const sendApplication = operation({
  contract: contracts.sendApplication,
  problems: {
    ...stepProblems,
    ...factsProblems,
    ...unavailableProblems,
  },
  handle:
    (deps: ServiceCertificatesDeps) =>
    async (
      permit: Sending,
      { applicationId }: InputOf<typeof contracts.sendApplication>,
    ): Promise<Result<Shown, SendRefusal>> => {
      const requested = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
      if (!requested) return refuse({ kind: 'application-not-found' })
      const businesses = await queryBusinesses(deps, requested)
      if (!businesses.ok) return businesses

      const id = applicationId
      return withOwn<Shown, SendRefusal>(deps, permit, { id }, async (tx, application) => {
        const assessed = await assess(deps, tx, application, { businesses: businesses.value })
        const wrong = refuseFaults(faultsOfFacts(assessed))
        if (wrong) return wrong
        const past = stepBy(deps, permit, 'send')
        const { name: organisationName } = businesses.value.owner
        const sent = send(application.standing, {
          ...{ by: past.by, now: past.at, unitName: assessed.entry?.name ?? '' },
          ...(organisationName !== undefined && { organisationName }),
        })
        if (!sent.ok) return sent
        return takeOwnStep(deps, tx, permit, application, {
          ...{ past, event: { type: 'ApplicationSent' }, changes: { standing: sent.value } },
        })
      })
    },
})

export const withdrawApplication = operation({
  contract: contracts.withdrawApplication,
  problems: stepProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      permit: Sending,
      { applicationId: id }: InputOf<typeof contracts.withdrawApplication>,
    ): Promise<Result<Shown, ChangeOwnRefusal | StepNotPossible>> =>
      withOwn<Shown, StepNotPossible>(deps, permit, { id }, async (tx, application) => {
        const withdrawn = withdraw(application.standing)
        if (!withdrawn.ok) return withdrawn
        return takeOwnStep(deps, tx, permit, application, {
          ...{ past: stepBy(deps, permit, 'withdraw'), event: { type: 'ApplicationWithdrawn' } },
          changes: { standing: withdrawn.value },
        })
      }),
})

/**
 * A new draft with the content and attachment of the old one (R189). Its key is new: the request is not
 * copied.
 */
export const applyAgain = operation({
  contract: contracts.applyAgain,
  problems: changeProblems,
  handle:
    (deps: ServiceCertificatesDeps) =>
    (
      permit: Applying,
      { applicationId }: InputOf<typeof contracts.applyAgain>,
    ): Promise<Result<Shown, ChangeOwnRefusal>> =>
      withOwn(deps, permit, { id: applicationId }, async (tx, { organisationId, facts }) => {
        const conformity = await conformityOf(tx, deps.sealing, applicationId)
        return insertDraft(deps, permit, { organisationId, facts, conformity })(tx)
      }),
})

function factsOf(
  { isServerAddress }: Pick<ServiceCertificatesDeps['certificates'], 'isServerAddress'>,
  typed: Omit<InputOf<typeof contracts.changeApplication>, 'applicationId'>,
): Result<ApplicationFacts, ChangeRefusal> {
  const unitOid = parseOid(typed.unitOid)
  const { product, isTest, mailbox, language, invoiceReference, technicalContact } = typed
  const names = product === 'server' ? typed.names.map(writtenName) : typed.names
  const wrong = refuseFaults<ChangeRefusal>([
    ...(unitOid.ok ? [] : [{ ...unitOid.refusal, member: 'unitOid' }]),
    ...faultsOfNames({ product, names }, isServerAddress),
  ])
  if (wrong) return wrong
  if (!unitOid.ok) return unitOid
  const { name, email, organisation, isKantaIntermediary } = technicalContact
  return ok({
    ...{ product, isTest, unitOid: unitOid.value, names, mailbox, language },
    technicalContact: {
      ...{ name, email },
      ...(organisation !== undefined && { organisation }),
      ...(isKantaIntermediary && { isKantaIntermediary }),
    },
    ...(invoiceReference !== undefined && { invoiceReference }),
  })
}
