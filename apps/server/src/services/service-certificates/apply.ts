import { hash, randomUUID } from 'node:crypto'
import type * as contracts from '@sotevarmenne/api/service-certificates'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { parseOid, type OidRefusal } from '@sotevarmenne/identifiers/oid'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import {
  actForMember,
  pageForMember,
  type ActionRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import { priceListOf, serviceCertificatePrice, defaultPriceList } from '#cards/products/index.ts'
import type { NoCopyYet, RegisterUnavailable } from '#people/registers/contract.ts'
import { queryBusinesses, assess, firstOfFacts, type FactsRefusal } from './assess.ts'
import type {
  Application,
  ApplicationChanged,
  ApplicationDrafted,
  ApplicationFacts,
  ApplicationId,
  ApplicationSent,
  ApplicationViewed,
  ApplicationWithdrawn,
  ConformityAttached,
} from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { mayChange, send, withdraw, type StepNotPossible } from './domain/application.ts'
import { standingOf } from './domain/applicant.ts'
import { standsOn } from './domain/intermediary.ts'
import { checkNames, type NamesNotAcceptable } from './domain/names.ts'
import {
  lockOwn,
  pastStep,
  saveAndShow,
  showOwn,
  withOwn,
  withStep,
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

type Shown = ResponseOf<typeof contracts.viewApplication>
type Applying = Permit<'serviceCertificates.apply'>
type Sending = Permit<'serviceCertificates.send'>

/** The organisation's applications, newest first. */
export const listApplications =
  (deps: ServiceCertificatesDeps) =>
  (permit: Applying, requested: InputOf<typeof contracts.listApplications>): Promise<Listed> =>
    deps.db.read(async (tx): Promise<Listed> => {
      const listed = await pageForMember(deps, tx, permit, requested, {
        at: 'apply',
        find: (place) => applicationsOf(tx, deps.sealing, { ...place, filter: requested.filter }),
        placeOf: ({ draftedAt, applicationId }) => ({ at: draftedAt, id: applicationId }),
      })
      if (!listed.ok) return listed
      const { page, nextCursor } = listed.value
      const applications = await showRows(deps, tx, page)
      return ok({ applications, ...(nextCursor !== undefined && { nextCursor }) })
    })

type Listed = Result<ResponseOf<typeof contracts.listApplications>, MemberRefusal | CursorRefusal>

/** More than any organisation has; the page searches among them. */
export const maxOids = 5000

/** The organisation's own OIDs, and those for which others authorise it today. */
export const listApplicableOids =
  (deps: ServiceCertificatesDeps) =>
  (
    permit: Applying,
    { organisationId }: InputOf<typeof contracts.listApplicableOids>,
  ): Promise<
    Result<ResponseOf<typeof contracts.listApplicableOids>, MemberRefusal | NoCopyYet>
  > => {
    type Listed = Result<ResponseOf<typeof contracts.listApplicableOids>, MemberRefusal | NoCopyYet>
    return deps.db.read(async (tx): Promise<Listed> => {
      const viewing = { organisationId, action: 'view', at: 'apply' } as const
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
  }

export type ChangeRefusal = OidRefusal | NamesNotAcceptable

/** Saves a draft as typed, if it is possible at all; it is checked against the registers when it is sent. */
export const draftApplication =
  (deps: ServiceCertificatesDeps) =>
  async (
    permit: Applying,
    { organisationId, ...typed }: InputOf<typeof contracts.draftApplication>,
  ): Promise<Result<Shown, ActionRefusal | ChangeRefusal>> => {
    const facts = factsOf(typed)
    if (!facts.ok) return facts
    const applying = { organisationId, action: 'apply' } as const
    const inserting = insertDraft(deps, permit, { organisationId, facts: facts.value })
    return actForMember(deps, permit, applying, inserting)
  }

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
  async (tx: Parameters<typeof insertApplication>[0]) => {
    const application: Application = {
      applicationId: randomUUID() as string as ApplicationId,
      ...{ organisationId, facts, standing: { state: 'draft' } },
      hasConformity: conformity !== undefined,
      history: [
        pastStep('draft', deps, permit),
        ...(conformity ? [pastStep('attachConformity', deps, permit)] : []),
      ],
      draftedAt: deps.clock.now(),
    }
    await insertApplication(tx, deps.sealing, application)
    const event: ApplicationDrafted = {
      type: 'ApplicationDrafted',
      ...aboutApplication(application),
    }
    await deps.record(tx, event, permit)
    if (conformity) await attach(deps, tx, permit, { application, pdf: conformity })
    return ok(await showOwn(deps, tx, permit, application))
  }

/** Stores the file, with its digest in the audit log (R256). */
async function attach(
  deps: ServiceCertificatesDeps,
  tx: Parameters<typeof storeConformity>[0],
  permit: Applying,
  { application, pdf }: { readonly application: Application; readonly pdf: Uint8Array },
): Promise<void> {
  await storeConformity(tx, deps.sealing, { applicationId: application.applicationId, pdf })
  const event: ConformityAttached = {
    ...{ type: 'ConformityAttached', digest: hash('sha256', pdf) },
    ...aboutApplication(application),
  }
  await deps.record(tx, event, permit)
}

export const viewApplication =
  (deps: ServiceCertificatesDeps) =>
  (
    permit: Applying,
    { applicationId }: InputOf<typeof contracts.viewApplication>,
  ): Promise<Result<Shown, OwnRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, OwnRefusal>> => {
      const application = await lockOwn(deps, tx, permit, { applicationId })
      if (!application.ok) return application
      const viewed: ApplicationViewed = {
        ...{ type: 'ApplicationViewed', ...aboutApplication(application.value) },
      }
      await deps.record(tx, viewed, permit)
      return ok(await showOwn(deps, tx, permit, application.value))
    })

/** A former technical contact loses the link (R255). */
export const changeApplication =
  (deps: ServiceCertificatesDeps) =>
  async (
    permit: Applying,
    { applicationId: id, ...typed }: InputOf<typeof contracts.changeApplication>,
  ): Promise<Result<Shown, ChangeOwnRefusal | ChangeRefusal | StepNotPossible>> => {
    const facts = factsOf(typed)
    if (!facts.ok) return facts
    return withOwn(
      deps,
      permit,
      id,
      async (tx, application): Promise<Result<Shown, ChangeOwnRefusal | StepNotPossible>> => {
        const { standing } = application
        if (!mayChange(standing))
          return refuse({ kind: 'step-not-possible', state: standing.state })
        const { applicationId, facts: before } = application
        if (facts.value.technicalContact.email !== before.technicalContact.email)
          await endLinks(tx, applicationId)
        const event: ApplicationChanged = {
          type: 'ApplicationChanged',
          ...aboutApplication(application),
        }
        await deps.record(tx, event, permit)
        const past = pastStep('change', deps, permit)
        const changed = withStep(application, past, { facts: facts.value })
        return saveAndShow(deps, tx, permit, changed)
      },
    )
  }

export type AttachRefusal =
  ChangeOwnRefusal | StepNotPossible | { readonly kind: 'conformity-not-a-pdf' }

export const attachConformity =
  (deps: ServiceCertificatesDeps) =>
  (
    permit: Applying,
    { applicationId, pdf: encoded }: InputOf<typeof contracts.attachConformity>,
  ): Promise<Result<Shown, AttachRefusal>> =>
    withOwn(
      deps,
      permit,
      applicationId,
      async (tx, application): Promise<Result<Shown, AttachRefusal>> => {
        const pdf = Buffer.from(encoded, 'base64')
        if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-')))
          return refuse({ kind: 'conformity-not-a-pdf' })
        const { standing } = application
        if (!mayChange(standing))
          return refuse({ kind: 'step-not-possible', state: standing.state })
        await attach(deps, tx, permit, { application, pdf })
        const past = pastStep('attachConformity', deps, permit)
        const changed = withStep(application, past, { hasConformity: true })
        return saveAndShow(deps, tx, permit, changed)
      },
    )

export type SendRefusal = ChangeOwnRefusal | StepNotPossible | FactsRefusal | RegisterUnavailable

/** Sends it, under the unit's long name in the code service today. */
export const sendApplication =
  (deps: ServiceCertificatesDeps) =>
  async (
    permit: Sending,
    { applicationId }: InputOf<typeof contracts.sendApplication>,
  ): Promise<Result<Shown, SendRefusal>> => {
    const requested = await deps.db.read((tx) => findApplication(tx, deps.sealing, applicationId))
    if (!requested) return refuse({ kind: 'application-not-found' })
    const businesses = await queryBusinesses(deps, requested)
    if (!businesses.ok) return businesses

    return withOwn(
      deps,
      permit,
      applicationId,
      async (tx, application): Promise<Result<Shown, SendRefusal>> => {
        const assessed = await assess(deps, tx, application, { businesses: businesses.value })
        const wrong = firstOfFacts(assessed)
        if (wrong) return refuse(wrong)
        const past = pastStep('send', deps, permit)
        const { name: organisationName } = businesses.value.owner
        const sent = send(application.standing, {
          ...{ by: past.by ?? '', now: past.at, unitName: assessed.entry?.name ?? '' },
          ...(organisationName !== undefined && { organisationName }),
        })
        if (!sent.ok) return sent
        const event: ApplicationSent = {
          type: 'ApplicationSent',
          ...aboutApplication(application),
        }
        await deps.record(tx, event, permit)
        const changed = withStep(application, past, { standing: sent.value })
        return saveAndShow(deps, tx, permit, changed)
      },
    )
  }

export const withdrawApplication =
  (deps: ServiceCertificatesDeps) =>
  (
    permit: Sending,
    { applicationId }: InputOf<typeof contracts.withdrawApplication>,
  ): Promise<Result<Shown, ChangeOwnRefusal | StepNotPossible>> =>
    withOwn(
      deps,
      permit,
      applicationId,
      async (tx, application): Promise<Result<Shown, ChangeOwnRefusal | StepNotPossible>> => {
        const withdrawn = withdraw(application.standing)
        if (!withdrawn.ok) return withdrawn
        const event: ApplicationWithdrawn = {
          type: 'ApplicationWithdrawn',
          ...aboutApplication(application),
        }
        await deps.record(tx, event, permit)
        const past = pastStep('withdraw', deps, permit)
        const changed = withStep(application, past, { standing: withdrawn.value })
        return saveAndShow(deps, tx, permit, changed)
      },
    )

/**
 * A new draft with the content and attachment of the old one (R189). Its key is new: the request is not
 * copied.
 */
export const applyAgain =
  (deps: ServiceCertificatesDeps) =>
  (
    permit: Applying,
    { applicationId }: InputOf<typeof contracts.applyAgain>,
  ): Promise<Result<Shown, ChangeOwnRefusal>> =>
    withOwn(deps, permit, applicationId, async (tx, { organisationId, facts }) => {
      const conformity = await conformityOf(tx, deps.sealing, applicationId)
      return insertDraft(deps, permit, { organisationId, facts, conformity })(tx)
    })

function factsOf(
  typed: Omit<InputOf<typeof contracts.changeApplication>, 'applicationId'>,
): Result<ApplicationFacts, ChangeRefusal> {
  const unitOid = parseOid(typed.unitOid)
  if (!unitOid.ok) return unitOid
  const { product, isTest, mailbox, language, invoiceReference, technicalContact } = typed
  const names = product === 'server' ? typed.names.map((name) => name.toLowerCase()) : typed.names
  const checked = checkNames({ product, names })
  if (!checked.ok) return checked
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
