import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { EnrolmentRules } from '#pki/issuance/contract.ts'
import type { RequestExamined, RequestVerdict } from '#pki/issuance/index.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type {
  BusinessStatus,
  CodedOrganisation,
  NoCopyYet,
  RegisterUnavailable,
} from '#people/registers/contract.ts'
import { hasEnded } from '#people/registers/index.ts'
import type { Application, SupplierAuthorisation } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { judgeApplicant, type ApplicantRefusal } from './domain/applicant.ts'
import { judgeIntermediary, type IntermediaryRefusal } from './domain/intermediary.ts'
import { judgeNames, type NamesNotAcceptable } from './domain/names.ts'
import {
  judgeCoded,
  judgeConformity,
  type ConformityMissing,
  type NoLongerTrue,
} from './domain/still-true.ts'
import { authorisationsOf } from './store.ts'

/** Why an application can't be sent, or its certificate not issued. */
export type FactsRefusal =
  | ApplicantRefusal
  | NoLongerTrue
  | NoCopyYet
  | ConformityMissing
  | IntermediaryRefusal
  | NamesNotAcceptable

export type RequestMissing = { readonly kind: 'request-missing' }

type OfFacts = {
  readonly rule: 'applicant' | 'code-service' | 'conformity' | 'intermediary' | 'names'
  readonly refusal?: FactsRefusal
}
type OfRequest =
  { readonly rule: 'request-there'; readonly refusal?: RequestMissing } | RequestVerdict

/** Everything that the rules say of an application in this moment, and the facts that it rests on. */
export type Assessed = {
  readonly entry?: CodedOrganisation
  /** Whose OID it is. */
  readonly owner?: Organisation
  /** That one's name: of the business register where it was asked (R315). */
  readonly ownerName: string
  /** Of another's OID: under which authorisation. */
  readonly authorisation?: SupplierAuthorisation
  readonly ofFacts: readonly OfFacts[]
  readonly ofRequest: readonly OfRequest[]
  readonly request?: RequestExamined
}

/** How the business register has whoever's OID it is, by its name there, and whoever applies. */
export type Businesses = {
  readonly owner: { readonly status: BusinessStatus; readonly name?: string }
  readonly applicant: BusinessStatus
}

/** `businesses`: what the business register says now; where nobody asked it, what it said last stands (R279). */
export async function assess(
  deps: Pick<ServiceCertificatesDeps, 'clock' | 'codes' | 'organisations' | 'certificates'>,
  tx: Tx,
  application: Application,
  { businesses: asked }: { readonly businesses?: Businesses | undefined } = {},
): Promise<Assessed> {
  const { facts, standing, organisationId } = application
  const today = dateInHelsinki(deps.clock.now())
  const copy = await deps.codes.findOrganisation(tx, facts.unitOid)
  const entry = copy.ok ? copy.value.value : undefined
  const owner = await ownerOf(deps, tx, entry)
  const applicant = await deps.organisations.organisationById(tx, organisationId)
  if (!applicant) throw new Error(`an application of nobody: ${application.applicationId}`)

  const businesses = asked ?? (await lastSaid(deps, tx, { owner, applicant }))
  const { status: business, name } = businesses.owner
  const coded: Result<CodedOrganisation, NoLongerTrue | NoCopyYet> = copy.ok
    ? judgeCoded({
        ...{ entry, copiedAt: copy.value.copiedAt, today, business },
        ...('unitName' in standing && { sentAs: standing.unitName }),
        ...('organisationName' in standing && { sentFor: standing.organisationName }),
        ...(name !== undefined && { organisationName: name }),
      })
    : copy
  const ownerEnded =
    owner &&
    owner.kind !== 'other-body' &&
    (await hasEnded(deps.codes, tx, { oid: owner.oid, on: today }))
      ? refuse({ kind: 'organisation-not-in-code-service', oid: owner.oid } as const)
      : undefined
  const may = judgeApplicant({
    ...{ applicant, owner, oid: facts.unitOid, on: today },
    hasCeased: businesses.applicant === 'ceased',
    authorisations: await authorisationsOf(tx, organisationId),
  })
  const conformity = judgeConformity({
    ...{ sector: entry?.sector, isTest: facts.isTest },
    hasConformity: application.hasConformity,
  })
  const registered = await deps.codes.intermediaries(tx)
  const intermediary = judgeIntermediary({
    ...{ facts, applicant, today, isOwn: owner?.organisationId === organisationId },
    intermediaries: registered.ok ? registered.value.value : [],
  })
  const ownerName = name ?? owner?.name ?? ''
  const request =
    application.request === undefined
      ? undefined
      : await deps.certificates.examineRequest(tx, {
          der: application.request,
          rules: rulesOf(application, { ownerName, entry }),
        })
  return {
    ...(entry && { entry }),
    ...(owner && { owner }),
    ownerName,
    ...(may.ok && may.value !== 'own' && { authorisation: may.value }),
    ofFacts: [
      { rule: 'code-service', ...refusalOf(ownerEnded && coded.ok ? ownerEnded : coded) },
      // Of an OID that nobody has, nobody can be asked whose it is.
      ...(entry ? [{ rule: 'applicant' as const, ...refusalOf(may) }] : []),
      { rule: 'conformity', ...refusalOf(conformity) },
      ...(intermediary ? [{ rule: 'intermediary' as const, ...refusalOf(intermediary) }] : []),
      { rule: 'names', ...refusalOf(judgeNames(facts)) },
    ],
    ofRequest: [
      {
        rule: 'request-there',
        ...(request === undefined && { refusal: { kind: 'request-missing' } }),
      },
      ...(request?.verdicts ?? []),
    ],
    ...(request && { request }),
  }
}

