import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { looksLikeIpAddress } from '@sotevarmenne/kernel/ip-address'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { FaultOf } from '@sotevarmenne/kernel/faults'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { EnrolmentRules } from '#pki/issuance/contract.ts'
import type { RequestExamined, RequestAssessment } from '#pki/issuance/index.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type {
  CodedOrganisation,
  NoCopyYet,
  RegisterUnavailable,
} from '#people/registers/contract.ts'
import { hasEnded } from '#people/registers/index.ts'
import type { Application, SupplierAuthorisation } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { checkApplicant, type ApplicantRefusal } from './domain/applicant.ts'
import { checkIntermediary, type IntermediaryRefusal } from './domain/intermediary.ts'
import { faultsOfNames, type NameFault, type NamesNotAcceptable } from './domain/names.ts'
import {
  checkCoded,
  checkConformity,
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
  /** Of the names: each wrong one. */
  readonly faults?: readonly NameFault[]
}
type OfRequest =
  { readonly rule: 'request-there'; readonly refusal?: RequestMissing } | RequestAssessment

/** All results of the rules for an application at this moment, and the facts behind them. */
export type Assessed = {
  readonly entry?: CodedOrganisation
  /** The owner of the OID. */
  readonly owner?: Organisation
  /** The owner's name: from the business register where that was asked (R315). */
  readonly ownerName: string
  /** For another organisation's OID: the authorisation used. */
  readonly authorisation?: SupplierAuthorisation
  readonly ofFacts: readonly OfFacts[]
  readonly ofRequest: readonly OfRequest[]
  readonly request?: RequestExamined
}

/** The OID's owner and the applicant in the business register, with the owner's name there. */
export type Businesses = {
  readonly owner: { readonly status: BusinessStatus; readonly name?: string }
  readonly applicant: BusinessStatus
}

