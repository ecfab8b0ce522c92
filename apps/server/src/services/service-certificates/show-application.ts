import { hash } from 'node:crypto'
import type { Language } from '@sotevarmenne/api/values'
import type * as shown from '@sotevarmenne/api/service-certificates'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { allowed } from '@sotevarmenne/kernel/lifecycle'
import type { Approved } from '@sotevarmenne/issuing/domain/approval-statement'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { decodeCertificateRequest } from '@sotevarmenne/x509/request'
import type { Tx } from '#platform/db.ts'
import type { Viewer } from '#platform/workflow.ts'
import { pemOf, type RequestExamined } from '#pki/issuance/index.ts'
import type { Assessed } from './assess.ts'
import { priceOf } from './charge.ts'
import type { Application, Outdated, StandingIn, SupplierAuthorisation } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import {
  isOver,
  mayApprove,
  mayBringRequest,
  mayChange,
  mayCheck,
  mayRevoke,
  mayStep,
} from './domain/application.ts'
import { checkServerName } from './domain/names.ts'
import { assessmentProblems } from './assessment-problems.ts'
import { isOpen, mayDecide } from './domain/outdated.ts'
import { factsToApprove, statementToSign } from './signed-approval.ts'
import { openLinkOf } from './store.ts'
import { outdatedOfApplication } from './stores/outdated.ts'
import { wordsOfChange } from './words-of-change.ts'

/**
 * The application in the form of the HTTP contract, with the results of the rules and the operations that the
 * user may call.
 */
export async function showApplication(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  application: Application,
  { assessed, viewer }: { readonly assessed: Assessed; readonly viewer: Viewer },
): Promise<shown.ApplicationView> {
  const { facts, standing, history, hasConformity, applicationId, organisationId } = application
  const link = await openLinkOf(tx, applicationId)
  const now = deps.clock.now()
  const names = await deps.people.namesOf(
    tx,
    history.flatMap(({ by }) => by ?? []),
  )
  const organisationOf = await deps.organisations.organisationNames(tx, [organisationId])
  const certified = isCertified(application) ? application : undefined
  const outdated = certified ? await outdatedOfApplication(tx, applicationId) : undefined
  const certificate = certified && (await showCertificate(deps, tx, certified))
  return {
    ...showRow(application, organisationOf, assessed.entry?.name),
    technicalContact: facts.technicalContact,
    mailbox: facts.mailbox,
    language: facts.language,
    ...(facts.invoiceReference !== undefined && { invoiceReference: facts.invoiceReference }),
    hasConformity,
    price: await priceOf(deps, tx, application),
    ...(assessed.request && { request: showExamined(deps, assessed.request) }),
    ...(link && link.expiresAt > now && { linkUntil: formatInstant(link.expiresAt) }),
    ...('because' in standing && { because: standing.because }),
    // A decided application is not checked again.
    assessments: isOver(standing) ? [] : assessmentsOf(deps, assessed),
    history: history.map(({ step, at, by, because }) => ({
      ...{ step, at: formatInstant(at) },
      ...(by !== undefined && { by: names.get(by) ?? '' }),
      ...(because !== undefined && { because }),
    })),
    ...(viewer.as === 'caseOfficer' && (await toSign(deps, tx, application, { assessed, viewer }))),
    ...(certificate && { certificate }),
    ...(outdated && isOpen(outdated, now) && { outdated: showOutdated(outdated) }),
    may: mayOf(application, { ...viewer, now, outdated }),
  }
}

/** The text for the case officer who may check or approve it. */
async function toSign(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  application: Application,
  { assessed, viewer }: { readonly assessed: Assessed; readonly viewer: Viewer },
): Promise<{ readonly toSign?: string }> {
  const { standing } = application
  const deciding = { by: viewer.personId, now: deps.clock.now() }
  if (!mayCheck(standing, deciding).ok && !mayApprove(standing, deciding).ok) return {}
  const facts = await factsOfApplication(deps, tx, application, assessed)
  const before = standing.state === 'checked' ? standing.approval : undefined
  return { toSign: statementToSign(before, { facts, now: deciding.now }) }
}

