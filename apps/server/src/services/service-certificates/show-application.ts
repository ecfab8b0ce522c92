import type * as shown from '@sotevarmenne/api/service-certificates'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { Tx } from '#platform/db.ts'
import { pemOf, type RequestExamined } from '#pki/issuance/index.ts'
import type { Assessed } from './assess.ts'
import { priceOf } from './charge.ts'
import type { Language } from '#people/persons/contract.ts'
import type { Application, Overtaken, StandingIn, SupplierAuthorisation } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import {
  isOver,
  approve,
  check,
  mayBringRequest,
  mayChange,
  mayRevoke,
  mayStep,
} from './domain/application.ts'
import { judgeNames } from './domain/names.ts'
import { verdictProblems } from './verdict-problems.ts'
import { isOpen, mayDecide } from './domain/overtaken.ts'
import { openLinkOf } from './store.ts'
import { overtakenOfApplication } from './stores/overtaken.ts'
import { wordsOfChange } from './words-of-change.ts'

/** Whoever looks: a member who may apply, or a handler who may decide. */
export type Looking = { readonly as: 'member' | 'handler' | 'auditor'; readonly personId: string }

/** The application as the HTTP contract says it, with what the rules say and what the asker may do. */
export async function showApplication(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  application: Application,
  { assessed, looking }: { readonly assessed: Assessed; readonly looking: Looking },
): Promise<shown.Application> {
  const { facts, standing, history, hasConformity, applicationId, organisationId } = application
  const link = await openLinkOf(tx, applicationId)
  const now = deps.clock.now()
  const names = await deps.people.namesOf(
    tx,
    history.flatMap(({ by }) => by ?? []),
  )
  const organisationOf = await deps.organisations.organisationNames(tx, [organisationId])
  const certified = isCertified(application) ? application : undefined
  const overtaken = certified ? await overtakenOfApplication(tx, applicationId) : undefined
  const certificate = certified && (await showCertificate(deps, tx, certified))
  return {
    ...showRow(application, organisationOf, assessed.entry?.name),
    technicalContact: facts.technicalContact,
    mailbox: facts.mailbox,
    language: facts.language,
    ...(facts.invoiceReference !== undefined && { invoiceReference: facts.invoiceReference }),
    hasConformity,
    price: await priceOf(deps, tx, application),
    ...(assessed.request && { request: showExamined(assessed.request) }),
    ...(link && link.expiresAt > now && { linkUntil: formatInstant(link.expiresAt) }),
    ...('because' in standing && { because: standing.because }),
    // What has been decided is not judged again.
    verdicts: isOver(standing) ? [] : verdictsOf(assessed),
    history: history.map(({ step, at, by, because }) => ({
      ...{ step, at: formatInstant(at) },
      ...(by !== undefined && { by: names.get(by) ?? '' }),
      ...(because !== undefined && { because }),
    })),
    ...(certificate && { certificate }),
    ...(overtaken && isOpen(overtaken, now) && { overtaken: showOvertaken(overtaken) }),
    may: mayOf(application, { ...looking, now, overtaken }),
  }
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
): Promise<shown.Application['certificate']> {
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

/** What the code service says otherwise, and what was decided of it. */
export const showOvertaken = ({
  overtakenId,
  change,
  foundAt,
  revokeOn,
}: Overtaken): shown.Overtaken => {
  const inLanguage = (language: Language) => wordsOfChange(change, language)
  return {
    ...{ overtakenId, change: change.kind, since: change.since, foundAt: formatInstant(foundAt) },
    words: { fi: inLanguage('fi'), sv: inLanguage('sv'), en: inLanguage('en') },
    ...(revokeOn !== undefined && { revokeOn }),
  }
}

/** What lists say of them: the organisations are asked all at once. */
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

const verdictsOf = ({ ofFacts, ofRequest }: Assessed): shown.Verdict[] =>
  [...ofFacts, ...ofRequest].map(({ rule, refusal }) => ({
    rule,
    ...(refusal && { because: becauseOf(refusal) }),
  }))

/** A request in plain words. */
export const showExamined = ({ unpacked, verdicts }: RequestExamined): shown.ExaminedRequest => ({
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
  verdicts: verdicts.map(({ rule, refusal }) => ({
    rule,
    ...(refusal && { because: becauseOf(refusal) }),
  })),
})

type Because = { readonly kind: keyof typeof verdictProblems; readonly name?: string }

export function becauseOf(refusal: Because) {
  const { kind, ...facts } = inPlainWords(refusal)
  const { title, advice } = verdictProblems[kind]
  return { kind, title, advice, facts }
}

/** A name that no certificate may have is not told to be added to the application. */
function inPlainWords(refusal: Because): Because {
  if (refusal.kind !== 'name-not-allowed') return refusal
  const [, name] = /^dns (.+)$/.exec(refusal.name ?? '') ?? []
  if (name === undefined) return refusal
  const judged = judgeNames({ product: 'server', names: [name] })
  return judged.ok ? refusal : judged.refusal
}

/** The rules of the deeds themselves are asked. */
function mayOf(
  { standing, byProgram, history }: Application,
  {
    as,
    personId,
    now,
    overtaken,
  }: Looking & { readonly now: Instant; readonly overtaken: Overtaken | undefined },
): shown.Application['may'] {
  if (as === 'auditor') return []
  const deciding = { by: personId, now }
  if (as === 'handler')
    return [
      ...(check(standing, deciding).ok ? (['check'] as const) : []),
      ...(approve(standing, deciding).ok ? (['approve'] as const) : []),
      ...(standing.state !== 'approved' && mayStep(standing, 'giveBack')
        ? (['giveBack'] as const)
        : []),
      ...(standing.state !== 'approved' && mayStep(standing, 'refuse')
        ? (['refuse'] as const)
        : []),
      ...(overtaken && mayDecide(overtaken, { history, ...deciding }).ok
        ? (['decideOvertaken'] as const)
        : []),
    ]
  return [
    ...(mayChange(standing) ? (['change', 'send'] as const) : []),
    ...(mayBringRequest(standing) ? (['bringRequest', 'makeLink'] as const) : []),
    ...(mayStep(standing, 'withdraw') ? (['withdraw'] as const) : []),
    ...(mayRevoke(standing, now) ? (['revoke'] as const) : []),
    // Another one is the program's to order.
    ...(isOver(standing) && !byProgram ? (['applyAnew'] as const) : []),
  ]
}

export const aboutApplication = ({
  applicationId,
  organisationId,
}: Pick<Application, 'applicationId' | 'organisationId'>) => ({ applicationId, organisationId })

export const aboutAuthorisation = ({
  authorisationId,
  giver,
  authorised,
}: SupplierAuthorisation) => ({ authorisationId, organisationId: giver, authorised })

/** As people write them (RFC 4514 § 3); others by their dotted type. */
const shortNames: ReadonlyMap<string, string> = new Map([
  [attributeTypes.commonName, 'CN'],
  [attributeTypes.countryName, 'C'],
  [attributeTypes.localityName, 'L'],
  [attributeTypes.stateOrProvinceName, 'ST'],
  [attributeTypes.organizationName, 'O'],
  [attributeTypes.organizationalUnitName, 'OU'],
  [attributeTypes.serialNumber, 'serialNumber'],
])