const refusalOf = <Refusal>(judged: Result<unknown, Refusal>): { readonly refusal?: Refusal } =>
  judged.ok ? {} : { refusal: judged.refusal }

/** The first reason for which it may not be sent. */
export const firstOfFacts = ({ ofFacts }: Assessed): FactsRefusal | undefined =>
  ofFacts.find(({ refusal }) => refusal !== undefined)?.refusal

export type RequestRefused = NonNullable<OfRequest['refusal']>

export const firstOfRequest = ({ ofRequest }: Assessed): RequestRefused | undefined =>
  ofRequest.find(({ refusal }) => refusal !== undefined)?.refusal

/** Whose OID the code service's entry is, where that one is a customer. */
export async function ownerOf(
  { organisations }: Pick<ServiceCertificatesDeps, 'organisations'>,
  tx: Tx,
  entry: CodedOrganisation | undefined,
): Promise<Organisation | undefined> {
  const businessId = entry?.businessId
  if (businessId === undefined) return undefined
  return organisations.organisationWith(tx, { businessId, oid: organisationOid(businessId) })
}

/** What the certificate will say: fixed by the application and the registers, never by the request. */
export const rulesOf = (
  { facts: { product, unitOid, names } }: Pick<Application, 'facts'>,
  {
    ownerName,
    entry,
  }: { readonly ownerName: string; readonly entry: CodedOrganisation | undefined },
): Omit<EnrolmentRules, 'family'> => ({
  profile: product,
  organisation: cut(ownerName),
  unit: cut(entry?.name ?? ''),
  organisationOid: unitOid,
  dnsNames: product === 'server' ? names : [],
  commonNames: product === 'server' ? [] : names,
  validityDays: validityDays[product],
})

const validityDays = { server: 365, 'system-signature': 730 } as const

/** Long names are cut: an attribute holds 64 characters (RFC 5280, ub-organization-name). */
const cut = (name: string): string => Array.from(name.trim()).slice(0, 64).join('').trimEnd()

/** What the business register said last of both. */
async function lastSaid(
  { organisations }: Pick<ServiceCertificatesDeps, 'organisations'>,
  tx: Tx,
  {
    owner,
    applicant,
  }: { readonly owner: Organisation | undefined; readonly applicant: Organisation },
): Promise<Businesses> {
  const statusOf = async (one: Organisation | undefined): Promise<BusinessStatus> =>
    one && (await organisations.hasCeased(tx, one.organisationId)) ? 'ceased' : 'active'
  return { owner: { status: await statusOf(owner) }, applicant: await statusOf(applicant) }
}

/** Asks the business register about whoever's OID it is, and about whoever applies with it; outside transactions. */
export async function askBusinesses(
  deps: Pick<ServiceCertificatesDeps, 'db' | 'codes' | 'organisations' | 'businessRegister'>,
  {
    organisationId,
    facts: { unitOid },
  }: Pick<Application, 'organisationId'> & {
    readonly facts: Pick<Application['facts'], 'unitOid'>
  },
): Promise<Result<Businesses, RegisterUnavailable>> {
  const { entry, applicant } = await deps.db.read(async (tx) => ({
    entry: await deps.codes.findOrganisation(tx, unitOid),
    applicant: await deps.organisations.organisationById(tx, organisationId),
  }))
  const ownerId = entry.ok ? entry.value.value?.businessId : undefined
  // What has no business ID is told by the code service alone.
  const owner = ownerId === undefined ? ok({ status: 'active' as const }) : await ask(deps, ownerId)
  if (!owner.ok) return owner
  const isOther = applicant && applicant.businessId !== ownerId
  const other = isOther ? await ask(deps, applicant.businessId) : owner
  return other.ok ? ok({ owner: owner.value, applicant: other.value.status }) : other
}

async function ask(
  { businessRegister }: Pick<ServiceCertificatesDeps, 'businessRegister'>,
  businessId: BusinessId,
): Promise<Result<Businesses['owner'], RegisterUnavailable>> {
  const business = await businessRegister.lookUpBusiness(businessId)
  if (business.ok) return ok({ status: business.value.status, name: business.value.name })
  return business.refusal.kind === 'unknown-to-business-register'
    ? ok({ status: 'ceased' })
    : refuse(business.refusal)
}
