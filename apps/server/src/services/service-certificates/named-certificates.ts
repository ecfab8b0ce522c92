import type * as contracts from '@sotevarmenne/api/service-certificates'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import {
  pageForMember,
  type MemberRefusal,
  type PreparedAct,
} from '#organisations/accounts/index.ts'
import type { NoCopyYet } from '#people/registers/contract.ts'
import { ownerOf } from './assess.ts'
import type { NamedCertificateViewed } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { mayRevoke, type StepNotPossible } from './domain/application.ts'
import { isOpen } from './domain/overtaken.ts'
import type { NotFound } from './own-application.ts'
import { actOfRevoking, revokeNow } from './revoke.ts'
import {
  aboutApplication,
  isCertified,
  showCertificate,
  showOvertaken,
  type CertifiedApplication,
  type OrganisationOf,
} from './show-application.ts'
import { certificatesOfOthers, lockApplication, saveApplication } from './store.ts'
import { overtakenOfApplication } from './stores/overtaken.ts'

type Shown = AnswerOf<typeof contracts.viewNamedCertificate>
type Listed = Result<
  AnswerOf<typeof contracts.listNamedCertificates>,
  MemberRefusal | CursorRefusal | NoCopyYet
>

/** More than any organisation has. */
const mostOids = 5000

/** What others were certified with the organisation's OIDs, as the code service has them now; the newest application first. */
export const listNamedCertificates =
  (deps: ServiceCertificatesDeps) =>
  (
    permit: Permit<'serviceCertificates.apply'>,
    asked: InputOf<typeof contracts.listNamedCertificates>,
  ): Promise<Listed> =>
    deps.db.read(async (tx): Promise<Listed> => {
      const { organisationId } = asked
      const organisation = await deps.organisations.organisationById(tx, organisationId)
      if (!organisation) return refuse({ kind: 'account-not-found' })
      const coded = await deps.codes.organisationsOf(tx, organisation.businessId, mostOids)
      if (!coded.ok) return coded
      const oids = coded.value.value.map(({ oid }) => oid)
      const listed = await pageForMember(deps, tx, permit, asked, {
        at: 'apply',
        find: (place) => certificatesOfOthers(tx, deps.sealing, { ...place, oids }),
        placeOf: ({ draftedAt, applicationId }) => ({ at: draftedAt, id: applicationId }),
      })
      if (!listed.ok) return listed
      const { page, nextCursor } = listed.value
      const certificates = await showNamedRows(deps, tx, page.filter(isCertified))
      return ok({ certificates, ...(nextCursor !== undefined && { nextCursor }) })
    })

export type NamedRefusal = NotFound | MemberRefusal

export const viewNamedCertificate =
  (deps: ServiceCertificatesDeps) =>
  (
    permit: Permit<'serviceCertificates.apply'>,
    asked: InputOf<typeof contracts.viewNamedCertificate>,
  ): Promise<Result<Shown, NamedRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, NamedRefusal>> => {
      const named = await lockNamed(deps, tx, permit, asked)
      if (!named.ok) return named
      const viewed: NamedCertificateViewed = {
        ...{ type: 'NamedCertificateViewed', namedId: asked.organisationId },
        ...aboutApplication(named.value),
      }
      await deps.record(tx, viewed, permit)
      return ok(await showNamed(deps, tx, named.value))
    })

/** Whoever's OID it is revokes it for good, and learns nothing more of the application by that (R187). */
export const revokeNamedCertificate =
  (deps: ServiceCertificatesDeps) =>
  async (
    permit: Permit<'serviceCertificates.revoke'>,
    { reason, ...asked }: InputOf<typeof contracts.revokeNamedCertificate>,
  ): Promise<Result<Shown, NamedRefusal | StepNotPossible>> => {
    const judged = await actOfRevoking(deps, permit, asked.organisationId)
    return deps.db.write(async (tx): Promise<Result<Shown, NamedRefusal | StepNotPossible>> => {
      const named = await lockNamed(deps, tx, permit, { ...asked, judged })
      if (!named.ok) return named
      const revoked = await revokeNow(deps, tx, permit, { application: named.value, reason })
      if (!revoked.ok) return revoked
      await saveApplication(tx, deps.sealing, revoked.value)
      return ok(await showNamed(deps, tx, revoked.value))
    })
  }

/** The certified application of another, locked, if it names the organisation and the person may see or do that for it. */
async function lockNamed(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    applicationId,
    judged,
  }: {
    readonly organisationId: string
    readonly applicationId: string
    readonly judged?: PreparedAct | undefined
  },
): Promise<Result<CertifiedApplication, NamedRefusal>> {
  const application = await lockApplication(tx, deps.sealing, applicationId)
  const looking = { organisationId, act: 'look', at: 'apply' } as const
  const member = await deps.accounts.judgeMember(tx, permit, judged ?? looking)
  if (!member.ok) return member
  if (!application || !isCertified(application) || application.organisationId === organisationId)
    return refuse({ kind: 'application-not-found' })
  const entry = await deps.codes.findOrganisation(tx, application.facts.unitOid)
  const owner = await ownerOf(deps, tx, entry.ok ? entry.value.value : undefined)
  return owner?.organisationId === organisationId
    ? ok(application)
    : refuse({ kind: 'application-not-found' })
}

/** Whose applications these are, what they name and how they stand: no contact, price, reference or decision of the applicant. */
async function showNamedRows(
  { organisations }: Pick<ServiceCertificatesDeps, 'organisations'>,
  tx: Tx,
  applications: readonly CertifiedApplication[],
) {
  const organisationOf = await organisations.organisationNames(
    tx,
    applications.map(({ organisationId }) => organisationId),
  )
  return applications.map((application) => rowOf(application, organisationOf))
}

async function showNamed(
  deps: ServiceCertificatesDeps,
  tx: Tx,
  application: CertifiedApplication,
): Promise<Shown> {
  const now = deps.clock.now()
  const overtaken = await overtakenOfApplication(tx, application.applicationId)
  const certificate = await showCertificate(deps, tx, application)
  const organisationOf = await deps.organisations.organisationNames(tx, [
    application.organisationId,
  ])
  return {
    ...rowOf(application, organisationOf),
    ...(certificate && { certificate }),
    ...(overtaken && isOpen(overtaken, now) && { overtaken: showOvertaken(overtaken) }),
    mayRevoke: mayRevoke(application.standing, now),
  }
}

const rowOf = (
  { applicationId, organisationId, facts, standing, byProgram }: CertifiedApplication,
  organisationOf: OrganisationOf,
) => ({
  ...{ applicationId, state: standing.state, product: facts.product, isTest: facts.isTest },
  ...{ unitOid: facts.unitOid, unitName: standing.unitName, names: [...facts.names] },
  organisation: organisationOf(organisationId),
  validTo: formatInstant(standing.notAfter),
  isByProgram: byProgram !== undefined,
})