/** What both case officers approve. */
export async function factsOfApplication(
  { organisations }: Pick<ServiceCertificatesDeps, 'organisations'>,
  tx: Tx,
  { applicationId, organisationId, facts, request }: Application,
  { ownerName, entry }: Pick<Assessed, 'ownerName' | 'entry'>,
): Promise<Omit<Approved, 'drafted'>> {
  const decoded = request && decodeCertificateRequest(request)
  return factsToApprove({
    ...{ kind: 'application', id: applicationId, facts, ownerName, entry },
    applicant: await organisations.organisationById(tx, organisationId),
    keyDigest: decoded?.ok ? hash('sha256', decoded.value.subjectPublicKeyInfo) : undefined,
  })
}

export type CertifiedApplication = Application & {
  readonly standing: StandingIn<'issued' | 'revoked'>
}

export const isCertified = (application: Application): application is CertifiedApplication =>
  application.standing.state === 'issued' || application.standing.state === 'revoked'

export async function showCertificate(
  { certificates }: Pick<ServiceCertificatesDeps, 'certificates'>,
  tx: Tx,
  { standing }: CertifiedApplication,
): Promise<shown.ApplicationView['certificate']> {
  const certificate = await certificates.findCertificate(tx, standing)
  if (certificate?.state !== 'issued') return undefined
  return {
    serial: standing.serial,
    issuedAt: formatInstant(standing.issuedAt),
    validTo: formatInstant(standing.notAfter),
    pem: pemOf(certificate.der),
    chain: certificates.chainOf(certificate.issuer).map(pemOf),
    ...(standing.state === 'revoked' && {
      revokedAt: formatInstant(standing.revokedAt),
      reason: standing.reason,
    }),
  }
}

/** The difference from the code service, and the decision on it. */
export const showOutdated = ({
  outdatedId,
  change,
  foundAt,
  revokeOn,
}: Outdated): shown.OutdatedView => {
  const inLanguage = (language: Language) => wordsOfChange(change, language)
  return {
    ...{ outdatedId, change: change.kind, since: change.since, foundAt: formatInstant(foundAt) },
    words: { fi: inLanguage('fi'), sv: inLanguage('sv'), en: inLanguage('en') },
    ...(revokeOn !== undefined && { revokeOn }),
  }
}

/** Applications as lists show them; the organisations are read in one call. */
export async function showRows(
  { organisations }: Pick<ServiceCertificatesDeps, 'organisations'>,
  tx: Tx,
  applications: readonly Application[],
) {
  const organisationOf = await organisations.organisationNames(
    tx,
    applications.map(({ organisationId }) => organisationId),
  )
  return applications.map((application) => showRow(application, organisationOf))
}

export type OrganisationOf = Awaited<
  ReturnType<ServiceCertificatesDeps['organisations']['organisationNames']>
>

function showRow(
  { applicationId, organisationId, facts, standing, draftedAt }: Application,
  organisationOf: OrganisationOf,
  nameInCodes?: string,
) {
  const unitName = 'unitName' in standing ? standing.unitName : nameInCodes
  return {
    applicationId,
    state: standing.state,
    product: facts.product,
    isTest: facts.isTest,
    unitOid: facts.unitOid,
    ...(unitName !== undefined && { unitName }),
    names: [...facts.names],
    organisation: organisationOf(organisationId),
    draftedAt: formatInstant(draftedAt),
    ...('sentAt' in standing && { sentAt: formatInstant(standing.sentAt) }),
    ...('notAfter' in standing && { validTo: formatInstant(standing.notAfter) }),
  }
}