/** `businesses`: the business register's current data; if not asked, its last data are used (R279). */
export async function assess(
  deps: Pick<ServiceCertificatesDeps, 'clock' | 'codes' | 'organisations' | 'certificates'>,
  tx: Tx,
  application: Application,
  { businesses: requested }: { readonly businesses?: Businesses | undefined } = {},
): Promise<Assessed> {
  const { facts, standing, organisationId } = application
  const today = dateInHelsinki(deps.clock.now())
  const copy = await deps.codes.findOrganisation(tx, facts.unitOid)
  const entry = copy.ok ? copy.value.value : undefined
  const owner = await ownerOf(deps, tx, entry)
  const applicant = await deps.organisations.organisationById(tx, organisationId)
  if (!applicant) throw new Error(`application ${application.applicationId} has no organisation`)

  const businesses = requested ?? (await lastSaid(deps, tx, { owner, applicant }))
  const { status: business, name } = businesses.owner
  const coded: Result<CodedOrganisation, NoLongerTrue | NoCopyYet> = copy.ok
    ? checkCoded({
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
  const may = checkApplicant({
    ...{ applicant, owner, oid: facts.unitOid, on: today },
    hasCeased: businesses.applicant === 'ceased',
    authorisations: await authorisationsOf(tx, organisationId),
  })
  const conformity = checkConformity({
    ...{ sector: entry?.sector, isTest: facts.isTest },
    hasConformity: application.hasConformity,
  })
  const registered = await deps.codes.intermediaries(tx)
  const intermediary = checkIntermediary({
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
      // An OID without an entry has no owner to check.
      ...(entry ? [{ rule: 'applicant' as const, ...refusalOf(may) }] : []),
      { rule: 'conformity', ...refusalOf(conformity) },
      ...(intermediary ? [{ rule: 'intermediary' as const, ...refusalOf(intermediary) }] : []),
      ofNames(faultsOfNames(facts, deps.certificates.isServerAddress)),
    ],
    ofRequest: [
      {
        rule: 'request-there',
        ...(request === undefined && { refusal: { kind: 'request-missing' } }),
      },
      ...(request?.assessments ?? []),
    ],
    ...(request && { request }),
  }
}

const refusalOf = <Refusal>(checked: Result<unknown, Refusal>): { readonly refusal?: Refusal } =>
  checked.ok ? {} : { refusal: checked.refusal }

function ofNames(faults: readonly NameFault[]): OfFacts {
  const [first] = faults
  if (first === undefined) return { rule: 'names' }
  const { member: _member, ...refusal } = first
  return { rule: 'names', refusal, faults }
}

/** The member of an application to which a rule belongs. */
const memberOf = {
  ...{ 'code-service': 'unitOid', applicant: 'unitOid', conformity: 'conformity', names: 'names' },
  intermediary: 'technicalContact.organisation',
} as const satisfies Readonly<Record<OfFacts['rule'], string>>

/** Every reason for which it may not be sent (R560). */
export const faultsOfFacts = ({
  ofFacts,
}: Pick<Assessed, 'ofFacts'>): readonly FaultOf<FactsRefusal>[] =>
  ofFacts.flatMap(
    ({ rule, refusal, faults }): readonly FaultOf<FactsRefusal>[] =>
      faults ?? (refusal ? [{ ...refusal, member: memberOf[rule] }] : []),
  )

/** The first reason for which it may not be sent. */
export const firstOfFacts = ({ ofFacts }: Assessed): FactsRefusal | undefined =>
  ofFacts.find(({ refusal }) => refusal !== undefined)?.refusal

export type RequestRefused = NonNullable<OfRequest['refusal']>

export const firstOfRequest = ({ ofRequest }: Assessed): RequestRefused | undefined =>
  ofRequest.find(({ refusal }) => refusal !== undefined)?.refusal

/** The owner of the code service's entry, if it is a customer. */
export async function ownerOf(
  { organisations }: Pick<ServiceCertificatesDeps, 'organisations'>,
  tx: Tx,
  entry: CodedOrganisation | undefined,
): Promise<Organisation | undefined> {
  const businessId = entry?.businessId
  if (businessId === undefined) return undefined
  return organisations.organisationWith(tx, { businessId, oid: organisationOid(businessId) })
}

/** Content of the certificate: fixed by the application and the registers, never by the request. */
export const rulesOf = (
  {
    facts: { product, unitOid, names },
  }: { readonly facts: Pick<Application['facts'], 'product' | 'unitOid' | 'names'> },
  {
    ownerName,
    entry,
  }: { readonly ownerName: string; readonly entry: CodedOrganisation | undefined },
): Omit<EnrolmentRules, 'family'> => ({
  profile: product,
  organisation: cut(ownerName),
  unit: cut(entry?.name ?? ''),
  organisationOid: unitOid,
  ...(product === 'server' ? serverNamesOf(names) : { dnsNames: [] }),
  commonNames: product === 'server' ? [] : names,
  validityDays: validityDays[product],
})

const serverNamesOf = (names: readonly string[]) => ({
  dnsNames: names.filter((name) => !looksLikeIpAddress(name)),
  addresses: names.filter(looksLikeIpAddress),
})

const validityDays = { server: 365, 'system-signature': 730 } as const

/** Truncates long names: an attribute holds 64 characters (RFC 5280, ub-organization-name). */
const cut = (name: string): string => Array.from(name.trim()).slice(0, 64).join('').trimEnd()

/** The business register's last data about both. */
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

/** Reads the OID's owner and the applicant from the business register; outside transactions. */
export async function queryBusinesses(
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
  // An organisation without business ID is known from the code service alone.
  const owner =
    ownerId === undefined ? ok({ status: 'active' as const }) : await send(deps, ownerId)
  if (!owner.ok) return owner
  const isOther = applicant && applicant.businessId !== ownerId
  const other = isOther ? await send(deps, applicant.businessId) : owner
  return other.ok ? ok({ owner: owner.value, applicant: other.value.status }) : other
}

async function send(
  { businessRegister }: Pick<ServiceCertificatesDeps, 'businessRegister'>,
  businessId: BusinessId,
): Promise<Result<Businesses['owner'], RegisterUnavailable>> {
  const business = await businessRegister.lookUpBusiness(businessId)
  if (business.ok) return ok({ status: business.value.status, name: business.value.name })
  return business.refusal.kind === 'unknown-to-business-register'
    ? ok({ status: 'ceased' })
    : refuse(business.refusal)
}