const assessmentsOf = (
  deps: ServerAddresses,
  { ofFacts, ofRequest }: Assessed,
): shown.Assessment[] =>
  [...ofFacts, ...ofRequest].map(({ rule, refusal }) => ({
    rule,
    ...(refusal && { because: becauseOf(deps, refusal) }),
  }))

/** A request in plain words. */
export const showExamined = (
  deps: ServerAddresses,
  { unpacked, assessments }: RequestExamined,
): shown.ExaminedRequestView => ({
  ...(unpacked && {
    unpacked: {
      subject: unpacked.subject.map(({ type, value }) => ({
        type: shortNames.get(type) ?? type,
        value,
      })),
      names: [...unpacked.names],
      key: unpacked.key,
      signedWith: unpacked.signedWith,
    },
  }),
  assessments: assessments.map(({ rule, refusal }) => ({
    rule,
    ...(refusal && { because: becauseOf(deps, refusal) }),
  })),
})

type ServerAddresses = {
  readonly certificates: Pick<ServiceCertificatesDeps['certificates'], 'isServerAddress'>
}

type Because = { readonly kind: keyof typeof assessmentProblems; readonly name?: string }

export function becauseOf(deps: ServerAddresses, refusal: Because) {
  const { kind, ...facts } = inPlainWords(deps, refusal)
  const { title, advice } = assessmentProblems[kind]
  return { kind, title, advice, facts }
}

/** A name that no certificate may have: the advice is not to add it to the application. */
function inPlainWords({ certificates }: ServerAddresses, refusal: Because): Because {
  if (refusal.kind !== 'name-not-allowed') return refusal
  const [, name] = /^(?:dns|ip) (.+)$/.exec(refusal.name ?? '') ?? []
  if (name === undefined) return refusal
  const checked = checkServerName(name, certificates.isServerAddress)
  return checked.ok ? refusal : checked.refusal
}

/** Calls the rules of the operations themselves. */
function mayOf(
  { standing, byProgram, history }: Application,
  {
    as,
    personId,
    now,
    outdated,
  }: Viewer & { readonly now: Instant; readonly outdated: Outdated | undefined },
): shown.ApplicationView['may'] {
  if (as === 'auditor') return []
  const deciding = { by: personId, now }
  const isApproved = standing.state === 'approved'
  if (as === 'caseOfficer')
    return allowed({
      check: mayCheck(standing, deciding).ok,
      approve: mayApprove(standing, deciding).ok,
      giveBack: !isApproved && mayStep(standing, 'giveBack'),
      refuse: !isApproved && mayStep(standing, 'refuse'),
      decideOutdated: outdated !== undefined && mayDecide(outdated, { history, ...deciding }).ok,
    })
  return allowed({
    change: mayChange(standing),
    send: mayChange(standing),
    bringRequest: mayBringRequest(standing),
    makeLink: mayBringRequest(standing),
    withdraw: mayStep(standing, 'withdraw'),
    revoke: mayRevoke(standing, now),
    // The program can order another one.
    applyAgain: isOver(standing) && !byProgram,
  })
}

export const aboutApplication = ({
  applicationId,
  organisationId,
}: Pick<Application, 'applicationId' | 'organisationId'>) => ({ applicationId, organisationId })

export const aboutAuthorisation = ({
  supplierAuthorisationId,
  giver,
  authorised,
}: SupplierAuthorisation) => ({ supplierAuthorisationId, organisationId: giver, authorised })

/** Customary short names (RFC 4514 § 3); other types in dotted form. */
const shortNames: ReadonlyMap<string, string> = new Map([
  [attributeTypes.commonName, 'CN'],
  [attributeTypes.countryName, 'C'],
  [attributeTypes.localityName, 'L'],
  [attributeTypes.stateOrProvinceName, 'ST'],
  [attributeTypes.organizationName, 'O'],
  [attributeTypes.organizationalUnitName, 'OU'],
  [attributeTypes.serialNumber, 'serialNumber'],
])
